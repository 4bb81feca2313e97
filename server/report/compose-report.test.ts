import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import { WIRING } from '../main/wiring';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import { hashOf } from '../platform/canonical';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { composeReport } from './compose-report';
import { resultsOf } from './compose-rules';
import { sweepReports } from './sweep';
import { type ReportContent, reportContentSchema } from './types';

const HANDLERS = new Set(['inbound.apply', 'validation.follow', 'validation.settle', 'report.compose']);

let product: TestProduct;
let biologist: ProfessionalActor;
beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'a secret of the tests that is long enough';
  product = await openTestProduct({ wiring: WIRING.filter(({ handler }) => HANDLERS.has(handler)) });
  biologist = await product.person('biologist');
});
afterAll(() => product.end());

let written = 0;
const fresh = (): string => `2611219${String((written += 1)).padStart(4, '0')}`;

async function send(accessionNumber: string, given: Partial<TestMessage> = {}): Promise<string> {
  product.clock.pass(60_000);
  const sentAt = product.clock.now();
  await product.receive(testMessage({ accessionNumber, sentAt, collectedAt: new Date('2026-11-21T02:45:00+01:00'), ...given }));
  return product.dossierId(accessionNumber);
}

interface Version {
  id: string;
  version: number;
  kind: string;
  content: ReportContent;
  contentHash: string;
  supersededAt: string | null;
  releasedAt: string;
  decisionId: string;
}

/** Oldest first; every one is what the schema says and what its hash was made of. */
async function versionsOf(dossierId: string): Promise<Version[]> {
  const rows = (await product.access.worker.execute(sql`
    select id, version, kind, content, content_hash as "contentHash", superseded_at as "supersededAt", released_at as "releasedAt", decision_id as "decisionId"
    from report where dossier_id = ${dossierId} order by version`)) as unknown as Version[];
  for (const { content, contentHash } of rows) expect(hashOf(reportContentSchema.parse(content))).toBe(contentHash);
  return [...rows];
}

const valuesOf = ({ content }: Version): string[] => resultsOf(content).map(({ label, value }) => `${label} ${value}`);

async function newest(dossierId: string): Promise<Version> {
  const last = (await versionsOf(dossierId)).at(-1);
  assert(last, 'there is a report');
  return last;
}

const K = { value: '4.1' };
const NA = { code: 'NA', label: 'Sodium', loincCode: '2951-2', value: '140', unit: 'mmol/L' };

