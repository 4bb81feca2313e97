import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { exportTrail } from '../audit/export-trail';
import { readTrail } from '../audit/read-trail';
import { discardMessage } from '../inbound/mend-message';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { ProfessionalActor } from '../platform/actor';
import { testMessage } from '../simulator/test-message';
import { listExchanges, listRepairs, readExchange, readLinks } from './exchanges';
import { type ExchangeFilter, ExchangePage } from './exchanges-types';

let product: TestProduct;
let administrator: ProfessionalActor;

/** PostgreSQL's own refusal: insufficient privilege. */
const DENIED = { cause: { code: '42501' } };

const EVERYTHING: ExchangeFilter = {
  direction: 'all',
  laboratoryId: null,
  state: 'all',
  from: null,
  to: null,
  accessionNumber: null,
  controlId: null,
  cursor: null,
};

beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct({ start: '2026-11-21T10:00:00+01:00' });
  administrator = await product.person('administrator', []);
  const first = testMessage({ accessionNumber: '9001', controlId: 'VAL1', sentAt: product.clock.now() });
  await product.receive(first);
  await product.receive(first);
  await product.validate(await product.person('biologist'), await product.dossierId('9001'));
  product.clock.pass(60_000);
  await product.receive(
    testMessage({ accessionNumber: '9002', controlId: 'VAL2', prescriberRpps: '99999999999', results: [{ code: 'TRAK', label: 'Anticorps', value: '3' }] }),
  );
  await product.receive(testMessage({ accessionNumber: '9001', controlId: 'VAL1', sentAt: product.clock.now(), results: [{ value: '5.0' }] }));
  await product.receive(Buffer.from('MSH|^~\\&|SIL|LBM-VALMONT|RELAIS|G|20261121100200||ORU^R01|VAL3|P|2.5\rPV1|1|I\r'));
});
afterAll(() => product.end());

const list = async (filter: Partial<ExchangeFilter> = {}) => {
  const outcome = await listExchanges(product.as(administrator), { ...EVERYTHING, ...filter });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
};

describe('the exchanges that an administrator sees', () => {
  test('are both directions, newest first, each with its state', async () => {
    const { items } = await list();
    expect(items.filter((item) => item.direction === 'in').map((item) => [item.controlId, item.state, item.answerCode])).toEqual([
      ['VAL3', 'quarantined', 'AE'],
      ['VAL1', 'applied', 'AA'],
      ['VAL2', 'applied', 'AA'],
      ['VAL1', 'applied', 'AA'],
    ]);
    expect(items.filter((item) => item.direction === 'out').map((item) => [item.kind, item.state, item.accessionNumbers[0]])).toContainEqual([
      'decision',
      'queued',
      '9001',
    ]);
    expect(items.map((item) => item.at.getTime())).toEqual(items.map((item) => item.at.getTime()).toSorted((a, b) => b - a));
  });

  test('tell repeats, a control id used twice, and problems in French with their place', async () => {
    const { items } = await list({ direction: 'in' });
    const [broken, reused, unmapped, repeated] = items;
    expect(repeated).toMatchObject({ repeats: 1, reusesControlId: false });
    expect(reused).toMatchObject({ controlId: 'VAL1', reusesControlId: true });
    expect(unmapped?.problems).toContainEqual(expect.objectContaining({ severity: 'W', segment: 'OBX', field: 3 }));
    expect(broken?.problems).toContainEqual(expect.objectContaining({ severity: 'E', segment: 'PID', text: expect.stringContaining('PID') }));
  });

  test.each([
    [{ state: 'failed' }, ['VAL3']],
    [{ controlId: 'VAL2' }, ['VAL2']],
    [{ accessionNumber: '9002' }, ['VAL2']],
    [{ direction: 'in', from: '2026-11-20', to: '2026-11-20' }, []],
    [{ laboratoryId: '00000000-0000-4000-8000-000000000000' }, []],
  ] as const)('can be filtered by %j', async (filter, expected) => {
    expect((await list(filter)).items.map((item) => item.controlId)).toEqual(expected);
  });

  test('are found by the number of a dossier in both directions', async () => {
    const { items } = await list({ accessionNumber: '9001' });
    expect(new Set(items.map((item) => item.direction))).toEqual(new Set(['in', 'out']));
  });

  test('come in pages that neither repeat nor miss one', async () => {
    for (let index = 0; index < 60; index += 1)
      await product.receive(Buffer.from(`MSH|^~\\&|SIL|LBM-VALMONT|RELAIS|G|20261121100300||ORU^R01|PAGE${index}|P|2.5\r`));
    const first = await list({ direction: 'in' });
    const second = await list({ direction: 'in', cursor: first.next });
    expect(first.items).toHaveLength(50);
    expect(second.next).toBeNull();
    expect(new Set([...first.items, ...second.items].map((item) => item.id)).size).toBe(64);
  });

  test('never hold the text of a message, not even by raw SQL', async () => {
    for (const column of ['raw', 'answer']) {
      await expect(product.as(administrator).transaction((tx) => tx.execute(sql`select ${sql.identifier(column)} from inbound_message`))).rejects.toMatchObject(
        DENIED,
      );
    }
    await expect(product.as(administrator).transaction((tx) => tx.execute(sql`select payload from outbound_message`))).rejects.toMatchObject(DENIED);
    expect(JSON.stringify((await list()).items)).not.toContain('PAT-TROIS');
  });

  test('have their detail with every try', async () => {
    const decision = (await list({ direction: 'out', accessionNumber: '9001' })).items.find((item) => item.kind === 'decision');
    const detail = await readExchange(product.as(administrator), { direction: 'out', id: decision?.id ?? '' });
    expect(detail).toMatchObject({ ok: true, value: { attemptList: expect.arrayContaining([expect.objectContaining({ outcome: 'no-address' })]) } });
  });
});

