import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connect } from '../../db/client';
import { deferred } from '../hl7/testing';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { changeLink } from './change-link';
import { lockMappings } from './mapping-store';
import { endMapping, importMappings, readMappingTable, restoreMappings } from './mapping-tables';
import { type Choice, mendItem } from './mend-item';
import { discardMessage, replayMessage } from './mend-message';
import { readLink, readLinks } from './read-links';
import { replayAlike } from './replay-alike';

process.env['NEXTAUTH_SECRET'] ??= 'a secret that is only for the tests';

const ANNE = 'Anne VASSEUR';
const PAUL = 'Paul DURIEUX';
const laboratoryId = referenceIds.laboratory('valmont');

let product: TestProduct;
let anne: Context<ProfessionalActor>;
let paul: Context<ProfessionalActor>;
let owner: ReturnType<typeof connect>;
beforeAll(async () => {
  product = await openTestProduct();
  anne = product.as(await product.person('referent', ['valmont'], { name: ANNE }));
  paul = product.as(await product.person('referent', ['valmont'], { name: PAUL }));
  owner = connect(product.access.database.ownerUrl, { max: 1, applicationName: 'two-referents' });
});
afterAll(async () => {
  await owner.close();
  await product.end();
});

const rows = async (statement: ReturnType<typeof sql>) => [...(await product.access.worker.execute(statement))];
let numbers = 0;
const send = (given: Partial<TestMessage>) => product.receive(testMessage({ ...given, accessionNumber: `26115${String((numbers += 1)).padStart(5, '0')}` }));
const itemsOf = async (subject: string) =>
  (await rows(sql`select id from repair_item where subject = ${subject} order by dossier_id`)).map(({ id }) => String(id));
const tracesOf = (action: string, id: string) =>
  rows(sql`select actor_name as by from audit_event where action = ${action} and subject_id = ${id} order by sequence`);

/** So many wait for what somebody else holds. */
const waiting = (count: number) =>
  vi.waitFor(async () => {
    const [found] = await owner.db.execute<{ n: number }>(
      sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
    );
    expect(found?.n).toBe(count);
  });

/** The first has done everything but its commit when the second begins; it commits when the second stands behind it. */
async function oneBehindTheOther<T, U>(
  first: Context<ProfessionalActor>,
  act: (ctx: Context<ProfessionalActor>) => Promise<T>,
  follow: () => Promise<U>,
): Promise<[T, U]> {
  const worked = deferred();
  const gate = deferred();
  const done = act({
    ...first,
    transaction: (work) =>
      first.transaction(async (tx) => {
        const result = await work(tx);
        worked.resolve();
        await gate.promise;
        return result;
      }),
  });
  await worked.promise;
  const second = follow();
  await waiting(1);
  gate.resolve();
  return [await done, await second];
}

const prescriber = (rpps: string): Choice => ({ kind: 'prescriber', prescriberId: referenceIds.prescriber(rpps) });

describe('two référents on one thing to mend', () => {
  test('at the same moment: one is done, the other is told who it was, and nothing of his is written', async () => {
    await send({ prescriberRpps: '10001239999' });
    const [itemId = ''] = await itemsOf('10001239999');
    const [first, second] = await oneBehindTheOther(
      anne,
      (ctx) => mendItem(ctx, { itemId, choice: prescriber('10001234567') }),
      () => mendItem(paul, { itemId, choice: { kind: 'seen', reason: 'Vu avec le laboratoire' } }),
    );
    expect(first).toMatchObject({ ok: true });
    expect(second).toEqual({ ok: false, refusal: { code: 'already-mended', detail: { by: ANNE } } });
    expect(await tracesOf('repair.match', itemId)).toEqual([{ by: ANNE }]);
    expect(await rows(sql`select closed_by, resolution from repair_item where id = ${itemId}`)).toEqual([{ closed_by: ANNE, resolution: 'mapped' }]);
  });

  test('through two of the dossiers that wait for it: they wait one after the other, never for each other', async () => {
    for (let count = 0; count < 3; count += 1) await send({ prescriberRpps: '10001238888' });
    const [first = '', , last = ''] = await itemsOf('10001238888');
    const gate = deferred();
    // Whoever mends comes to this lock after that of his item: both are in the middle of it.
    const held = product.ctx.transaction(async (tx) => {
      await lockMappings(tx, laboratoryId, 'prescriber');
      await gate.promise;
    });
    const acts = [mendItem(anne, { itemId: last, choice: prescriber('10001234567') }), mendItem(paul, { itemId: first, choice: prescriber('10001234567') })];
    await waiting(2);
    gate.resolve();
    await held;
    const answers = await Promise.all(acts);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'already-mended' } });
    expect(await rows(sql`select 1 from mapping_entry where source = '10001238888'`)).toHaveLength(1);
    expect(await rows(sql`select 1 from repair_item where subject = '10001238888' and closed_at is null`)).toEqual([]);
  });
});

