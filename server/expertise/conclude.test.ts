import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptedLaboratories } from '../autoverification/read-accepted';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import { readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import { readCard } from '../validation/read-card';
import { readPriorsForRules } from '../validation/read-priors-of-many';
import { recordDecision } from '../validation/record-decision';
import { loadShippedSet } from './load-shipped';
import { sweepExpertise } from './sweep';

let product: TestValidation;
let helene: ProfessionalActor;
beforeAll(async () => {
  product = await openTestValidation({ rules: true });
  helene = await product.person('biologist');
});
afterAll(() => product.end());

const verdicts = (dossierId: string) =>
  product.rows<{ revision: number; effect: string; id: string }>(sql`select * from verdict where dossier_id = ${dossierId} order by revision`);
const findings = (dossierId: string) =>
  product.rows<{ rule_code: string; sentence: string }>(sql`select rule_code, sentence from finding where dossier_id = ${dossierId} order by rule_code`);
const potassium = (value: string, unit = 'mmol/L') => [{ code: 'K', label: 'Potassium', loincCode: '2823-3', value, unit, range: '3.5-5.1', flag: '' }];
/** As if the task had been lost before it was done; only the owner of the database can. */
async function forget(dossierId: string): Promise<void> {
  const owner = postgres(product.access.database.ownerUrl, { max: 1 });
  await owner`delete from finding where dossier_id = ${dossierId}`;
  await owner`delete from verdict where dossier_id = ${dossierId}`;
  await owner.end();
}
const cardOf = async (dossierId: string) => {
  const card = await readCard(product.as(helene), { dossierId });
  if (!card.ok) throw new Error(card.refusal.code);
  return card.value;
};

describe('a revision', () => {
  test('has its verdict, with the sentence and the rule, kept for ever and told once', async () => {
    const number = product.freshNumber();
    const dossierId = await product.send(number, { results: potassium('6.9') });
    expect(await verdicts(dossierId)).toMatchObject([{ revision: 1, outcome: 'found', effect: 'call', is_approved: false }]);
    expect((await findings(dossierId))[0]).toMatchObject({ rule_code: 'K-01', sentence: expect.stringContaining('6,9 mmol/L') });
    await product.send(number, { results: potassium('4.1') });
    expect(await verdicts(dossierId)).toMatchObject([{ revision: 1 }, { revision: 2, outcome: 'clear', effect: null }]);
  });

  test('is the same whatever the unit, and not evaluable in a unit of another kind', async () => {
    const inMass = await product.send(product.freshNumber(), { results: potassium('270', 'mg/L') });
    expect(await verdicts(inMass)).toMatchObject([{ effect: 'call' }]);
    const inUnits = await product.send(product.freshNumber(), { results: potassium('4', 'U/L') });
    expect(await verdicts(inUnits)).toMatchObject([{ outcome: 'not-evaluable', effect: null }]);
    expect((await findings(inUnits))[0]?.sentence).toContain('non convertible');
  });

  test('with no rule for it and no flag is « not evaluated », on the card too', async () => {
    const dossierId = await product.send(product.freshNumber(), {
      results: [{ code: 'ZZ', label: 'Inconnu', loincCode: null, value: '1', unit: '', range: '', flag: '' }],
    });
    expect(await verdicts(dossierId)).toMatchObject([{ outcome: 'not-evaluated', rules: 0 }]);
    const [result] = (await cardOf(dossierId)).panels.flatMap(({ results }) => results);
    expect(result).toMatchObject({ rules: 0, findings: [], flag: 'not-evaluated' });
  });
});

test('the card and the list tell it; a set that nobody approved moves no line', async () => {
  const ordinary = await product.send(product.freshNumber(), { results: potassium('4.2'), priority: 'routine' });
  const dossierId = await product.send(product.freshNumber(), { results: potassium('6.9'), priority: 'routine' });
  const card = await cardOf(dossierId);
  expect(card.expertise).toMatchObject({ isApproved: false });
  expect(card.panels[0]?.results[0]?.findings[0]).toMatchObject({ ruleCode: 'K-01', effect: 'call', ruleVersion: 1, author: 'Relais, jeu de départ' });
  expect(await product.worklist(dossierId)).toMatchObject({ rule_effect: 'call', finding_count: 1 });
  expect(await product.worklist(ordinary)).toMatchObject({ rule_effect: '', rank: (await product.worklist(dossierId))?.['rank'] });
});

test('a signature covers what the rules said: the statement holds their fingerprints', async () => {
  const dossierId = await product.send(product.freshNumber(), { results: potassium('6.9') });
  expect(await product.decide(helene, dossierId)).toMatchObject({ ok: true });
  const [decision] = await product.rows<{ statement: string }>(sql`select statement from validation_decision where dossier_id = ${dossierId}`);
  const kept = await product.rows<{ hash: string }>(sql`select content_hash as hash from finding where dossier_id = ${dossierId} order by position`);
  expect(JSON.parse(decision?.statement ?? '{}')).toMatchObject({
    format: 'relais decision v5',
    displayed: { expertise: { findings: kept.map(({ hash }) => hash) } },
  });
});

test('a signature prepared before the rules had spoken is refused after', async () => {
  const dossierId = await product.send(product.freshNumber(), { results: potassium('4.2') });
  await forget(dossierId);
  const intent = await product.prepare(helene, dossierId, {});
  product.clock.pass(60_000);
  await sweepExpertise(product.ctx, readPriorsForRules, acceptedLaboratories);
  expect(await recordDecision(product.as(helene), intent)).toMatchObject({ ok: false, refusal: { code: 'dossier-changed' } });
});

test('earlier values are those that were validated, of the same person, before', async () => {
  const patient = { identifier: '00990001' };
  const before = await product.send(product.freshNumber(), { patient, results: potassium('4.0') });
  const question = async (dossierId: string) => {
    const { state } = await product.factsOf(dossierId);
    return product.ctx.transaction(async (tx) => {
      const person = await readPatient(tx, state.dossier.patientId);
      if (!person) throw new Error('the person is there');
      return readPriorsForRules(tx, [
        { dossierId, laboratoryId: state.dossier.laboratoryId, patient: person, results: state.observations, before: product.clock.now() },
      ]);
    });
  };
  const now = await product.send(product.freshNumber(), { patient, results: potassium('4.4') });
  expect((await question(now)).map(({ number }) => number)).not.toContain(4);
  await product.decide(helene, before);
  await product.wait(11);
  expect(await question(now)).toContainEqual(expect.objectContaining({ dossierId: now, code: '2823-3', number: 4, unit: 'mmol/L' }));
});

test('the sweeper asks what was lost, and gives a laboratory its rules once', async () => {
  const dossierId = await product.send(product.freshNumber(), { results: potassium('6.9') });
  await forget(dossierId);
  product.clock.pass(60_000);
  expect(await sweepExpertise(product.ctx, readPriorsForRules, acceptedLaboratories)).toMatchObject({ laboratories: 0, verdicts: 1 });
  expect(await verdicts(dossierId)).toMatchObject([{ effect: 'call' }]);
  expect(await loadShippedSet(product.ctx)).toBe(0);
});
