import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import { newId } from '../platform/ids';
import { readCard } from './read-card';
import { readHistory } from './read-history';

/** What a biologist must see besides the results themselves: other dossiers of the day, everything of before, and what is not known. */
let product: TestValidation;
let helene: ProfessionalActor;
beforeAll(async () => {
  product = await openTestValidation();
  helene = await product.person('biologist', ['valmont']);
});
afterAll(() => product.end());

const cardOf = async (dossierId: string, actor = helene) => {
  const card = await readCard(product.as(actor), { dossierId });
  assert(card.ok, 'she may read it');
  return card.value;
};
const historyOf = async (dossierId: string, actor = helene) => readHistory(product.as(actor), { dossierId });
const at = (time: string, day = '2026-11-21') => new Date(`${day}T${time}:00+01:00`);
const someone = (identifier: string) => ({ patient: { identifier, birthFamilyName: 'FICTIF-HISTOIRE', givenNames: ['Camille'], birthDate: '1960-02-03' } });

test('other dossiers of the patient within a day are named with where they stand, each site that she may see, those of her own to open', async () => {
  const person = someone('HIST-1');
  const morning = await product.send(product.freshNumber(), { ...person, collectedAt: at('01:10') });
  await product.decide(helene, morning);
  await product.wait(20);
  const long = await product.send(product.freshNumber(), { ...person, collectedAt: at('08:00', '2026-11-18') });
  const now = await product.send(product.freshNumber(), { ...person, collectedAt: at('02:45') });
  const card = await cardOf(now);
  expect(card.sameDay.map(({ dossierId, standing, isOpenable, laboratory }) => [dossierId, standing, isOpenable, laboratory])).toEqual([
    [morning, 'validated', true, 'Valmont'],
  ]);
  expect((await cardOf(long)).sameDay).toEqual([]);
});

test('the whole history holds what was validated before, the dossier itself, and leaves its trace', async () => {
  const person = someone('HIST-2');
  const first = await product.send(product.freshNumber(), { ...person, results: [{ value: '3.9' }], collectedAt: at('08:00', '2026-09-01') });
  await product.decide(helene, first);
  await product.wait(20);
  await product.send(product.freshNumber(), { ...person, results: [{ value: '9.9' }], collectedAt: at('08:00', '2026-10-01') });
  const now = await product.send(product.freshNumber(), { ...person, results: [{ value: '4.4' }], collectedAt: at('02:45') });
  const history = await historyOf(now);
  assert(history.ok, 'she may read it');
  const cells = history.value.chapters.flatMap(({ rows }) =>
    rows.flatMap((row) => row.cells.map(({ dossierId, value, isValidated }) => [dossierId, value, isValidated])),
  );
  expect(cells).toEqual([
    [now, '4,4', false],
    [first, '3,9', true],
  ]);
  expect(history.value.columns.map(({ dossierId, isOpenable }) => [dossierId, isOpenable])).toEqual([
    [now, true],
    [first, true],
  ]);
  const trace = await product.rows(sql`select detail from audit_event where action = 'dossier.history' and dossier_id = ${now}`);
  expect(trace).toEqual([{ detail: { results: 2 } }]);
});

test('of an identity that is not guaranteed nothing is put together', async () => {
  const known = someone('HIST-3');
  const before = await product.send(product.freshNumber(), { ...known, collectedAt: at('01:00') });
  await product.decide(helene, before);
  await product.wait(20);
  const unsure = await product.send(product.freshNumber(), { patient: { ...known.patient, reliability: 'DOUB' } });
  const history = await historyOf(unsure);
  assert(history.ok, 'she may read it');
  expect(history.value).toMatchObject({ identityGuaranteed: false, columns: [{ dossierId: unsure }] });
  expect((await cardOf(unsure)).sameDay).toEqual([]);
});

test('a dossier of another laboratory has neither card nor history for her', async () => {
  const elsewhere = await product.person('biologist', ['clairlieu']);
  const dossierId = await product.send(product.freshNumber(), someone('HIST-4'));
  expect(await historyOf(dossierId, elsewhere)).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
});

test('« premier dosage connu » is never said while a laboratory of the patient base is silent', async () => {
  const dossierId = await product.send(product.freshNumber(), { ...someone('HIST-5'), results: [{}] });
  const absenceOf = async () => (await cardOf(dossierId)).panels.flatMap(({ results }) => results.map(({ priorAbsence }) => priorAbsence));
  expect(await absenceOf()).toEqual(['Premier dosage connu.']);
  const silent = (name: 'valmont' | 'hauterive' | 'clairlieu', since: string) =>
    product.access.worker.execute(
      sql`insert into link_alarm (id, laboratory_id, kind, subject, detail, opened_at, last_seen_at)
        values (${newId()}, ${referenceIds.laboratory(name)}, 'link-silent', ${name}, ${JSON.stringify({ since })}::text::jsonb, ${since}, ${since})`,
    );
  const entities = await product.rows<{ name: string; entity: string }>(sql`select short_name as name, legal_entity_id as entity from laboratory`);
  await silent('valmont', '2026-11-21T01:41:00Z');
  expect((await cardOf(dossierId)).mute).toEqual([{ laboratory: 'Valmont', since: new Date('2026-11-21T01:41:00Z') }]);
  expect(await absenceOf()).toEqual(['Valmont muet depuis 02:41 le 21/11 : non consulté.']);
  // A laboratory with a patient base of its own, where she never was, is no reason to doubt.
  const own = entities.find(({ name }) => name === 'Valmont')?.entity;
  const stranger = entities.find(({ entity }) => entity !== own);
  expect(stranger).toBeDefined();
  await product.access.worker.execute(sql`update link_alarm set closed_at = now() where kind = 'link-silent'`);
  expect(await absenceOf()).toEqual(['Premier dosage connu.']);
});

test('measured again is told apart from corrected by the LIS', async () => {
  const number = product.freshNumber();
  const analysed = at('03:00');
  await product.send(number, { results: [{ value: '6.8', analysedAt: analysed }] });
  await product.send(number, { results: [{ value: '6.9', analysedAt: analysed }] });
  const dossierId = await product.send(number, { results: [{ value: '4.1', analysedAt: at('03:20') }] });
  const [result] = (await cardOf(dossierId)).panels.flatMap(({ results }) => results);
  expect(result?.earlier.map(({ value, why }) => [value, why])).toEqual([
    ['6,9', 'rerun'],
    ['6,8', 'correction'],
  ]);
});
