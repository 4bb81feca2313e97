import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAck } from '../hl7/ack';
import { parseMessage } from '../hl7/grammar';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import { assert } from '../platform/assert';
import { testMessage } from '../simulator/test-message';
import { explain } from './explain';
import { type TestMovement, testMovement } from './testing-movement';

/** What movements and the context of results do to where a patient lies, on the real database. */
let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct();
});
afterAll(() => product.end());

let patients = 0;
const fresh = (): string => `77${String((patients += 1)).padStart(5, '0')}`;
const minute = (count: number) => new Date(Date.parse('2026-11-21T02:00:00+01:00') + count * 60_000);
const rows = async <T = Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T[]> =>
  [...(await product.access.worker.execute(statement))] as T[];
const move = (identifier: string, at: number, given: Partial<TestMovement> & Pick<TestMovement, 'event'>) =>
  product.receive(testMovement({ identifier, at: minute(at), ...given }));
const placeOf = async (identifier: string) =>
  (
    await rows<{ ward: string | null }>(sql`
      select w.code as ward from patient p join patient_stay s on s.patient_id = p.id and s.until is null left join ward w on w.id = s.ward_id
      where p.identifier = ${identifier} and p.lone_dossier = ''`)
  ).map(({ ward }) => ward);
const answerOf = (text: string) => {
  const parsed = parseMessage(text);
  assert(parsed.ok, 'an answer can be read');
  return readAck(parsed.message);
};

test('a patient is followed from admission through transfers to discharge, and each word is answered AA', async () => {
  const patient = fresh();
  const seen: (string | null)[] = [];
  for (const given of [
    { event: 'A01', ward: 'URG' },
    { event: 'A02', ward: 'REA' },
    { event: 'A12', ward: 'URG' },
    { event: 'A02', ward: 'CHIR2' },
    { event: 'A03' },
    { event: 'A13' },
    { event: 'A11' },
  ] as const) {
    const answer = answerOf(await move(patient, seen.length, given));
    expect(answer).toMatchObject({ code: 'AA', problems: [] });
    seen.push((await placeOf(patient))[0] ?? null);
  }
  expect(seen).toEqual(['URG', 'REA', 'URG', 'CHIR2', null, 'CHIR2', null]);
  const stays = await rows(sql`select until from patient_stay s join patient p on p.id = s.patient_id where p.identifier = ${patient} and until is null`);
  expect(stays).toHaveLength(1);
  expect(
    await rows(sql`select 1 from audit_event a join patient p on p.id = a.patient_id where a.action = 'patient.move' and p.identifier = ${patient}`),
  ).toHaveLength(7);
});

test('an older message never moves him, and his late admission does not open a stay after his discharge', async () => {
  const patient = fresh();
  await move(patient, 30, { event: 'A02', ward: 'REA' });
  await move(patient, 10, { event: 'A01', ward: 'URG' });
  expect(await placeOf(patient)).toEqual(['REA']);
  const gone = fresh();
  await move(gone, 30, { event: 'A03' });
  await move(gone, 10, { event: 'A01', ward: 'URG' });
  expect(await placeOf(gone)).toEqual([null]);
});

test('the context of a result lays a patient down, and does not contradict the admission system', async () => {
  const patient = fresh();
  const result = (at: number, ward: string, patientClass: 'I' | 'O' = 'I') =>
    product.receive(
      testMessage({ sentAt: minute(at), collectedAt: minute(-9), patient: { identifier: patient }, encounter: { ward, patientClass, visitNumber: 'V1' } }),
    );
  await result(0, 'URG');
  expect(await placeOf(patient)).toEqual(['URG']);
  await result(1, 'CARDIO', 'O');
  expect(await placeOf(patient)).toEqual(['URG']);
  await move(patient, 2, { event: 'A02', ward: 'REA', encounter: 'V1' });
  await result(3, 'URG');
  expect(await placeOf(patient)).toEqual(['REA']);
});

