import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import { RECEIVED_MESSAGES } from '../main/wiring';
import type { PatientActor, ProfessionalActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { newId } from '../platform/ids';
import { viewMyReport, viewReport } from '../portal/view-report';
import { testMessage } from '../simulator/test-message';
import { sweepOutbound } from './sweep-outbound';

let product: TestProduct;
let dossierId: string;
let reportId: string;

beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct();
  await product.receive(testMessage({ accessionNumber: '26112100700', results: [{ value: '4.1' }] }));
  dossierId = await product.dossierId('26112100700');
  await product.validate(await product.person('biologist'), dossierId);
  ({ id: reportId } = await one<{ id: string }>(sql`select id from report where dossier_id = ${dossierId}`));
});
afterAll(() => product.end());

async function one<T extends object>(query: ReturnType<typeof sql>): Promise<T> {
  const [row] = await product.access.worker.execute(query);
  return row as unknown as T;
}

/** Segments of every receipt, oldest first. */
async function receipts(kind: string): Promise<string[][]> {
  const rows = await product.access.worker.execute<{ payload: Buffer } & Record<string, unknown>>(
    sql`select payload from outbound_message where dossier_id = ${dossierId} and kind = ${kind} order by sequence`,
  );
  return rows.map((row) =>
    row.payload
      .toString('latin1')
      .split('\r')
      .filter((line) => line !== ''),
  );
}

const fields = (message: readonly string[] | undefined, name: string) => (message?.find((line) => line.startsWith(`${name}|`)) ?? '').split('|');

async function prescriber(): Promise<ProfessionalActor> {
  return product.person('prescriber', [], {
    prescriberId: referenceIds.prescriber('10001234567'),
    name: 'Dr Élise MARCHAL',
    rppsNumber: '10001234567',
    siteIds: [],
  });
}

test('tells the LIS since when each recipient can read which version', async () => {
  const told = await receipts('availability');
  expect(told.map((message) => fields(message, 'OBX').slice(3, 6))).toEqual([
    ['AVAILABLE^Mis à disposition^RELAIS_RECEIPT', '', 'PRESCRIBER^Prescripteur^RELAIS_READER'],
    ['AVAILABLE^Mis à disposition^RELAIS_RECEIPT', '', 'WARD^Service^RELAIS_READER^URG^Urgences^L'],
    ['AVAILABLE^Mis à disposition^RELAIS_RECEIPT', '', 'PATIENT^Patient^RELAIS_READER'],
  ]);
  const [message] = told;
  const msh = fields(message, 'MSH');
  expect([msh[4], msh[5], msh[8], msh[16], msh[17], msh[20]]).toEqual(['SIL', 'LBM-VALMONT', 'ZAM^Z03^ZAM_Z01', 'FRA', '8859/1', 'RELAIS_RECEIPT^1.0']);
  const obr = fields(message, 'OBR');
  expect([obr[3], obr[4], obr[20], obr[21], obr[25]]).toEqual(['26112100700', "11502-2^CR d'examens biologiques^LN", reportId, '1', 'F']);
  expect(fields(message, 'OBX')[16]).toBe('10001234567^MARCHAL^Élise^^^Dr^^^ASIP-SANTE-PS&1.2.250.1.71.4.2.1&ISO^D^^^RPPS');
  expect(fields(message, 'OBX')[14]).toBe('20261121032011+0100');
});

test('tells who read it, on what and when; of a patient nothing but « PATIENT »', async () => {
  product.clock.pass(60_000);
  expect(await viewReport(product.as(await prescriber()), { reportId })).toMatchObject({ ok: true });
  await product.settle();
  const [byPrescriber] = await receipts('reading');
  expect(fields(byPrescriber, 'OBX')[3]).toBe('CONSULTED^Consulté^RELAIS_RECEIPT');
  expect(fields(byPrescriber, 'OBX')[17]).toBe('SCREEN^Écran^RELAIS_CHANNEL');
  expect(fields(byPrescriber, 'OBX')[14]).toBe('20261121032111+0100');

  const { patientId } = await one<{ patientId: string }>(sql`select patient_id as "patientId" from report where id = ${reportId}`);
  const patient: PatientActor = {
    kind: 'patient',
    patientId,
    sessionId: newId(),
    accountId: null,
    representationId: null,
    stage: 'full',
    address: '192.0.2.30',
    terminal: 'téléphone',
  };
  product.clock.pass(60_000);
  expect(await viewMyReport(contextFor(product.access.web, patient, product.clock.now), { reportId })).toMatchObject({ ok: true });
  await product.settle();
  const byPatient = (await receipts('reading'))[1];
  expect([fields(byPatient, 'OBX')[5], fields(byPatient, 'OBX')[16]]).toEqual(['PATIENT^Patient^RELAIS_READER', 'PATIENT']);
});

test('never tells of the patient what the LIS did not send', async () => {
  const { raw } = await one<{ raw: Buffer }>(sql`select raw from inbound_message where accession_numbers @> array['26112100700']`);
  const sent = raw.toString('latin1');
  for (const message of [...(await receipts('availability')), ...(await receipts('reading'))]) {
    for (const value of fields(message, 'PID')
      .slice(2)
      .filter((text) => text !== ''))
      expect(sent).toContain(value);
    expect(message.join('\r')).not.toContain('courriel.example');
  }
});

test('finds by the sweeper a reading that nobody told, and leaves a trace of it', async () => {
  await product.access.worker.execute(sql`update fact_task set state = 'done' where state = 'open'`);
  expect(await viewReport(product.as(await prescriber()), { reportId })).toMatchObject({ ok: true });
  await product.access.worker.execute(sql`update fact_task set state = 'done' where handler = 'outbound.tell'`);
  product.clock.pass(120_000);
  const before = (await receipts('reading')).length;
  expect((await sweepOutbound(product.ctx, RECEIVED_MESSAGES)).untold).toBe(1);
  expect((await receipts('reading')).length).toBe(before + 1);
  const { count } = await one<{ count: number }>(sql`select count(*)::int as count from audit_event where action = 'outbound.sweep'`);
  expect(count).toBe(1);
});