describe('the versions of a report', () => {
  test('partial, then complete, then corrective; each supersedes the one before in the same instant, and none is ever changed', async () => {
    const number = fresh();
    const dossierId = await send(number, { results: [K, NA, { code: 'TSH', status: 'I', value: '' }] });
    await product.validate(biologist, dossierId, { codes: ['K'] });
    const partial = await newest(dossierId);
    expect(partial).toMatchObject({ version: 1, kind: 'partial', supersededAt: null, content: { awaited: ['Sodium', 'TSH'], supersedes: null } });
    expect(valuesOf(partial)).toEqual(['Potassium 4,1']);
    expect(JSON.stringify(partial.content)).not.toContain('140');

    await send(number, { results: [{ code: 'TSH', label: 'TSH', value: '2.5' }] });
    await product.validate(biologist, dossierId, { codes: ['NA', 'TSH'] });
    const complete = await newest(dossierId);
    expect(complete).toMatchObject({
      version: 2,
      kind: 'complete',
      content: { awaited: [], supersedes: { version: 1, changes: ['Sodium : ajouté', 'TSH : ajouté'] } },
    });

    await send(number, { results: [{ value: '6.9', flag: 'HH' }] });
    expect(await versionsOf(dossierId)).toHaveLength(2);
    await product.validate(biologist, dossierId, { codes: ['K'] });
    const [first, second, corrective] = await versionsOf(dossierId);
    expect(corrective).toMatchObject({
      version: 3,
      kind: 'corrective',
      supersededAt: null,
      content: { supersedes: { version: 2, changes: ['Potassium : 4,1 mmol/L devient 6,9 mmol/L'] } },
    });
    expect(resultsOf(corrective?.content ?? partial.content).find(({ label }) => label === 'Potassium')).toMatchObject({
      value: '6,9',
      flag: 'critical-high',
      changed: 'remplace 4,1',
    });
    expect([first?.supersededAt, second?.supersededAt]).toEqual([second?.releasedAt, corrective?.releasedAt]);
    expect([first?.content, second?.content]).toEqual([partial.content, complete.content]);
  });

  test('a correction that nobody has decided on is not in them: what was read before is named as under verification', async () => {
    const number = fresh();
    const dossierId = await send(number, { results: [K] });
    await product.validate(biologist, dossierId);
    await send(number, { results: [{ value: '6.9' }, NA] });
    await product.validate(biologist, dossierId, { codes: ['NA'] });
    const version = await newest(dossierId);
    expect(version).toMatchObject({
      kind: 'corrective',
      content: { awaited: ['Potassium'], supersedes: { changes: [expect.stringContaining('Potassium : résultat retiré'), 'Sodium : ajouté'] } },
    });
    expect(JSON.stringify(version.content)).not.toContain('6,9');
  });

  test('an echo makes none, a deletion that a biologist validates makes a corrective one in words', async () => {
    const number = fresh();
    const dossierId = await send(number, { results: [K, NA] });
    await product.validate(biologist, dossierId);
    await send(number, {
      results: [
        { ...K, status: 'F' },
        { ...NA, status: 'F' },
      ],
    });
    expect(await versionsOf(dossierId)).toHaveLength(1);
    await send(number, { results: [{ ...NA, status: 'D' }] });
    await product.validate(biologist, dossierId, { codes: ['NA'] });
    const version = await newest(dossierId);
    expect(version).toMatchObject({
      kind: 'corrective',
      content: { supersedes: { changes: ['Sodium : Résultat supprimé par le laboratoire (valait 140 mmol/L)'] } },
    });
    expect(resultsOf(version.content).map(({ cancelled }) => cancelled)).toEqual([null, 'Résultat supprimé par le laboratoire']);
  });

  test('one decision makes one report, however often it is composed, also at once', async () => {
    const dossierId = await send(fresh());
    const decisionId = await product.validate(biologist, dossierId);
    await Promise.all([1, 2].map(() => product.ctx.transaction((tx) => composeReport(product.ctx, tx, decisionId))));
    expect(await versionsOf(dossierId)).toHaveLength(1);
  });

  test('a decision that was never told is told by the sweeper, and only that one', async () => {
    const dossierId = await send(fresh());
    await product.validate(biologist, dossierId);
    expect(await sweepReports(product.ctx)).toEqual({ decisions: 0 });
    const other = await send(fresh());
    const decisionId = await product.validate(biologist, other);
    await product.access.worker.execute(sql`delete from fact_task where handler = 'report.compose' and subject_id = ${decisionId}`);
    // As if it had taken effect after the last version, of which nobody then told the report.
    await product.access.worker.execute(sql`update validation_decision set effective_at = effective_at + interval '1 hour' where id = ${decisionId}`);
    expect(await sweepReports(product.ctx)).toEqual({ decisions: 1 });
    await product.settle();
    expect(await versionsOf(other)).toHaveLength(1);
  });
});