test('a ward that the directory lacks goes to repair, and the patient is then in nobody’s ward', async () => {
  const patient = fresh();
  await move(patient, 0, { event: 'A01', ward: 'URG' });
  expect(answerOf(await move(patient, 1, { event: 'A02', ward: 'NOUVEAU' })).code).toBe('AA');
  expect(await placeOf(patient)).toEqual([null]);
  expect(await rows(sql`select kind, dossier_id from repair_item where subject = 'NOUVEAU'`)).toEqual([{ kind: 'unknown_ward', dossier_id: null }]);
});

test('an identity that is not sure, or that contradicts the person of its number, moves nobody and goes to repair', async () => {
  const patient = fresh();
  await move(patient, 0, { event: 'A01', ward: 'URG' });
  await move(patient, 1, { event: 'A02', ward: 'REA', name: 'AUTRE^PAULE', birthDate: '19500101' });
  const doubtful = answerOf(await move(patient, 2, { event: 'A02', ward: 'REA', reliability: 'PROV' }));
  expect(doubtful).toMatchObject({ code: 'AA', problems: [{ segment: 'PID', severity: 'W' }] });
  expect(await placeOf(patient)).toEqual(['URG']);
  expect(await rows(sql`select occurrences from repair_item where kind = 'identity' and subject = ${patient}`)).toEqual([{ occurrences: 2 }]);
});

test('a message of trial moves nobody', async () => {
  const patient = fresh();
  expect(answerOf(await move(patient, 0, { event: 'A01', ward: 'URG', processingId: 'T' })).code).toBe('AA');
  expect(await placeOf(patient)).toEqual([]);
});

test('a movement without PV1 or without a patient’s number is answered AE with what to do, and kept', async () => {
  const bare = testMovement({ event: 'A01', at: minute(0), controlId: 'NO-PV1' })
    .toString()
    .replace(/\rPV1.*/s, '');
  expect(answerOf(await product.receive(Buffer.from(bare)))).toMatchObject({ code: 'AE', problems: [{ segment: 'PV1' }] });
  expect(answerOf(await move('', 0, { event: 'A01', ward: 'URG' }))).toMatchObject({ code: 'AE', problems: [{ segment: 'PID', field: 3 }] });
  expect(await rows(sql`select state from inbound_message where control_id = 'NO-PV1'`)).toEqual([{ state: 'quarantined' }]);
});

test('the unit of a French movement stands in ZBE when PV1-3 has none; a movement of the past moves nobody', async () => {
  const patient = fresh();
  const zbe = (unit: string, isPast = 'N'): string[] => [
    `ZBE|001^CHU-X^000897406|20240306110000||INSERT|${isPast}||Chir^^^^^CHU-X&000897406&N^UF^^^${unit}|${unit}^^^^^CHU-X&000897406&N^UF^^^${unit}|HMS`,
  ];
  await move(patient, 0, { event: 'A01', ward: '^^^CHU-X&000897406&M^O', more: zbe('CHIR2') });
  expect(await placeOf(patient)).toEqual(['CHIR2']);
  await move(patient, 1, { event: 'A02', more: zbe('CARDIO', 'Y') });
  expect(await placeOf(patient)).toEqual(['CHIR2']);
});

test('the same message twice is one movement; explain reads it as the gateway does', async () => {
  const patient = fresh();
  const bytes = testMovement({ event: 'A01', at: minute(0), identifier: patient, ward: 'URG' });
  await product.receive(bytes);
  await product.receive(bytes);
  expect(await rows(sql`select s.ward_id from patient_stay s join patient p on p.id = s.patient_id where p.identifier = ${patient}`)).toEqual([
    { ward_id: referenceIds.ward('valmont', 'URG') },
  ]);
  expect(explain(bytes)).toMatchObject([{ answer: 'AA', problems: [], dossiers: [], patient: { identifier: patient } }]);
});
