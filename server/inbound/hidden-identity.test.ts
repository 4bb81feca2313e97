import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import { testMessage } from '../simulator/test-message';
import { explain } from './explain';

/** What the word of the sender on an identity (PID-32) does to it, and the French fixtures of movements. */
let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct();
});
afterAll(() => product.end());

const rows = async (statement: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> => [...(await product.access.worker.execute(statement))];

test.each(['CACH', 'ANOM'] as const)('a name under %s is kept nowhere: the number stands for the person, without INS or address', async (reliability) => {
  const identifier = `H-${reliability}`;
  await product.receive(testMessage({ accessionNumber: `26112177${reliability}`, patient: { identifier, reliability } }));
  expect(
    await rows(sql`select birth_family_name as name, given_names as given, ins, email, phone, lone_dossier <> '' as alone, d.identity_guaranteed as sure
      from patient p join dossier d on d.patient_id = p.id where p.identifier = ${identifier}`),
  ).toEqual([{ name: 'Anonyme', given: '', ins: null, email: null, phone: null, alone: true, sure: false }]);
  expect(await rows(sql`select patient_name as name from worklist_entry where accession_number = ${`26112177${reliability}`}`)).toEqual([{ name: 'Anonyme' }]);
});

test('a doubtful identity stands alone and goes to repair; the results go on', async () => {
  await product.receive(testMessage({ accessionNumber: '26112178001', patient: { identifier: 'H-DOUB', reliability: 'DOUB' } }));
  expect(await rows(sql`select kind, segment, field from repair_item where subject = 'H-DOUB'`)).toEqual([{ kind: 'identity', segment: 'PID', field: 32 }]);
  expect(await rows(sql`select revision from dossier where accession_number = '26112178001'`)).toEqual([{ revision: 1 }]);
});

test('the French admission and discharge are answered AA: the unit of ZBE goes to repair once, and the patient then lies in no ward', async () => {
  for (const name of ['SGL_admission', 'SGL_sortie']) {
    const bytes = readFileSync(`server/hl7/fixtures/${name}.hl7`);
    expect(explain(bytes)).toMatchObject([{ answer: 'AA', dossiers: [] }]);
    expect(await product.receive(bytes)).toContain('|AA|');
  }
  expect(await rows(sql`select state from inbound_message where message_type like 'ADT%'`)).toEqual([{ state: 'applied' }, { state: 'applied' }]);
  expect(await rows(sql`select occurrences from repair_item where kind = 'unknown_ward' and subject = '6268'`)).toEqual([{ occurrences: 1 }]);
  expect(await rows(sql`select p.birth_family_name as name from patient p where p.identifier = '000003'`)).toEqual([{ name: 'PAT-TROIS' }]);
});
