import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import { EXAMPLES } from '../main/testing-examples';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import { newId } from '../platform/ids';
import { readCard } from './read-card';
import { readPriorsForRules } from './read-priors-of-many';
import { sweepControls } from './review-controls';

/** A control that comes after the results it speaks of: what waits is asked about once more, what is signed is told. */
let product: TestProduct;
let helene: ProfessionalActor;
beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct();
  helene = await product.person('biologist');
  const profile = EXAMPLES.find(({ controlIds }) => controlIds.includes('ZRS1'))?.profile ?? '{}';
  await product.access.worker.execute(
    sql`update connection_profile set settings = settings || ${profile}::text::jsonb, version = version + 1 where sending_facility = 'LBM-VALMONT'`,
  );
});
afterAll(() => product.end());

const receive = (controlId: string, change: (text: string) => string) => {
  const example = EXAMPLES.find(({ controlIds }) => controlIds.includes(controlId));
  assert(example, 'the document shows it');
  return product.receive(Buffer.from(change(example.text)));
};
const arrives = (number: string, id: string, analyser = 'COBAS-1') =>
  receive('ZRS1', (text) => text.replaceAll('26112100472', number).replace('|ZRS1|', `|${id}|`).replace('|conforme|', '||').replaceAll('COBAS-1', analyser));
const control = (id: string) => receive('CQ1', (text) => text.replace('|CQ1|', `|${id}|`));
const findingsOf = async (number: string): Promise<string[]> => {
  const card = await readCard(product.as(helene), { dossierId: await product.dossierId(number) });
  assert(card.ok, 'she may read it');
  return card.value.panels.flatMap(({ results }) => results.flatMap(({ findings }) => findings.map(({ ruleCode }) => ruleCode)));
};
const rows = async (statement: ReturnType<typeof sql>) => [...(await product.access.worker.execute(statement))];
const alarms = () => rows(sql`select detail from link_alarm where kind = 'control-late'`);

test('what waits is held from then on, what another analyser measured is not, and the rules’ earlier word is kept', async () => {
  await arrives('26112100901', 'LATE1');
  await arrives('26112100902', 'LATE2', 'COBAS-2');
  expect(await findingsOf('26112100901')).not.toContain('CQ-01');
  await control('LATEQC1');
  expect(await findingsOf('26112100901')).toContain('CQ-01');
  expect(await findingsOf('26112100902')).not.toContain('CQ-01');
  const asked = (number: string) =>
    rows(sql`select v.asked from verdict v join dossier d on d.id = v.dossier_id where d.accession_number = ${number} order by 1`);
  expect([await asked('26112100901'), await asked('26112100902')]).toEqual([[{ asked: 0 }, { asked: 1 }], [{ asked: 0 }]]);
  expect(await alarms()).toEqual([]);
});

test('what is signed stays signed, and those who answer are told which dossiers', async () => {
  await arrives('26112100903', 'LATE3');
  await product.validate(helene, await product.dossierId('26112100903'));
  await control('LATEQC2');
  expect(await alarms()).toEqual([{ detail: expect.objectContaining({ dossiers: 1, numbers: ['26112100903'], analysers: ['COBAS-1'] }) }]);
  expect(await rows(sql`select standing from worklist_entry w join dossier d on d.id = w.dossier_id where d.accession_number = '26112100903'`)).toEqual([
    { standing: 'validated' },
  ]);
});

test('a message whose telling was lost is found by the sweeper, once', async () => {
  await arrives('26112100904', 'LATE4');
  const asked = async () => (await rows(sql`select 1 from verdict v join dossier d on d.id = v.dossier_id where d.accession_number = '26112100904'`)).length;
  const before = await asked();
  const messageId = newId();
  await product.access.worker.execute(sql`insert into quality_control (id, laboratory_id, message_id, position, specimen, level, analyser, code, code_system, local_code, label, value, unit, target, limits, state, said,
      measured_at, recorded_at)
    select ${newId()}, laboratory_id, ${messageId}, 0, specimen, level, analyser, code, code_system, local_code, label, value, unit, target, limits, state, said, measured_at, ${product.clock.now().toISOString()}
    from quality_control limit 1`);
  product.clock.pass(60_000);
  expect(await sweepControls(product.ctx, readPriorsForRules)).toBe(1);
  expect([await sweepControls(product.ctx, readPriorsForRules), await asked()]).toEqual([0, before + 1]);
});
