import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedProof } from '../main/seed/seed-proof';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { testMessage } from '../simulator/test-message';
import type { PersonalKind } from './kinds';
import { prepareDecision } from './prepare-decision';
import { readCard } from './read-card';
import { recordDecision } from './record-decision';
import { undoDecision } from './undo-decision';

/** A refusal from the sheet to the LIS: nothing is released, the laboratory is told why and asked to measure again, and decides nothing for ever. */
let product: TestProduct;
let helene: ProfessionalActor;
let karim: ProfessionalActor;
beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'a secret of the tests that is long enough';
  product = await openTestProduct();
  helene = await product.person('biologist');
  karim = await product.person('biologist', ['valmont'], { name: 'Karim HADDAD' });
});
afterAll(() => product.end());

async function arrive(accessionNumber: string, value = '6.9'): Promise<string> {
  product.clock.pass(1_000);
  const sentAt = product.clock.now();
  const sodium = { code: 'NA', label: 'Sodium', loincCode: '2951-2', value: '140', flag: 'N', responsible: null };
  await product.receive(testMessage({ accessionNumber, sentAt, results: [{ value, flag: 'HH' }, sodium] }));
  return product.dossierId(accessionNumber);
}
async function cardOf(actor: ProfessionalActor, dossierId: string) {
  const card = await readCard(product.as(actor), { dossierId });
  if (!card.ok) throw new Error(card.refusal.code);
  return card.value;
}
async function decide(actor: ProfessionalActor, dossierId: string, kind: PersonalKind, codes: readonly string[], holdReason = '') {
  const card = await cardOf(actor, dossierId);
  const observationIds = card.panels.flatMap(({ results }) => results.filter(({ localCode }) => codes.includes(localCode)).map(({ id }) => id));
  const intent = { kind, dossierId, observationIds, comment: '', holdReason };
  const prepared = await prepareDecision(product.as(actor), intent);
  const fingerprint = prepared.ok ? prepared.value.fingerprint : '';
  const proofId = await seedProof(product.as(actor), { act: kind, contentHash: fingerprint });
  return recordDecision(product.as(actor), { ...intent, fingerprint, proofId, idempotencyKey: newId() });
}
async function rows<T extends Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T[]> {
  return [...(await product.access.worker.execute(statement))] as T[];
}
const passes = async () => {
  product.clock.pass(11_000);
  await product.settle();
};
const sent = async (dossierId: string) =>
  (await rows<{ kind: string; payload: Buffer }>(sql`select kind, payload from outbound_message where dossier_id = ${dossierId} order by sequence`)).map(
    ({ kind, payload }) => ({ kind, segments: payload.toString('latin1').split('\r') }),
  );
const standings = async (dossierId: string) => (await cardOf(helene, dossierId)).panels.flatMap(({ results }) => results.map(({ standing }) => standing));

test('a refused result is not released; the LIS is told with R and a note, and asked to measure again, by her name and reason', async () => {
  const dossierId = await arrive('26112140001');
  expect((await decide(helene, dossierId, 'refuse', ['K'], 'Échantillon hémolysé')).ok).toBe(true);
  expect(await standings(dossierId)).toEqual(['pending', 'awaiting']);
  expect(await sent(dossierId)).toEqual([]);
  await passes();
  expect(await standings(dossierId)).toEqual(['refused', 'awaiting']);
  expect(await rows(sql`select 1 from report where dossier_id = ${dossierId}`)).toEqual([]);
  const [told, asked, ...rest] = await sent(dossierId);
  expect(rest).toEqual([]);
  expect([told?.kind, asked?.kind]).toEqual(['decision', 'request']);
  const named = (name: string) => (told?.segments ?? []).filter((line) => line.startsWith(`${name}|`)).map((line) => line.split('|'));
  expect(named('MSH')[0]?.[20]).toBe('RELAIS_REFUSAL^1.0');
  expect(named('OBX').map((obx) => [obx[5], obx[8], obx[11]])).toEqual([['6.9', 'HH', 'R']]);
  expect(named('OBX')[0]?.[16]).not.toContain('MARCHETTI');
  expect(named('OBR').map((obr) => [obr[25], obr[32]])).toEqual([['R', undefined]]);
  expect(named('NTE')).toEqual([['NTE', '1', 'L', 'Refusé par Dr Hélène MARCHETTI : Échantillon hémolysé', 'RE^Remark^HL70364']]);
  expect(named('ZRV')[0]?.slice(6)).toEqual(['REFUSED', '10002223334^MARCHETTI^Hélène^^^Dr^^^ASIP-SANTE-PS&1.2.250.1.71.4.2.1&ISO^D^^^RPPS']);
  expect(asked?.segments.join('\n')).toContain('Résultat refusé : Échantillon hémolysé');
  const [entry] = await rows(sql`select standing, hold_reason from worklist_entry where dossier_id = ${dossierId}`);
  expect(entry).toEqual({ standing: 'awaiting', hold_reason: 'refusé, contrôle demandé : Échantillon hémolysé' });
  const card = await cardOf(karim, dossierId);
  expect(card.decisions).toMatchObject([{ kind: 'refuse', state: 'effective', by: 'Hélène MARCHETTI', holdReason: 'Échantillon hémolysé' }]);
  const trace = await rows(
    sql`select action from audit_event where dossier_id = ${dossierId} and action in ('validation.refuse', 'validation.settle', 'request.make') order by sequence`,
  );
  expect(trace.map(({ action }) => action)).toEqual(['validation.refuse', 'validation.settle', 'request.make']);
});

