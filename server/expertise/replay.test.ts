import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readGate } from '../autoverification/replay-gate';
import { readDossiersOfRevision } from '../dossier/read-revisions';
import { rulesHands, valueOf, withAlert } from '../main/testing-rule-life';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { readPriorsForRules } from '../validation/read-priors-of-many';
import { askReplay, stopReplay } from './ask-replay';
import { compile } from './compile';
import { continueReplay, factsOfMany, sweepReplays } from './continue-replay';
import { evaluate } from './evaluate';
import { readReplayDossiers } from './read-sheet';
import { RuleSetContent } from './rule-set';

let product: TestValidation;
let hands: ReturnType<typeof rulesHands>;
let helene: ProfessionalActor;
const VALUES = ['2.3', '3.2', '4.1', '4.4', '5.0', '5.3', '5.7', '5.95', '6.1', '6.15', '6.3', '6.9', '13', '<2', 'abc'];
beforeAll(async () => {
  product = await openTestValidation({ rules: true });
  hands = rulesHands(product);
  helene = await product.person('biologist');
  for (const [index, value] of VALUES.entries()) {
    product.clock.pass(5 * 3_600_000);
    const results = [
      { code: 'K', label: 'Potassium', loincCode: '2823-3', value, unit: 'mmol/L', range: '3.5-5.1', flag: index % 2 === 0 ? 'N' : '' },
      { code: 'NA', label: 'Sodium', loincCode: '2951-2', value: String(128 + index), unit: 'mmol/L', range: '135-145', flag: 'N' },
    ];
    await product.send(product.freshNumber(), { results, patient: { identifier: `0099${String(index % 4).padStart(4, '0')}` } });
  }
  product.clock.pass(1_000);
  await hands.start(helene);
  await hands.put(helene, withAlert(await hands.ruleOf(helene, 'K-01'), 6));
});
afterAll(() => product.end());

const everything = (table: string) => product.rows(sql`select md5(string_agg(t::text, '|' order by t::text)) as all from ${sql.identifier(table)} t`);

test('the numbers are those of a count that knows nothing of pages, and nothing else is written', async () => {
  const tables = ['verdict', 'finding', 'worklist_entry', 'dossier', 'validation_decision', 'critical_call', 'call_notice'];
  const known = new Set((await product.rows<{ name: string }>(sql`select relname as name from pg_class where relkind = 'r'`)).map(({ name }) => name));
  const watched = tables.filter((table) => known.has(table));
  const before = await Promise.all(watched.map(everything));
  await hands.replay(helene);
  expect(await Promise.all(watched.map(everything))).toEqual(before);
  const { replay, rules, analytes, title } = await hands.draft(helene);
  expect(replay).toMatchObject({ state: 'done', total: VALUES.length, done: VALUES.length });

  // Counted a second time, one dossier after the other, by plain loops.
  const [standing] = await product.rows<{ content: unknown }>(
    sql`select v.content from rule_set_version v join rule_set s on s.id = v.rule_set_id where s.laboratory_id = (select laboratory_id from rule_draft limit 1)`,
  );
  const old = compile(RuleSetContent.parse(standing?.content));
  const now = compile(RuleSetContent.parse({ title, author: 'X', analytes, rules: rules.map(({ rule }) => rule) }));
  const ids = (await product.rows<{ id: string }>(sql`select id from dossier`)).map(({ id }) => id);
  const none = (): [number, number] => [0, 0];
  const second = { calls: none(), holds: none(), night: none(), auto: none(), extraCalls: 0, fewerCalls: 0 };
  for (const id of ids) {
    await product.ctx.transaction(async (tx) => {
      const [one] = await factsOfMany(tx, await readDossiersOfRevision(tx, [id]), readPriorsForRules);
      if (!one) throw new Error('the dossier is there');
      const gate = await readGate(tx, [one.whole], one.whole.dossier.laboratoryId, product.clock.now());
      const hour = Number(one.whole.dossier.createdAt.toLocaleString('en-GB', { timeZone: 'Europe/Paris', hour: '2-digit', hour12: false }).slice(0, 2)) % 24;
      const said = [evaluate(old, one.facts), evaluate(now, one.facts)];
      const calls = said.map(({ findings }) => findings.filter(({ effect, outcome }) => effect === 'call' && outcome === 'found').length > 0);
      for (const side of [0, 1] as const) {
        const verdict = said[side];
        if (!verdict) throw new Error('both sides have spoken');
        if (calls[side]) second.calls[side] += 1;
        if (calls[side] && (hour < 8 || hour >= 20)) second.night[side] += 1;
        if (['hold', 'call', 'block'].includes(verdict.effect ?? '')) second.holds[side] += 1;
        if (gate(one.whole, verdict, true)) second.auto[side] += 1;
      }
      if (!calls[0] && calls[1]) second.extraCalls += 1;
      if (calls[0] && !calls[1]) second.fewerCalls += 1;
    });
  }
  const pair = ([one = 0, other = 0]: number[]) => ({ before: one, after: other });
  expect(replay?.counts).toMatchObject({
    dossiers: VALUES.length,
    calls: pair(second.calls),
    holds: pair(second.holds),
    callsAtNight: pair(second.night),
    automatic: pair(second.auto),
    extraCalls: second.extraCalls,
    fewerCalls: second.fewerCalls,
  });
  expect(second.extraCalls).toBeGreaterThanOrEqual(2);
  const sums = (kind: 'calls' | 'holds') => Object.values(replay?.counts.weeks ?? {}).reduce((sum, week) => sum + week[kind].after, 0);
  expect([sums('calls'), sums('holds')]).toEqual([second.calls[1], second.holds[1]]);
});

