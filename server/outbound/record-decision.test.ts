import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import { RECEIVED_MESSAGES } from '../main/wiring';
import type { ProfessionalActor } from '../platform/actor';
import { testMessage } from '../simulator/test-message';
import { recordDecisionMessage } from './record-decision';

let product: TestProduct;
let biologist: ProfessionalActor;

beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct();
  biologist = await product.person('biologist');
});
afterAll(() => product.end());

/** The stored bytes of what was told of a dossier, as segments, in order. */
async function told(dossierId: string, charset: BufferEncoding = 'latin1'): Promise<string[][]> {
  const rows = await product.access.worker.execute<{ payload: Buffer } & Record<string, unknown>>(
    sql`select payload from outbound_message where dossier_id = ${dossierId} and kind = 'decision' order by sequence`,
  );
  return rows.map((row) =>
    row.payload
      .toString(charset)
      .split('\r')
      .filter((line) => line !== ''),
  );
}

const segments = (message: readonly string[] | undefined, name: string) => (message ?? []).filter((line) => line.startsWith(`${name}|`));
const fieldsOf = (line: string | undefined) => (line ?? '').split('|');

describe('a decision taken home', () => {
  test('says what was decided, value for value as the LIS sent it, and nothing else', async () => {
    await product.receive(
      testMessage({
        accessionNumber: '26112100457',
        results: [
          { code: 'K', label: 'Potassium', loincCode: '2823-3', value: '6.9', unit: 'mmol/L', range: '3.5 - 5.1', flag: 'HH' },
          { code: 'PLQ', label: 'Plaquettes', loincCode: '777-3', value: '<^10', unit: '10*9/L', range: '150 - 400', flag: 'LL', subId: '2' },
        ],
      }),
    );
    const dossierId = await product.dossierId('26112100457');
    const decisionId = await product.validate(biologist, dossierId, { comment: 'Contrôlé | à l’instant', codes: ['PLQ'] });
    const [message] = await told(dossierId);
    const [msh] = segments(message, 'MSH').map(fieldsOf);
    expect([msh?.[4], msh?.[5], msh?.[8], msh?.[16], msh?.[17]]).toEqual(['SIL', 'LBM-VALMONT', 'ORU^R01^ORU_R01', 'FRA', '8859/1']);
    expect(msh?.[9]).toMatch(/^R[0-9A-F]{19}$/);
    expect(segments(message, 'PID')[0]).toContain('|PAT-TROIS^DOMINIQUE');
    expect(segments(message, 'NTE')).toEqual([`NTE|1|L|Contrôlé \\F\\ à l'instant|RE^Remark^HL70364`]);
    expect(segments(message, 'OBX')).toHaveLength(1);
    const obx = fieldsOf(segments(message, 'OBX')[0]);
    expect(obx.slice(2, 9)).toEqual(['NM', obx[3], '2', '<^10', '10*9/L', '150 - 400', 'LL']);
    expect(obx[3]).toMatch(/^777-3\^.*\^LN\^PLQ\^Plaquettes\^LOCAL$/);
    expect(obx[11]).toBe('F');
    expect(obx[16]).toBe('10002223334^MARCHETTI^Hélène^^^Dr^^^ASIP-SANTE-PS&1.2.250.1.71.4.2.1&ISO^D^^^RPPS');
    const obr = fieldsOf(segments(message, 'OBR')[0]);
    expect(obr[3]).toMatch(/^26112100457-BIOCH/);
    expect([obr[22], obr[25], obr[32]]).toEqual(['20261121032000+0100', 'F', '10002223334&MARCHETTI&Hélène&&&Dr&&&ASIP-SANTE-PS&1.2.250.1.71.4.2.1&ISO']);
    const zrv = fieldsOf(segments(message, 'ZRV')[0]);
    expect(zrv.slice(1, 3)).toEqual([decisionId, '1']);
    expect(zrv[3]).toMatch(/^[0-9a-f]{64}$/);
  });

  test('marks as correction what replaces a released result, and that alone', async () => {
    const at = (minutes: number) => new Date(product.clock.now().getTime() + minutes * 60_000);
    const message = (value: string, sentAt: Date) =>
      testMessage({ accessionNumber: '26112100500', sentAt, results: [{ value }, { code: 'NA', label: 'Sodium', loincCode: '2951-2', value: '140' }] });
    await product.receive(message('5.9', at(0)));
    const dossierId = await product.dossierId('26112100500');
    await product.validate(biologist, dossierId);
    await product.receive(message('4.1', at(10)));
    await product.validate(biologist, dossierId);
    const [first, second] = await told(dossierId);
    expect(segments(first, 'OBX').map((line) => fieldsOf(line)[11])).toEqual(['F', 'F']);
    expect(segments(second, 'OBX').map((line) => [fieldsOf(line)[5], fieldsOf(line)[11]])).toEqual([['4.1', 'C']]);
    expect(fieldsOf(segments(second, 'OBR')[0])[25]).toBe('C');
  });

  test('is told once, however often the fact is heard', async () => {
    await product.receive(testMessage({ accessionNumber: '26112100501' }));
    const dossierId = await product.dossierId('26112100501');
    const decisionId = await product.validate(biologist, dossierId);
    const [before] = await told(dossierId);
    product.clock.pass(60_000);
    await product.ctx.transaction((tx) => recordDecisionMessage(product.ctx, tx, RECEIVED_MESSAGES, decisionId));
    expect(await told(dossierId)).toEqual([before]);
  });

  test('is not sent back when the LIS took it itself', async () => {
    await product.receive(
      testMessage({ accessionNumber: '26112100502', results: [{ status: 'F', responsible: { code: 'BIO003', familyName: 'GÉRARD', givenName: 'Paul' } }] }),
    );
    const dossierId = await product.dossierId('26112100502');
    const kinds = await product.access.worker.execute(sql`select kind from validation_decision where dossier_id = ${dossierId}`);
    expect(kinds.map((row) => row.kind)).toEqual(['lis']);
    expect(await told(dossierId)).toEqual([]);
  });
});

describe('a message about two persons', () => {
  test('that waits because of one of them keeps no decision about the other back', async () => {
    await product.receive(
      testMessage({ accessionNumber: '26112130001', patient: { identifier: '0009001', birthFamilyName: 'DUPONT', birthDate: '1950-01-01', ins: null } }),
    );
    const mine = testMessage({
      accessionNumber: '26112130002',
      controlId: 'TWO-PERSONS',
      patient: { identifier: '0009002', birthFamilyName: 'MARTIN', birthDate: '1960-02-02', ins: null },
    });
    const other = testMessage({
      accessionNumber: '26112130001',
      patient: { identifier: '0009003', birthFamilyName: 'AUTRE', birthDate: '1977-07-07', ins: null },
    });
    await product.receive(Buffer.concat([mine, other.subarray(other.indexOf('PID|'))]));
    const dossierId = await product.dossierId('26112130002');
    await product.validate(biologist, dossierId);
    const [message] = await told(dossierId);
    expect(segments(message, 'PID').join()).toContain('0009002');
    expect(segments(message, 'PID').join()).not.toContain('0009003');
  });
});
