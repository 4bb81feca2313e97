import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestPortal, type TestPortal } from '../main/testing-portal';
import type { ProfessionalActor } from '../platform/actor';
import { testMessage } from '../simulator/test-message';
import { listReports } from './list-reports';
import { viewReport } from './view-report';

/** Messages of one result in any order of arrival, releases and readings in between, beside a model of a few fields. */
let portal: TestPortal;
let reader: ProfessionalActor;
beforeAll(async () => {
  portal = await openTestPortal();
  reader = await portal.prescriber();
});
afterAll(() => portal.end());

const RUNS = Number(process.env.LIFE_RUNS ?? 15);

type Step = { kind: 'message'; age: number; value: string; status: 'R' | 'X' | 'D' | 'W' } | { kind: 'repeat' } | { kind: 'release' } | { kind: 'read' };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    // How many minutes before the newest possible instant it was sent: what arrives later may have been sent earlier.
    fc.record({
      kind: fc.constant('message' as const),
      age: fc.nat(30),
      value: fc.constantFrom('4.1', '5.9'),
      status: fc.constantFrom<'R' | 'X' | 'D' | 'W'>('R', 'R', 'R', 'X', 'D', 'W'),
    }),
    fc.record({ kind: fc.constant('repeat' as const) }),
    fc.record({ kind: fc.constant('release' as const) }),
    fc.record({ kind: fc.constant('read' as const) }),
  ),
  { minLength: 3, maxLength: 10 },
);

interface Model {
  /** What the newest message says, and when it was sent. */
  current: { content: string; sentAt: number } | null;
  /** Each other content begins a run, also when an earlier one comes back; a signature covers its own run. */
  run: number;
  signedRun: number | null;
  sent: { bytes: Buffer; content: string; sentAt: number }[];
  /** What each version of the report says of the result, oldest first. */
  versions: string[];
  read: Set<number>;
}

let numbers = 0;

async function live(life: readonly Step[]): Promise<void> {
  const accessionNumber = `2611243${String((numbers += 1)).padStart(4, '0')}`;
  const model: Model = { current: null, run: 0, signedRun: null, sent: [], versions: [], read: new Set() };
  const begun = portal.clock.now().getTime();
  for (const [index, step] of life.entries()) {
    portal.clock.pass(60_000);
    if (step.kind === 'message') {
      const sentAt = begun - step.age * 60_000 + index * 1_000;
      const bytes = testMessage({
        accessionNumber,
        sentAt: new Date(sentAt),
        collectedAt: new Date(begun - 7_200_000),
        results: [{ value: step.value, status: step.status }],
      });
      await receive(model, { bytes, content: step.status === 'R' ? step.value.replace('.', ',') : step.status, sentAt });
    } else if (step.kind === 'repeat' && model.sent[0]) await receive(model, model.sent[0]);
    else if (model.current === null) continue;
    else if (step.kind === 'release') await release(model, await portal.dossierId(accessionNumber));
    else if (step.kind === 'read') await readNewest(model, await portal.dossierId(accessionNumber));
    if (model.current) await compare(model, await portal.dossierId(accessionNumber), accessionNumber);
  }
}

async function receive(model: Model, message: Model['sent'][number]): Promise<void> {
  await portal.receive(message.bytes);
  model.sent.push(message);
  if (model.current !== null && message.sentAt < model.current.sentAt) return;
  if (model.current?.content !== message.content) model.run += 1;
  model.current = message;
}

/** « Deleted » and « wrong patient » want a decision only from who has released something before. */
const waits = ({ current, run, signedRun }: Model): boolean =>
  current !== null && signedRun !== run && !(['D', 'W'].includes(current.content) && signedRun === null);

async function release(model: Model, dossierId: string): Promise<void> {
  if (!waits(model) || !model.current) return;
  await portal.validate(portal.biologist, dossierId);
  model.signedRun = model.run;
  // A content that the report says already makes no version.
  if (model.versions.at(-1) !== model.current.content) model.versions.push(model.current.content);
}

async function readNewest(model: Model, dossierId: string): Promise<void> {
  const [newest] = await portal.rowsOf<{ id: string }>(sql`select id from report where dossier_id = ${dossierId} order by version desc limit 1`);
  if (!newest) return;
  expect((await viewReport(portal.as(reader), { reportId: newest.id })).ok).toBe(true);
  model.read.add(model.versions.length);
}

const WORDS: Record<string, string> = { X: 'Examen non réalisable', D: 'Résultat supprimé par le laboratoire', W: 'Résultat attribué par erreur à ce patient' };

async function compare(model: Model, dossierId: string, accessionNumber: string): Promise<void> {
  const { current, versions, read, sent } = model;
  // The newest word stands, and every message is kept.
  const [known] = await portal.rowsOf<{ content: string }>(sql`
    select case when status = 'R' then replace(values[1], '.', ',') else status end as content from observation_version where dossier_id = ${dossierId} order by version desc limit 1`);
  expect(known?.content).toBe(current?.content);
  const [kept] = await portal.rowsOf<{ count: number }>(
    sql`select count(*)::int as count from inbound_message where accession_numbers @> array[${accessionNumber}] and state = 'applied'`,
  );
  expect(kept?.count).toBe(new Set(sent.map(({ bytes }) => bytes)).size);

  // Each version says what was signed then, for ever; all but the newest are marked, and the newest says when it is not what the laboratory says any more.
  const reports = await portal.rowsOf<{ said: string; is_superseded: boolean; is_reviewed: boolean }>(sql`
    select coalesce(r.content #>> '{chapters,0,panels,0,results,0,cancelled}', r.content #>> '{chapters,0,panels,0,results,0,value}') as said,
      superseded_at is not null as is_superseded, under_review_since is not null as is_reviewed from report r where dossier_id = ${dossierId} order by version`);
  expect(reports.map(({ said }) => said)).toEqual(versions.map((content) => WORDS[content] ?? content));
  expect(reports.map(({ is_superseded }) => is_superseded)).toEqual(versions.map((_, index) => index < versions.length - 1));
  if (reports.length > 0) expect(reports.at(-1)?.is_reviewed).toBe(waits(model));

  // The list of the laboratory shows exactly what waits; the reader's list exactly what has changed since he read.
  const [entry] = await portal.rowsOf<{ count: number }>(sql`select awaiting_count as count from worklist_entry where dossier_id = ${dossierId}`);
  expect(entry?.count).toBe(waits(model) ? 1 : 0);
  const list = await listReports(portal.as(reader), { scope: 'all', search: accessionNumber, offset: 0, limit: 1 });
  const item = list.ok ? list.value.items[0] : undefined;
  expect(item?.version ?? 0).toBe(versions.length);
  const before = [...read].filter((version) => version < versions.length);
  expect(item?.readBefore?.version ?? null).toBe(read.has(versions.length) || before.length === 0 ? null : Math.max(...before));
}

test('no signed value changes in silence, every replaced version is marked and its readers told, and the lists show exactly what waits', async () => {
  const seed = Number(process.env.LIFE_SEED ?? Date.now() % 2 ** 31);
  console.info(`life of released results: seed ${seed}, ${RUNS} runs`);
  const outcome = await fc.check(fc.asyncProperty(steps, live), { numRuns: RUNS, seed, endOnFailure: process.env.LIFE_SEED === undefined });
  expect(outcome.failed ? fc.defaultReportMessage(outcome) : 'held').toBe('held');
}, 600_000);