test('the links say what came, what waits, and that nothing of the day is missing', async () => {
  const outcome = await readLinks(product.as(administrator));
  const valmont = outcome.ok ? outcome.value.links.find((link) => link.laboratoryId === referenceIds.laboratory('valmont')) : undefined;
  expect(valmont?.inbound).toMatchObject({ lastAnswer: 'AE', today: 64, muteSince: null });
  expect(valmont?.outbound).toMatchObject({ lastOutcome: 'no-address', refused: 0 });
  expect(valmont?.outbound.waiting).toBeGreaterThan(0);
  const day = outcome.ok ? outcome.value.day : undefined;
  expect(day?.received).toBe(64);
  expect((day?.applied ?? 0) + (day?.stored ?? 0) + (day?.refused ?? 0) + (day?.quarantined ?? 0)).toBe(day?.received);
});

test('what is to mend is told by kind and code, with the dossier it is about', async () => {
  const repairs = await listRepairs(product.as(administrator));
  expect(repairs.ok && repairs.value.items.map((item) => [item.kind, item.subject])).toEqual(
    expect.arrayContaining([
      ['unknown_prescriber', '99999999999'],
      ['unmapped_code', 'TRAK'],
      ['reused_control_id', 'VAL1'],
    ]),
  );
});

test('a message that a person set aside is listed as such, and the day still adds up', async () => {
  const referent = product.as(await product.person('referent'));
  const broken = (await list({ controlId: 'VAL3' })).items[0];
  expect(await discardMessage(referent, { messageId: broken?.id ?? '', reason: 'Message d’essai du laboratoire' })).toMatchObject({ ok: true });
  expect((await list({ controlId: 'VAL3', state: 'failed' })).items.map(({ state }) => state)).toEqual(['discarded']);
  expect(ExchangePage.safeParse(await list({ controlId: 'VAL3' })).success).toBe(true);
  const links = await readLinks(product.as(administrator));
  const day = links.ok ? links.value.day : { received: -1, applied: 0, stored: 0, refused: 0, quarantined: 0, discarded: 0 };
  expect(day.discarded).toBe(1);
  expect(day.applied + day.stored + day.refused + day.quarantined + day.discarded).toBe(day.received);
});

test.each(['prescriber', 'biologist', 'ward_staff'] as const)('a %s sees no exchange', async (role) => {
  const somebody = product.as(await product.person(role, ['valmont']));
  expect(await listExchanges(somebody, EVERYTHING)).toEqual({ ok: false, refusal: { code: 'not-found' } });
  expect(await readLinks(somebody)).toMatchObject({ ok: false });
  const rows = await somebody.transaction((tx) => tx.execute(sql`select id from inbound_message union all select id from outbound_message`));
  expect(rows).toHaveLength(0);
});

describe('the trail of a dossier', () => {
  test('is whole and in order, from reception to the message to the LIS', async () => {
    const trail = await readTrail(product.as(administrator), { accessionNumber: '9001', before: null });
    const actions = trail.ok ? trail.value.lines.map((line) => line.action) : [];
    expect(actions).toEqual(expect.arrayContaining(['inbound.receive', 'dossier.revise', 'validation.sign', 'validation.settle', 'outbound.queue']));
    expect(actions.indexOf('validation.sign')).toBeLessThan(actions.indexOf('outbound.queue'));
    const signed = trail.ok ? trail.value.lines.find((line) => line.action === 'validation.sign') : undefined;
    expect(signed).toMatchObject({
      actorName: 'Hélène MARCHETTI',
      actorRole: 'biologist',
      address: '192.0.2.9',
      terminal: 'poste d’essai',
      accessionNumber: '9001',
    });
  });

  test('is for a biologist that of her own sites', async () => {
    const own = await readTrail(product.as(await product.person('biologist', ['valmont'])), { accessionNumber: '9001', before: null });
    const other = await readTrail(product.as(await product.person('biologist', ['hauterive'])), { accessionNumber: '9001', before: null });
    expect(own.ok && own.value.lines.length).toBeGreaterThan(3);
    expect(other).toEqual({ ok: true, value: { lines: [], next: null } });
  });

  test('is traced when it is handed out', async () => {
    const exported = await exportTrail(product.as(administrator), { accessionNumber: '9001', proofId: 'p' });
    const newest = await readTrail(product.as(administrator), { accessionNumber: null, before: null });
    expect(newest.ok && newest.value.lines[0]).toMatchObject({
      action: 'audit.export',
      accessionNumber: '9001',
      detail: { lines: exported.ok ? exported.value.lines.length : -1, proof: 'p' },
    });
    expect(await exportTrail(product.as(administrator), { accessionNumber: '404', proofId: 'p' })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  });

  test('is nothing for a prescriber', async () => {
    expect(await readTrail(product.as(await product.person('prescriber', [])), { accessionNumber: '9001', before: null })).toMatchObject({ ok: false });
  });
});
