import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readDossierState } from '../dossier/read-dossier';
import { segmentsNamed, textOf } from '../hl7/access';
import { parseMessage } from '../hl7/grammar';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import { RECEIVED_MESSAGES, WIRING } from '../main/wiring';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { answerToRequest } from '../simulator/answer-request';
import { testMessage } from '../simulator/test-message';
import { readCard } from '../validation/read-card';
import { type RequestInput, requestOfLis } from '../validation/request-of-lis';
import { sweepValidation } from '../validation/sweep';
import { takeBackRequest } from '../validation/take-back-request';
import { LisLinks } from './lis-links';
import { RETRY_SECONDS } from './rules';
import { sendMessage } from './send-message';
import { sweepOutbound } from './sweep-outbound';
import { type ScriptedLis, scriptedLis } from './testing-lis';

let product: TestProduct;
let biologist: ProfessionalActor;
let lis: ScriptedLis;
let links: LisLinks;

beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  links = new LisLinks({ timeoutMs: 2_000 });
  product = await openTestProduct({
    wiring: WIRING.filter((entry) => /^(inbound|validation|outbound)[.]/.test(entry.handler)).map((entry) =>
      entry.handler === 'outbound.send'
        ? {
            fact: entry.fact,
            handler: entry.handler,
            runOutside: (ctx, fact) => sendMessage(ctx, { links, defaultUrl: null }, fact),
            backoffSeconds: RETRY_SECONDS,
          }
        : entry,
    ),
  });
  biologist = await product.person('biologist');
  lis = await scriptedLis(product);
});
afterEach(async () => {
  await links.close();
  await lis.close();
  await product.end();
});

async function waiting(accessionNumber: string, value = '6.9'): Promise<string> {
  product.clock.pass(60_000);
  await product.receive(
    testMessage({
      accessionNumber,
      sentAt: product.clock.now(),
      results: [
        { value, flag: 'HH' },
        { code: 'NA', label: 'Sodium', loincCode: '2951-2', value: '140' },
      ],
    }),
  );
  return product.dossierId(accessionNumber);
}

async function observationIds(dossierId: string, code = 'K'): Promise<string[]> {
  const state = await product.ctx.transaction((tx) => readDossierState(tx, dossierId));
  return (state?.observations ?? []).filter(({ localCode }) => localCode === code).map(({ id }) => id);
}

const ask = async (dossierId: string, given: Partial<RequestInput> = {}) =>
  requestOfLis(product.as(biologist), {
    dossierId,
    kind: 'rerun',
    observationIds: given.kind === 'add-on' ? [] : await observationIds(dossierId),
    testCodes: [],
    reason: 'Valeur inattendue | à revoir',
    idempotencyKey: newId(),
    ...given,
  });

async function pass(seconds: number): Promise<void> {
  product.clock.pass(seconds * 1000);
  await product.settle();
}

const card = async (dossierId: string) => {
  const outcome = await readCard(product.as(biologist), { dossierId });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
};
const stateOf = async (dossierId: string) => (await card(dossierId)).requests.map(({ state }) => state);

function read(text: string | undefined) {
  const parsed = parseMessage(text ?? '');
  if (!parsed.ok) throw new Error('unreadable');
  return {
    message: parsed.message,
    field: (name: string, field: number, component = 1) => segmentsNamed(parsed.message, name).map((one) => textOf(parsed.message, one, field, component)),
  };
}

