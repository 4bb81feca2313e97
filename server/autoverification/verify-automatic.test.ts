import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../db/client';
import { referenceIds } from '../main/seed/reference';
import { NORMAL_POTASSIUM, openTestAutoverification, type TestAutoverification } from '../main/testing-autoverification';
import type { ProfessionalActor } from '../platform/actor';
import { newId, sha256 } from '../platform/ids';
import { isKeptAsStated } from '../validation/kept-as-stated';
import { exportAutomatic } from './export-automatic';
import { PortableAutomatic, sealOfAutomatic, verifyAutomatic } from './verify-automatic';

let product: TestAutoverification;
let helene: ProfessionalActor;
let made: PortableAutomatic;
let owner: ReturnType<typeof connect>;
beforeAll(async () => {
  product = await openTestAutoverification();
  helene = await product.person('biologist');
  await product.onDuty(helene);
  await product.approve(helene);
  await product.accept(helene);
  await product.putOn(helene);
  const dossierId = await product.send(product.freshNumber(), { priority: 'routine', results: [NORMAL_POTASSIUM] });
  made = await exported((await product.automatic(dossierId))[0]?.id ?? '');
  owner = connect(product.access.database.ownerUrl, { max: 1, applicationName: 'test-owner' });
});
afterAll(async () => {
  await owner.close();
  await product.end();
});
/** Whoever owns the database, with every guard taken away. */
const plant = (statement: string) =>
  owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql.raw(statement));
  });

const inWorker = <T>(work: Parameters<typeof product.access.worker.transaction<T>>[0]) => product.access.worker.transaction(work);
/** As a file: nothing of the server's state is left in it. */
async function exported(id: string): Promise<PortableAutomatic> {
  return PortableAutomatic.parse(JSON.parse(JSON.stringify(await inWorker((tx) => exportAutomatic(tx, id)))));
}
const failing = (portable: PortableAutomatic) =>
  verifyAutomatic(portable)
    .checks.filter(({ holds }) => !holds)
    .map(({ check }) => check);
/** As a careful forger would: what hides an accident is put right again. */
const forged = ({ decision = {}, acceptance = {}, proof = {} }: { decision?: object; acceptance?: object; proof?: object }): PortableAutomatic => {
  const changed = {
    ...made,
    decision: { ...made.decision, ...decision },
    acceptance: { ...made.acceptance, ...acceptance },
    proof: { ...made.proof, ...proof },
  };
  return { ...changed, seal: sealOfAutomatic(changed) };
};
const later = (iso: string, hours: number) => new Date(new Date(iso).getTime() + hours * 3_600_000).toISOString();

test('an automatic decision is verified from its export alone: the text, the rules, the acceptance in force, and her proof of it', () => {
  expect([failing(made), verifyAutomatic(made).isValid, verifyAutomatic(made).method]).toEqual([[], true, 'password']);
});

test('there is nothing to export of what is none', async () => {
  expect(await inWorker((tx) => exportAutomatic(tx, newId()))).toBeNull();
});

test.each<[string, string, () => PortableAutomatic]>([
  ['a letter on the way', 'seal', () => ({ ...made, decision: { ...made.decision, deciderName: 'X' } })],
  ['another text', 'fingerprint', () => forged({ decision: { displayedHash: 'b'.repeat(64) } })],
  ['another dossier', 'dossier', () => forged({ decision: { dossierId: newId() } })],
  ['one result more', 'results', () => forged({ decision: { observationIds: [...made.decision.observationIds, newId()] } })],
  ['none of its results', 'results', () => forged({ decision: { observationIds: [] } })],
  ['another name', 'person', () => forged({ decision: { deciderName: 'Karim HADDAD' } })],
  [
    'a name that is another’s in the acceptance too',
    'person',
    () => forged({ decision: { deciderName: 'Karim HADDAD' }, acceptance: { name: 'Karim HADDAD' } }),
  ],
  ['the acceptance of somebody else', 'person', () => forged({ acceptance: { userId: newId() } })],
  ['the proof of somebody else', 'person', () => forged({ proof: { userId: newId() } })],
  ['another acceptance', 'marks', () => forged({ acceptance: { id: newId() } })],
  ['other rules', 'marks', () => forged({ decision: { marks: { ...made.decision.marks, ruleSetVersionId: newId() } } })],
  ['another share of samples', 'marks', () => forged({ acceptance: { samplePercent: 1 } })],
  ['another verdict', 'verdict', () => forged({ decision: { marks: { ...made.decision.marks, verdictHash: 'c'.repeat(64) } } })],
  [
    'other words',
    'acceptance',
    () => forged({ acceptance: { statement: made.acceptance.statement.replace('potassium', 'sodium').replace('Potassium', 'Sodium') } }),
  ],
  ['other words with their fingerprint', 'content', () => forged({ acceptance: { statement: 'J’accepte tout.', statementHash: sha256('J’accepte tout.') } })],
  ['a longer acceptance', 'content', () => forged({ acceptance: { endsAt: later(made.acceptance.endsAt, 5) } })],
  ['more examinations', 'content', () => forged({ acceptance: { testCodes: ['2823-3', '2951-2'] } })],
  ['more sites', 'content', () => forged({ acceptance: { siteIds: [...made.acceptance.siteIds, referenceIds.site('hauterive')] } })],
  ['another site', 'period', () => forged({ decision: { siteId: referenceIds.site('hauterive') } })],
  ['after its end', 'period', () => forged({ decision: { signedAt: later(made.acceptance.endsAt, 1) } })],
  ['after it was ended', 'period', () => forged({ acceptance: { endedAt: later(made.decision.signedAt, -0.001) } })],
  ['before it was accepted', 'period', () => forged({ decision: { signedAt: later(made.acceptance.acceptedAt, -1) } })],
  ['a proof of another act', 'content', () => forged({ proof: { act: 'validate' } })],
  ['a proof of another day', 'moment', () => forged({ proof: { provenAt: '2026-11-20T00:00:00.000Z' } })],
])('%s is betrayed by « %s »', (_what, check, forge) => {
  expect(failing(forge())).toContain(check);
});

test.each<[string, string, (id: string) => string]>([
  ['the name', 'person', (id) => `update validation_decision set decider_name = 'Karim HADDAD' where id = '${id}'`],
  ['the text', 'fingerprint', (id) => `update validation_decision set statement = replace(statement, 'Potassium', 'Sodium') where id = '${id}'`],
  ['the rules', 'marks', (id) => `update validation_decision set automatic = jsonb_set(automatic, '{ruleSetVersion}', '7') where id = '${id}'`],
  ['the acceptance', 'content', () => `update autoverification_acceptance set chapters = array['Biochimie']`],
])('%s changed in the database by its owner is found by « %s »', async (_what, check, change) => {
  const number = product.freshNumber();
  const dossierId = await product.send(number, { priority: 'routine', results: [NORMAL_POTASSIUM] });
  const id = (await product.automatic(dossierId))[0]?.id ?? '';
  expect(failing(await exported(id))).toEqual([]);
  await plant(change(id));
  expect(failing(await exported(id))).toContain(check);
});

test('a value changed in the database by its owner is found beside the text', async () => {
  const { decision, statement } = made;
  const isKept = () => inWorker((tx) => isKeptAsStated(tx, { ...decision, statement }));
  expect(await isKept()).toBe(true);
  await plant(`update observation_version set values = array['4.9'] where id = '${decision.observationIds[0]}'`);
  expect(await isKept()).toBe(false);
  expect(await product.rows(sql`select 1 from observation_version where id = ${decision.observationIds[0]} and values[1] = '4.9'`)).toHaveLength(1);
});
