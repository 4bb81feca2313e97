import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { testMessage } from '../../server/simulator/test-message';
import { apiOf, refusalOf } from '../support/api';
import { withBooks } from '../support/books';
import { validateAll } from '../support/decide';
import { freshAccessionNumber, send } from '../support/lis';
import { followLinkTo } from '../support/patient-door';
import { enter } from '../support/persons';
import { place } from '../support/place';
import { watchedPage } from '../support/watch';

/**
 * A patient whose every word can be told from all others goes the whole way, right and wrong; then every log, every table that is no dossier, every address and
 * every file is searched for him, and for the persons of all the other journeys (threats.md 19). It runs last, so that the whole suite has passed before it.
 */
const CANARY = /ZZCANARI/i;
/** Names, numbers and texts of the persons of every journey. */
const ANYBODY = /ZZCANARI|PAT-TROIS|DOMINIQUE|ESSAI-(LUNE|PORTE|BRUN)|2790351215189|Repassé :|Relais-demo-2026/i;

const EMAIL = 'canari@courriel.example';

test('no log, no trace, no address and no queue holds a word of a patient, a password or a message', async ({ browser }) => {
  const accessionNumber = freshAccessionNumber();
  const bytes = testMessage({
    accessionNumber,
    patient: {
      identifier: accessionNumber,
      birthFamilyName: 'ZZCANARI-NOM',
      givenNames: ['ZZCANARI-PRENOM'],
      birthDate: '1988-08-08',
      ins: null,
      email: EMAIL,
      mobilePhone: '0639980055',
      street: '1 rue ZZCANARI',
      town: 'ZZCANARI-VILLE',
    },
    results: [{ value: 'ZZCANARI-VALEUR', valueType: 'ST', unit: '', range: '', notes: ['ZZCANARI-NOTE'] }],
    clinicalInformation: 'ZZCANARI-CLINIQUE',
    prescriberRpps: '10001234567',
    sentAt: new Date(),
  });
  expect(await send(bytes)).toBe('AA');
  // What cannot be read, and what must not be: kept, answered, and in no log.
  expect(await send(Buffer.from(bytes.toString('latin1').replace('ORU^R01', 'ZZCANARI^R01'), 'latin1'))).toMatch(/A[ER]/);
  const { api } = await apiOf('h.marchetti');
  await validateAll(api, accessionNumber);

  const addresses: string[] = [];
  const { page } = await watchedPage(browser, {});
  page.on('request', (request) => addresses.push(decodeURIComponent(request.url())));
  await enter(page, 'e.marchal');
  await expect(async () => {
    await page.goto('/results');
    await page.getByRole('searchbox').fill('ZZCANARI');
    await page.getByRole('link', { name: CANARY }).first().click({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByText('ZZCANARI-VALEUR')).toBeVisible();
  await expect(page.getByText('ZZCANARI-NOTE')).toBeVisible();
  await page.context().close();

  const wrong = await refusalOf(api.audit.trail.query({ accessionNumber: 'ZZCANARI', before: null }));
  expect(wrong, 'asking for a name finds nothing').toBeNull();
  await fetch(`${place.url}/api/trpc/portal.viewReport`, {
    method: 'POST',
    headers: { 'x-relais': '1', 'content-type': 'application/json' },
    body: '{"json":"ZZCANARI',
  });
  const door = await browser.newPage({ baseURL: place.url });
  await followLinkTo(door, EMAIL);
  addresses.push(door.url());
  await door.close();

  expect(
    addresses.filter((address) => ANYBODY.test(address)),
    'addresses',
  ).toEqual([]);
  expect(filesThatHold(place.dataDirectory, ANYBODY), 'logs and other files').toEqual([]);
  expect(await tablesThatHold(ANYBODY), 'tables that hold no dossier').toEqual([]);
});

/** Everything that the product writes outside its tables: logs of every process and of PostgreSQL, process numbers, settings. */
function filesThatHold(directory: string, words: RegExp): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => !/\/postgres\/(base|pg_wal|global|pg_|PG_)/.test(path) && statSync(path).isFile())
    .filter((path) => words.test(readFileSync(path, 'utf8')));
}

/** Whose business it is to hold a person, with the reason; any other table must hold none. */
const NOMINATIVE = new Set([
  'patient',
  'dossier',
  'service_request',
  'specimen',
  'observation_version',
  'dossier_revision',
  'worklist_entry',
  // Statements are what was displayed and signed; reports are frozen as they were read.
  'validation_decision',
  'report',
  'report_recipient',
  'report_view',
  // What a colleague accepted to answer for, and what one was asked for an opinion on, as it stood then.
  'handover',
  'advice',
  // Raw messages and payloads are kept byte for byte; no role of the web server reads them.
  'inbound_message',
  'outbound_message',
  'outbound_attempt',
  // A notice goes to an address; the outbox is the demonstration's mailbox.
  'notice',
  'outbox_message',
  // Identities proven at the desk, and what a patient wrote himself.
  'representation',
  'patient_request',
  'patient_account',
  'account_code',
  'account_word',
  // Staff.
  'user_account',
  'prescriber',
  'laboratory',
]);

async function tablesThatHold(words: RegExp): Promise<string[]> {
  return withBooks(async (sql) => {
    const tables = await sql<{ schema: string; name: string }[]>`
      select schemaname as schema, tablename as name from pg_tables where schemaname in ('public', 'graphile_worker', 'drizzle')`;
    const holding: string[] = [];
    for (const { schema, name } of tables.filter((table) => !NOMINATIVE.has(table.name))) {
      const [row] = await sql<{ n: number }[]>`select count(*)::int as n from ${sql(schema)}.${sql(name)} t where t::text ~* ${words.source}`;
      if ((row?.n ?? 0) > 0) holding.push(`${schema}.${name}`);
    }
    return holding;
  });
}