test('what else is validated goes out without the refused result, which is named as awaited; another value waits for a biologist', async () => {
  const dossierId = await arrive('26112140002');
  await decide(helene, dossierId, 'refuse', ['K'], 'Échantillon hémolysé');
  await passes();
  await decide(karim, dossierId, 'validate', ['NA']);
  await passes();
  const [report] = await rows<{ content: { awaited: string[] } }>(sql`select content from report where dossier_id = ${dossierId}`);
  expect(report?.content.awaited).toEqual(['Potassium']);
  expect(JSON.stringify(report?.content)).not.toContain('6,9');
  expect((await rows(sql`select standing from worklist_entry where dossier_id = ${dossierId}`))[0]).toEqual({ standing: 'held' });
  await arrive('26112140002', '4.2');
  expect(await standings(dossierId)).toEqual(['awaiting', 'validated']);
  expect(await rows(sql`select state from lis_request where dossier_id = ${dossierId}`)).toEqual([{ state: 'answered' }]);
});

test('a refusal is undone like a signature, and then nothing has left and the hold before it stands again', async () => {
  const dossierId = await arrive('26112140003');
  await decide(karim, dossierId, 'hold', ['K'], 'Contrôle');
  const refused = await decide(helene, dossierId, 'refuse', ['K'], 'Échantillon hémolysé');
  const decisionId = refused.ok ? refused.value.decisionId : '';
  expect(await undoDecision(product.as(karim), { decisionId })).toMatchObject({ refusal: { code: 'not-found' } });
  expect((await undoDecision(product.as(helene), { decisionId })).ok).toBe(true);
  await passes();
  expect(await standings(dossierId)).toEqual(['held', 'awaiting']);
  expect(await sent(dossierId)).toEqual([]);
  expect(await rows(sql`select 1 from lis_request where dossier_id = ${dossierId}`)).toEqual([]);
});

test('a colleague may validate what was refused; her signature undone, it is refused again', async () => {
  const dossierId = await arrive('26112140004');
  await decide(helene, dossierId, 'refuse', ['K'], 'Valeur inattendue');
  expect(await decide(karim, dossierId, 'validate', ['K'])).toMatchObject({ refusal: { code: 'already-decided' } });
  await passes();
  expect(await decide(karim, dossierId, 'refuse', ['K'], 'Encore')).toMatchObject({ refusal: { code: 'not-decidable' } });
  expect(await decide(karim, dossierId, 'hold', ['K'], 'Encore')).toMatchObject({ refusal: { code: 'not-decidable' } });
  const signed = await decide(karim, dossierId, 'validate', ['K']);
  expect(await standings(dossierId)).toEqual(['pending', 'awaiting']);
  await undoDecision(product.as(karim), { decisionId: signed.ok ? signed.value.decisionId : '' });
  expect(await standings(dossierId)).toEqual(['refused', 'awaiting']);
  await decide(karim, dossierId, 'validate', ['K']);
  await passes();
  expect(await standings(dossierId)).toEqual(['validated', 'awaiting']);
});

test('without a reason nothing is refused, and what was already asked for is not asked for twice', async () => {
  const dossierId = await arrive('26112140005');
  expect(await decide(helene, dossierId, 'refuse', ['K'], '  ')).toMatchObject({ refusal: { code: 'refusal-needs-reason' } });
  await decide(helene, dossierId, 'refuse', ['K'], 'Échantillon hémolysé');
  await passes();
  await decide(karim, dossierId, 'validate', ['K']);
  const [{ id: decisionId } = { id: '' }] = await rows<{ id: string }>(
    sql`select id from validation_decision where dossier_id = ${dossierId} and state = 'pending'`,
  );
  await undoDecision(product.as(karim), { decisionId });
  await decide(helene, dossierId, 'refuse', ['NA'], 'Échantillon hémolysé');
  await passes();
  expect(await rows(sql`select observation_keys from lis_request where dossier_id = ${dossierId} order by requested_at`)).toHaveLength(2);
});

test('a correction within the time to undo takes the result out of the refusal: the laboratory is asked for nothing that it has already changed', async () => {
  const dossierId = await arrive('26112140006');
  await decide(helene, dossierId, 'refuse', ['K'], 'Échantillon hémolysé');
  await arrive('26112140006', '4.2');
  await passes();
  expect(await standings(dossierId)).toEqual(['awaiting', 'awaiting']);
  expect(await sent(dossierId)).toEqual([]);
});