describe('two référents on one message that was kept out', () => {
  async function keptOut(controlId: string): Promise<string> {
    await send({ controlId });
    const [row] = await rows(sql`update inbound_message set state = 'quarantined', applied_at = null where control_id = ${controlId} returning id`);
    return String(row?.['id']);
  }

  test('one has it carried in, the other sets it aside: the second is refused, whoever he is, and the message goes in', async () => {
    const messageId = await keptOut('TWO-1');
    expect(await replayMessage(anne, { messageId })).toMatchObject({ ok: true });
    expect(await discardMessage(paul, { messageId, reason: 'Envoyé par erreur' })).toEqual({ ok: false, refusal: { code: 'replay-asked' } });
    expect(await replayMessage(paul, { messageId })).toEqual({ ok: false, refusal: { code: 'replay-asked' } });
    expect(await replayAlike(paul, { messageId })).toEqual({ ok: false, refusal: { code: 'nothing-to-replay' } });
    await product.settle();
    expect(await rows(sql`select state, replays from inbound_message where id = ${messageId}`)).toEqual([{ state: 'applied', replays: 1 }]);
    expect(await tracesOf('inbound.replay', messageId)).toEqual([{ by: ANNE }]);
    expect(await tracesOf('inbound.discard', messageId)).toEqual([]);
  });

  test('one sets it aside, the other has it carried in at the same moment: it stays aside', async () => {
    const messageId = await keptOut('TWO-2');
    const [first, second] = await oneBehindTheOther(
      anne,
      (ctx) => discardMessage(ctx, { messageId, reason: 'Envoyé par erreur' }),
      () => replayMessage(paul, { messageId }),
    );
    expect(first).toMatchObject({ ok: true });
    expect(second).toEqual({ ok: false, refusal: { code: 'not-replayable' } });
    await product.settle();
    expect(await rows(sql`select state, discarded_by, replays from inbound_message where id = ${messageId}`)).toEqual([
      { state: 'discarded', discarded_by: ANNE, replays: 0 },
    ]);
  });
});

describe('two référents on one mapping table', () => {
  const table = { laboratoryId, kind: 'code' } as const;
  const newest = async () => {
    const read = await readMappingTable(anne, table);
    return read.ok ? (read.value.versions[0]?.version ?? 0) : -1;
  };
  const line = (source: string, loinc: string, label: string) => [{ line: 2, cells: [source, '', loinc, label, 'Biochimie'] }];
  const standing = async (source: string) => rows(sql`select target, made_by_name as by from mapping_entry where source = ${source} and until_version is null`);

  test('that both saw at the same version: the second loses nothing of the first’s, and is told to look again', async () => {
    const seen = await newest();
    const [first, second] = await oneBehindTheOther(
      anne,
      (ctx) => importMappings(ctx, { ...table, lines: line('ZDEUX', '2951-2', 'Sodium'), seen, apply: true }),
      () => importMappings(paul, { ...table, lines: line('ZDEUX', '2823-3', 'Potassium'), seen, apply: true }),
    );
    expect(first).toMatchObject({ value: { applied: true } });
    expect(second).toEqual({ ok: false, refusal: { code: 'mapping-changed', detail: { by: ANNE, version: seen + 1 } } });
    expect(await standing('ZDEUX')).toEqual([{ target: '2951-2', by: ANNE }]);
  });

  test('that one has changed: what the other ends or goes back to on what he saw before is refused', async () => {
    const seen = await newest();
    await importMappings(anne, { ...table, lines: line('ZDEUX', '2823-3', 'Potassium'), seen, apply: true });
    const reason = 'Ligne fausse, vue hier';
    expect(await endMapping(paul, { ...table, source: 'ZDEUX', sourceSystem: '', seen, reason })).toMatchObject({ refusal: { code: 'mapping-changed' } });
    expect(await restoreMappings(paul, { ...table, version: seen - 1, seen, reason })).toMatchObject({ refusal: { code: 'mapping-changed' } });
    expect(await standing('ZDEUX')).toEqual([{ target: '2823-3', by: ANNE }]);
    expect(await endMapping(paul, { ...table, source: 'ZDEUX', sourceSystem: '', seen: seen + 1, reason })).toMatchObject({ ok: true });
    expect(await standing('ZDEUX')).toEqual([]);
  });
});

test('a code that one brings in by a table is no longer the other’s to name at the desk', async () => {
  await send({ results: [{ code: 'ZTABLE', value: '1' }] });
  const [itemId = ''] = await itemsOf('ZTABLE');
  const read = await readMappingTable(anne, { laboratoryId, kind: 'code' });
  const seen = read.ok ? (read.value.versions[0]?.version ?? 0) : -1;
  const lines = [{ line: 2, cells: ['ZTABLE', '', '2951-2', 'Sodium', 'Biochimie'] }];
  await importMappings(anne, { laboratoryId, kind: 'code', lines, seen, apply: true });
  await product.settle();
  const choice: Choice = { kind: 'code', loinc: '2823-3', label: 'Potassium', chapter: 'Biochimie' };
  expect(await mendItem(paul, { itemId, choice })).toEqual({ ok: false, refusal: { code: 'already-mended', detail: { by: ANNE } } });
  expect(await rows(sql`select target from mapping_entry where source = 'ZTABLE'`)).toEqual([{ target: '2951-2' }]);
});

describe('two référents on one link', () => {
  test('one closes it, the other edits it at the same moment: it stays closed, the second is told to read it again', async () => {
    const links = await readLinks(anne);
    const profileId = (links.ok && links.value.find(({ name }) => name === 'SIL de Valmont')?.id) || '';
    const link = await readLink(anne, { profileId });
    if (!link.ok) throw new Error('the link can be read');
    const { content, version } = link.value;
    const [first, second] = await oneBehindTheOther(
      anne,
      (ctx) => changeLink(ctx, { profileId, version, content: { ...content, isActive: false }, reason: 'Liaison compromise' }, null),
      () => changeLink(paul, { profileId, version, content: { ...content, name: 'SIL du bas' }, reason: 'Nom plus clair' }, null),
    );
    expect(first).toMatchObject({ ok: true });
    expect(second).toMatchObject({ refusal: { code: 'link-changed' } });
    expect(await rows(sql`select name, is_active, version from connection_profile where id = ${profileId}`)).toEqual([
      { name: content.name, is_active: false, version: version + 1 },
    ]);
    expect(await rows(sql`select action, actor_name as by from audit_event where subject_id = ${profileId} and action like 'link.%'`)).toEqual([
      { action: 'link.close', by: ANNE },
    ]);
  });
});