test('the dossiers that change are listed with what appears, for whoever may read them', async () => {
  const { replay } = await hands.draft(helene);
  const { rows, more } = valueOf(await readReplayDossiers(product.as(helene), { replayId: replay?.replayId ?? '', after: 0 }));
  expect(rows).toHaveLength(replay?.counts.changed ?? 0);
  expect(more).toBe(false);
  expect(rows[0]).toMatchObject({ afterEffect: 'call', beforeEffect: 'hold', says: expect.stringContaining('mmol/L') });
  const elsewhere = await product.person('biologist', ['hauterive']);
  expect(await readReplayDossiers(product.as(elsewhere), { replayId: replay?.replayId ?? '', after: 0 })).toMatchObject({ refusal: { code: 'not-found' } });
});

test('the same rules change nothing; a replay that is stopped counts for nothing', async () => {
  const { draftId, revision } = await hands.draft(helene);
  const { replayId } = valueOf(await askReplay(product.as(helene), { draftId, revision }));
  expect(await askReplay(product.as(helene), { draftId, revision })).toMatchObject({ refusal: { code: 'replay-running' } });
  expect(await stopReplay(product.as(await product.person('biologist', ['hauterive'])), { replayId })).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await stopReplay(product.as(helene), { replayId })).toMatchObject({ ok: true });
  await product.settle();
  expect((await hands.draft(helene)).replay).toMatchObject({ state: 'stopped', done: 0 });
});

test('a death between two pages, or within one, skips nothing and counts nothing twice', async () => {
  const { draftId, revision } = await hands.draft(helene);
  const { replayId } = valueOf(await askReplay(product.as(helene), { draftId, revision }));
  await product.access.worker.execute(sql`update fact_task set state = 'done' where name = 'rules.replay-asked' and state = 'open'`);
  const page = (fail: boolean) =>
    product.ctx.transaction(async (tx) => {
      await continueReplay(product.ctx, tx, replayId, readPriorsForRules, readGate, 4);
      if (fail) throw new Error('killed');
    });
  await page(false);
  await expect(page(true)).rejects.toThrow('killed');
  await page(false);
  expect((await hands.draft(helene)).replay).toMatchObject({ state: 'running', done: 8 });
  await product.access.worker.execute(sql`update fact_task set state = 'done' where name = 'rules.replay-asked' and state = 'open'`);
  expect(await sweepReplays(product.ctx)).toEqual({ replays: 1 });
  expect(await sweepReplays(product.ctx)).toEqual({ replays: 0 });
  const whole = (await product.rows<{ counts: unknown }>(sql`select counts from rule_replay where state = 'done' order by asked_at limit 1`))[0]?.counts;
  await product.settle();
  expect((await hands.draft(helene)).replay).toMatchObject({ state: 'done', done: VALUES.length, counts: whole });
});