describe('a request to the laboratory', () => {
  test('leaves after the time to take it back, says what, why and by whom, and keeps the result as it came', async () => {
    const dossierId = await waiting('5001');
    expect(await ask(dossierId)).toMatchObject({ ok: true, value: { state: 'asked' } });
    expect(lis.texts).toEqual([]);
    await pass(11);
    const { field } = read(lis.texts[0]);
    expect([field('MSH', 9, 1)[0], field('MSH', 9, 2)[0], field('MSH', 9, 3)[0], field('MSH', 12)[0], field('MSH', 21)[0]]).toEqual([
      'OML',
      'O21',
      'OML_O21',
      '2.5',
      'RELAIS_REQUEST',
    ]);
    expect([field('ORC', 1), field('OBR', 11), field('OBX', 3, 4), field('OBX', 5), field('OBX', 11)]).toEqual([['XO'], ['R'], ['K'], ['6.9'], ['R']]);
    expect(field('NTE', 3)).toEqual(['Valeur inattendue | à revoir']);
    expect([field('ZRQ', 2), field('ZRQ', 4, 2), field('ZRQ', 6), field('ZRQ', 8)]).toEqual([['RERUN'], ['MARCHETTI'], ['5001'], ['ASK']]);
    expect(await stateOf(dossierId)).toEqual(['acknowledged']);
    const result = (await card(dossierId)).panels[0]?.results.find(({ localCode }) => localCode === 'K');
    expect(result).toMatchObject({ standing: 'awaiting', requests: [{ kind: 'rerun', state: 'acknowledged' }] });
  });

  test.each([
    ['recollection', 'XO', 'L'],
    ['add-on', 'NW', 'A'],
  ] as const)('of kind %s is written with ORC-1 %s and OBR-11 %s', async (kind, control, action) => {
    const dossierId = await waiting('5002');
    expect(await ask(dossierId, { kind, testCodes: kind === 'add-on' ? ['2160-0'] : [] })).toMatchObject({ ok: true });
    await pass(11);
    const { field } = read(lis.texts[0]);
    expect([field('ORC', 1), field('OBR', 11), field('ORC', 4)]).toEqual([[control], [action], ['5002']]);
    expect(field('OBR', 4)).toEqual([kind === 'add-on' ? '2160-0' : 'IONO']);
  });

  test('is answered by what the laboratory sends later, also when it is the same value, and not by what it had sent before', async () => {
    const dossierId = await waiting('5003');
    await ask(dossierId);
    await pass(11);
    const same = { accessionNumber: '5003', results: [{ value: '6.9', flag: 'HH' }] };
    await product.receive(testMessage({ ...same, sentAt: new Date(product.clock.now().getTime() - 60_000) }));
    expect(await stateOf(dossierId)).toEqual(['acknowledged']);
    await pass(60);
    await product.receive(testMessage({ ...same, sentAt: product.clock.now(), results: [{ value: '6.9', flag: 'HH', status: 'I' }] }));
    expect(await stateOf(dossierId)).toEqual(['acknowledged']);
    await product.receive(testMessage({ ...same, sentAt: product.clock.now() }));
    expect(await stateOf(dossierId)).toEqual(['answered']);
    expect((await card(dossierId)).panels[0]?.results[0]?.requests).toEqual([]);
  });

  test.each(['rerun', 'dilution', 'recollection', 'add-on'] as const)('of kind %s is answered by the simulated laboratory', async (kind) => {
    const dossierId = await waiting('5004');
    await ask(dossierId, { kind, testCodes: kind === 'add-on' ? ['2160-0'] : [] });
    await pass(11);
    const answer = answerToRequest(read(lis.texts[0]).message);
    expect(answer).toMatchObject({ laboratory: 'LBM-VALMONT', accessionNumber: '5004' });
    await pass(30);
    expect(await product.receive(answer?.bytesAt(product.clock.now(), 'REQ1') ?? Buffer.alloc(0))).toContain('MSA|AA');
    expect(await stateOf(dossierId)).toEqual(['answered']);
    expect(await product.dossierId('5004')).toBe(dossierId);
  });

  test('that the LIS refuses is told to the biologist with its words, and holds nothing up', async () => {
    const dossierId = await waiting('5005');
    lis.answer = (text) => (text.includes('|OML^') ? 'AE' : 'AA');
    lis.problem = 'Échantillon épuisé.';
    await ask(dossierId);
    await pass(11);
    expect((await card(dossierId)).requests[0]).toMatchObject({ state: 'refused', refusalCode: '207', refusalText: 'Échantillon épuisé.' });
    await product.validate(biologist, dossierId);
    expect(lis.texts.at(-1)).toContain('|ORU^R01');
    const rows = await product.access.worker.execute(sql`select kind, state from outbound_message where dossier_id = ${dossierId} order by sequence`);
    expect([...rows]).toEqual([
      { kind: 'request', state: 'refused' },
      { kind: 'decision', state: 'acknowledged' },
    ]);
  });

  test('that a LIS cannot take as an order is refused under AA', async () => {
    const dossierId = await waiting('5006');
    lis.extra = 'ORC|UA|||||||||||||||^Analyse non réalisée ici\r';
    await ask(dossierId);
    await pass(11);
    expect((await card(dossierId)).requests[0]).toMatchObject({ state: 'refused', refusalCode: 'UA', refusalText: 'Analyse non réalisée ici' });
  });

  test('taken back in time leaves nothing; taken back later is followed by its cancellation, once', async () => {
    const dossierId = await waiting('5007');
    const first = await ask(dossierId);
    expect(first.ok && (await takeBackRequest(product.as(biologist), { requestId: first.value.requestId }))).toMatchObject({ ok: true });
    await pass(60);
    expect(lis.texts).toEqual([]);
    const second = await ask(dossierId);
    await pass(11);
    const requestId = second.ok ? second.value.requestId : '';
    const colleague = await product.person('biologist');
    for (let time = 0; time < 2; time += 1) expect(await takeBackRequest(product.as(colleague), { requestId })).toMatchObject({ ok: true });
    await pass(5);
    expect(lis.texts.map((text) => [read(text).field('ORC', 1)[0], read(text).field('ZRQ', 8)[0]])).toEqual([
      ['XO', 'ASK'],
      ['CA', 'CANCEL'],
    ]);
    expect(await stateOf(dossierId)).toEqual(['cancelled', 'cancelled']);
  });

  test('pressed twice with one key is one, and a second one for the same result is refused', async () => {
    const dossierId = await waiting('5008');
    const idempotencyKey = newId();
    const made = [await ask(dossierId, { idempotencyKey }), await ask(dossierId, { idempotencyKey })];
    expect(new Set(made.map((outcome) => outcome.ok && outcome.value.requestId)).size).toBe(1);
    expect(await ask(dossierId)).toEqual({ ok: false, refusal: { code: 'request-open' } });
  });

  test.each([
    [{ reason: '  ' }, 'request-needs-reason'],
    [{ observationIds: [] }, 'nothing-selected'],
    [{ observationIds: [newId()] }, 'dossier-changed'],
    [{ kind: 'add-on', testCodes: ['0000-0'] }, 'unknown-test'],
    [{ kind: 'add-on', testCodes: ['2823-3'] }, 'already-ordered'],
  ] as const)('%j is refused', async (given, code) => {
    const dossierId = await waiting('5009');
    expect(await ask(dossierId, given as Partial<RequestInput>)).toEqual({ ok: false, refusal: { code } });
  });

  test('is not for a technician, nor for a biologist of another site', async () => {
    const dossierId = await waiting('5010');
    const ids = await observationIds(dossierId);
    for (const somebody of [await product.person('technician'), await product.person('biologist', ['hauterive'])])
      expect(
        await requestOfLis(product.as(somebody), { dossierId, kind: 'rerun', observationIds: ids, testCodes: [], reason: 'x', idempotencyKey: newId() }),
      ).toEqual({ ok: false, refusal: { code: 'not-found' } });
  });

  test('to a LIS that takes none is kept, never sent, and refused at once; its decisions still go', async () => {
    await product.access.worker.execute(
      sql`update connection_profile set version = version + 1, settings = ${JSON.stringify({ outbound: { decisions: true, receipts: true, requests: false, charset: '', answerTimeoutSeconds: 5 } })}::jsonb
        where laboratory_id = ${referenceIds.laboratory('valmont')}`,
    );
    const dossierId = await waiting('5011');
    await ask(dossierId);
    await pass(11);
    expect(lis.texts).toEqual([]);
    expect((await card(dossierId)).requests[0]).toMatchObject({ state: 'refused', refusalCode: 'not-taken' });
    await product.validate(biologist, dossierId);
    expect(lis.texts).toHaveLength(1);
  });

  test('without an answer for too long rings, until it is answered', async () => {
    const dossierId = await waiting('5012');
    await ask(dossierId);
    await pass(11);
    const open = async () =>
      [...(await product.access.worker.execute(sql`select kind from link_alarm where closed_at is null and kind = 'request-late'`))].length;
    await sweepValidation(product.ctx);
    expect(await open()).toBe(0);
    await pass(3700);
    await sweepValidation(product.ctx);
    expect([await open(), (await card(dossierId)).requests[0]?.isLate]).toEqual([1, true]);
    await product.receive(testMessage({ accessionNumber: '5012', sentAt: product.clock.now(), results: [{ value: '6.7', flag: 'HH' }] }));
    product.clock.pass(1_000);
    await sweepValidation(product.ctx);
    expect(await open()).toBe(0);
  });

  test('whose telling was lost is found by the sweeper', async () => {
    const dossierId = await waiting('5013');
    await ask(dossierId);
    await product.access.worker.execute(sql`delete from fact_task where name = 'request.made'`);
    await pass(120);
    expect(lis.texts).toEqual([]);
    await sweepOutbound(product.ctx, RECEIVED_MESSAGES);
    await pass(1);
    expect(lis.texts).toHaveLength(1);
    expect(await stateOf(dossierId)).toEqual(['acknowledged']);
  });
});
