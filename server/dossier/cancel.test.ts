import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestPortal, type TestPortal } from '../main/testing-portal';

let portal: TestPortal;
beforeAll(async () => {
  portal = await openTestPortal();
});
afterAll(() => portal.end());

let sent = 0;
const minute = (at: number) => `202611210${3 + Math.floor(at / 60)}${String(at % 60).padStart(2, '0')}00`;

/** A message of that minute about one request, with its order control and its status. */
async function send(at: number, accession: string, order: string, status: string, ...lines: string[]): Promise<string> {
  await portal.receive(
    Buffer.from(
      [
        `MSH|^~\\&|SIL|LBM-VALMONT|RELAIS|GCS|${minute(at)}||ORU^R01^ORU_R01|CANCEL${(sent += 1)}|P|2.5|||AL|NE|FRA|UNICODE UTF-8`,
        'PID|1||0004711^^^CH-VALMONT&880000123&FINEJ^PI||PAT-TROIS^DOMINIQUE^^^^^L||19790328|F',
        `ORC|${order}|P1||${accession}`,
        `OBR|1|P1|${accession}-1|IONO^Ionogramme sanguin^LOCAL|||20261121024500||||||||||||||||||${status}`,
        ...lines,
      ].join('\r'),
    ),
  );
  return portal.dossierId(accession);
}

const POTASSIUM = 'OBX|1|NM|2823-3^Potassium^LN||4.1|mmol/L|||||R';
const SODIUM = 'OBX|2|NM|2951-2^Sodium^LN||139|mmol/L|||||R';
const current = async (dossierId: string) =>
  (
    await portal.rowsOf<{ label: string; status: string; value: string | null }>(
      sql`select distinct on (observation_key) label, status, values[1] as value from observation_version where dossier_id = ${dossierId} order by observation_key, version desc`,
    )
  )
    .map(({ label, status, value }) => `${label} ${status} ${value ?? '–'}`)
    .toSorted();

test.each([
  ['ORC-1 CA', 'CA', ''],
  ['ORC-1 OC', 'OC', ''],
  ['OBR-25 X', 'RE', 'X'],
])('%s takes every result of the request away, also those that it leaves out, once', async (_what, order, status) => {
  const accession = `26112195${String(sent).padStart(3, '0')}`;
  const dossierId = await send(1, accession, 'RE', '', POTASSIUM, SODIUM);
  await send(2, accession, order, status);
  expect(await current(dossierId)).toEqual(['Potassium X –', 'Sodium X –']);
  await send(3, accession, order, status);
  expect(await portal.rowsOf(sql`select 1 from observation_version where dossier_id = ${dossierId}`)).toHaveLength(4);
});

test('a line that speaks for itself is taken at its word, and a late cancellation takes nothing newer away', async () => {
  const accession = '26112196001';
  const dossierId = await send(5, accession, 'RE', '', POTASSIUM, SODIUM);
  await send(6, accession, 'CA', '', POTASSIUM.replace(/R$/, 'W'));
  expect(await current(dossierId)).toEqual(['Potassium W 4.1', 'Sodium X –']);
  const late = '26112196002';
  const other = await send(5, late, 'RE', '', POTASSIUM);
  await send(4, late, 'CA', '');
  expect(await current(other)).toEqual(['Potassium R 4.1']);
});

test('after the release it waits for a biologist, and the report in force is under review at once', async () => {
  const accession = '26112197001';
  const dossierId = await send(1, accession, 'RE', '', POTASSIUM);
  await portal.validate(portal.biologist, dossierId);
  await send(2, accession, 'CA', '');
  const [report] = await portal.rowsOf<{ under_review: string[] }>(sql`select under_review from report where dossier_id = ${dossierId}`);
  expect(report?.under_review).toEqual(['Potassium']);
  expect(await portal.rowsOf(sql`select 1 from worklist_entry where dossier_id = ${dossierId} and standing = 'awaiting' and is_modified`)).toHaveLength(1);
  await portal.validate(portal.biologist, dossierId);
  expect(await portal.rowsOf(sql`select version, kind from report where dossier_id = ${dossierId} order by version`)).toEqual([
    { version: 1, kind: 'complete' },
    { version: 2, kind: 'corrective' },
  ]);
  // The decision goes back to the LIS with the line that brought the result, though the cancellation had none.
  const messages = await portal.rowsOf<{ payload: string }>(sql`
    select convert_from(payload, 'UTF8') as payload from outbound_message where dossier_id = ${dossierId} and kind = 'decision' order by created_at`);
  expect(messages.map(({ payload }) => /OBX\|1\|.*\|(F|C|X)\|/.exec(payload)?.[1])).toEqual(['F', 'X']);
});

test('a result that comes after the order was cancelled, and was sent before, cannot be had either', async () => {
  const accession = '26112198001';
  const dossierId = await send(5, accession, 'CA', '');
  await send(4, accession, 'RE', '', POTASSIUM, SODIUM.replace(/R$/, 'D'));
  expect(await current(dossierId)).toEqual(['Potassium X –', 'Sodium D 139']);
  await send(6, accession, 'RE', '', POTASSIUM);
  expect(await current(dossierId)).toEqual(['Potassium R 4.1', 'Sodium D 139']);
});