describe('what a report says', () => {
  test('its comments go with the results they were written on', async () => {
    const number = fresh();
    const dossierId = await send(number, { results: [{ value: '6.9' }, NA], groups: undefined });
    await product.validate(biologist, dossierId, { codes: ['K'], comment: 'Hyperkaliémie sévère, à traiter.' });
    await product.validate(biologist, dossierId, { codes: ['NA'], comment: 'Natrémie normale.' });
    expect((await newest(dossierId)).content.conclusion).toBe('Hyperkaliémie sévère, à traiter.\n\nNatrémie normale.');
    await send(number, { results: [{ value: '4.2', notes: ['Premier tube hémolysé.'] }] });
    await product.validate(biologist, dossierId, { codes: ['K'] });
    const { content } = await newest(dossierId);
    expect(content.conclusion).toBe('Natrémie normale.');
    expect(content.supersedes?.changes).toContain('Commentaire du biologiste : « Hyperkaliémie sévère, à traiter. » est retiré');
  });

  test('every validation that it rests on, and none that it does not', async () => {
    const number = fresh();
    const dossierId = await send(number, { results: [K, NA] });
    await product.validate(biologist, dossierId, { codes: ['K'] });
    const karim = await product.person('biologist', ['valmont'], { name: 'Karim HADDAD', rppsNumber: '10003334445' });
    await product.validate(karim, dossierId, { codes: ['NA'] });
    expect((await newest(dossierId)).content.validations.map(({ name, scope }) => [name, scope])).toEqual([
      [biologist.name, 'pour : Potassium'],
      ['Karim HADDAD', 'pour : Sodium'],
    ]);
    await send(number, { results: [{ value: '4.3' }] });
    await product.validate(karim, dossierId, { codes: ['K'] });
    expect((await newest(dossierId)).content.validations.map(({ name, scope }) => [name, scope])).toEqual([
      ['Karim HADDAD', 'pour : Sodium'],
      ['Karim HADDAD', 'pour : Potassium'],
    ]);
  });

  test('who, from where, for whom, when, and the laboratory’s notes at three levels', async () => {
    const dossierId = await send(fresh(), {
      priority: 'stat',
      clinicalInformation: 'Malaise',
      patient: { notes: ['Identité relevée.'] },
      groups: [{ results: [{ notes: ['Repassé.'] }], notes: ['Tube hémolysé.'] }],
    });
    await product.validate(biologist, dossierId);
    const { content } = await newest(dossierId);
    expect(content).toMatchObject({
      isTest: false,
      patient: { birthFamilyName: 'PAT-TROIS', birthDate: '1979-03-28', ageText: '47 ans', ins: '279035121518989', identityGuaranteed: true },
      request: {
        priority: 'stat',
        prescriber: { name: 'Élise MARCHAL', rppsNumber: '10001234567' },
        ward: 'Urgences, BOX4, 1',
        clinicalInformation: 'Malaise',
        recipients: ['Élise MARCHAL', 'Urgences', 'Patient'],
      },
      collection: { collectedAt: '2026-11-21T02:45:00+01:00', collector: 'Luc PERRIN, IDE' },
      dossierNotes: ['Identité relevée.'],
      chapters: [{ title: 'Biochimie', panels: [{ title: 'Ionogramme sanguin', notes: ['Tube hémolysé.'], results: [{ notes: ['Repassé.'] }] }] }],
    });
  });

  test('an executing laboratory is named with its validator, also when it has no number', async () => {
    const responsible = { code: 'B', familyName: 'OUVRARD', givenName: 'Solène' };
    const dossierId = await send(fresh(), { results: [{ ...K, executedBy: 'LBM-HAUTERIVE', status: 'F', responsible }] });
    await product.validate(biologist, dossierId);
    const { content } = await newest(dossierId);
    expect(resultsOf(content)[0]?.performedBy).toBe('Laboratoire de Hauterive, validé sur place par Solène OUVRARD');
    expect(content.executingLaboratories).toMatchObject([{ name: 'Laboratoire de biologie médicale de Hauterive', results: ['Potassium'] }]);

    const number = fresh();
    const bytes = testMessage({ accessionNumber: number, results: [{ ...K, executedBy: 'LBM-HAUTERIVE' }] })
      .toString('latin1')
      .replaceAll('880000790', '')
      .replace('LBM-HAUTERIVE^Laboratoire', '^Laboratoire')
      .replace('LBM-HAUTERIVE^^^^^^FINEG', '');
    await product.receive(Buffer.from(bytes, 'latin1'));
    const other = await product.dossierId(number);
    await product.validate(biologist, other);
    expect((await newest(other)).content.executingLaboratories).toEqual([
      { name: 'Laboratoire de Hauterive', addressLines: [], phone: null, results: ['Potassium'] },
    ]);
  });

  test('priors: the last validated value of the same person, never one that waits, never of a provisional identity', async () => {
    const person = { identifier: '0003333', ins: null };
    const earlier = await send(fresh(), { patient: person, results: [{ value: '3.9' }], collectedAt: new Date('2026-11-20T08:00:00+01:00') });
    const priorOf = async (given: Partial<TestMessage>) => {
      const dossierId = await send(fresh(), given);
      await product.validate(biologist, dossierId);
      const [potassium] = resultsOf((await newest(dossierId)).content);
      return [potassium?.prior?.value ?? null, potassium?.priorAbsence ?? null];
    };
    expect(await priorOf({ patient: person })).toEqual([null, '1er dosage']);
    await product.validate(biologist, earlier);
    expect(await priorOf({ patient: person, collectedAt: new Date('2026-11-21T02:50:00+01:00') })).toEqual(['4,1', null]);
    expect(await priorOf({ patient: { ...person, reliability: 'PROV' } })).toEqual([null, 'identité non sûre']);
  });
});
