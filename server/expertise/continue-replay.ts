import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { readControls } from '../dossier/read-controls';
import { type DossierOfRevision, readDossiersOfRevision } from '../dossier/read-revisions';
import { readPatientsAmong } from '../patient/read-patient';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { grouped } from '../platform/grouped';
import { openTasksOf } from '../platform/open-tasks';
import { type CompiledSet, compile } from './compile';
import { questionOf, type ReadPriors } from './conclude';
import { factsOfDossier } from './dossier-facts';
import { evaluate, NOTHING_SAID, type Verdict } from './evaluate';
import type { Facts } from './facts';
import { contentOf } from './life-store';
import { count, differenceOf, isNight, ReplayCounts, type Replayed } from './replay-counts';
import {
  advanceReplay,
  contentOfReplay,
  insertReplayDossiers,
  lockReplay,
  moveCursor,
  nextReceived,
  type ReplayDossierRow,
  type ReplayHead,
  runningReplayIds,
} from './replay-store';
import { RuleSetContent } from './rule-set';

/** Whether automatic validation would let a dossier pass under that verdict, everything that is not the rules being as it is. Another room's: handed in by `server/main/wiring.ts`. */
export type ReadGate = (tx: Transaction, dossiers: readonly DossierOfRevision[], laboratoryId: string, at: Date) => Promise<Gate>;
export type Gate = (dossier: DossierOfRevision, verdict: Verdict, isApproved: boolean) => boolean;

const PAGE = 200;
/** Which dossiers change is listed up to so many; they are counted without end. */
export const LISTED = 2_000;

/**
 * Counts the next page of a replay and tells itself to go on. Counts, list and place are written in one transaction: a death in between counts nothing twice and skips nothing. Only reads
 * what stands: no verdict, no finding, no fact of a dossier.
 */
export async function continueReplay(ctx: Context, tx: Transaction, replayId: string, readPriors: ReadPriors, readGate: ReadGate, size = PAGE): Promise<void> {
  const replay = await lockReplay(tx, replayId);
  if (replay?.state !== 'running') return;
  const page = await nextReceived(tx, replay, size);
  const counts = ReplayCounts.parse(replay.counts);
  const rows = await countPage(ctx, tx, replay, { ids: page.map(({ id }) => id), counts, readPriors, readGate });
  await insertReplayDossiers(tx, rows);
  const last = page.at(-1);
  if (last) await moveCursor(tx, replayId, last);
  const isOver = page.length < size;
  const done = replay.done + page.length;
  await advanceReplay(tx, replayId, { done, counts, listed: replay.listed + rows.length, ...(isOver ? { state: 'done', endedAt: ctx.now() } : {}) });
  if (isOver) await append(tx, ctx, { action: 'rules.replay-end', subjectId: replayId, detail: { dossiers: counts.dossiers, changed: counts.changed } });
  else await tell(tx, { name: 'rules.replay-asked', dossierId: null, subjectId: replayId }, ctx.now());
}

interface Page {
  ids: readonly string[];
  /** Added to. */
  counts: ReplayCounts;
  readPriors: ReadPriors;
  readGate: ReadGate;
}

async function countPage(ctx: Context, tx: Transaction, replay: ReplayHead, { ids, counts, readPriors, readGate }: Page): Promise<ReplayDossierRow[]> {
  const [base, draft] = [await baseOf(tx, replay), compiledOf(replay.contentHash, await contentOnce(tx, replay))];
  const dossiers = await readDossiersOfRevision(tx, ids);
  const gate = await readGate(tx, dossiers, replay.laboratoryId, ctx.now());
  const rows: ReplayDossierRow[] = [];
  for (const { whole, facts } of await factsOfMany(tx, dossiers, readPriors)) {
    const [before, after] = [base ? evaluate(base, facts) : NOTHING_SAID, draft ? evaluate(draft, facts) : NOTHING_SAID];
    const one = {
      receivedAt: whole.dossier.createdAt,
      before,
      after,
      beforeAuto: base !== null && gate(whole, before, true),
      afterAuto: gate(whole, after, true),
    };
    count(counts, one);
    const difference = differenceOf(one);
    if (difference && replay.listed + rows.length < LISTED) rows.push(rowOf(replay.id, replay.listed + rows.length + 1, whole, one, difference));
  }
  return rows;
}

/** What rules may know of each of these dossiers, by as many statements as there are tables. */
export async function factsOfMany(
  tx: Transaction,
  dossiers: readonly DossierOfRevision[],
  readPriors: ReadPriors,
): Promise<{ whole: DossierOfRevision; facts: Facts }[]> {
  const people = await readPatientsAmong(
    tx,
    dossiers.map(({ dossier }) => dossier.patientId),
  );
  const asked = dossiers.flatMap((whole) => questionOf(whole, people));
  const priors = grouped(await readPriors(tx, asked), ({ dossierId }) => dossierId);
  const measured = dossiers.flatMap(({ dossier, observations }) => observations.map((row) => ({ ...row, laboratoryId: dossier.laboratoryId })));
  const controls = await readControls(tx, measured);
  return dossiers.map((whole) => ({
    whole,
    facts: factsOfDossier(whole, people.get(whole.dossier.patientId) ?? null, priors.get(whole.dossier.id) ?? [], controls),
  }));
}

function rowOf(
  replayId: string,
  rank: number,
  { dossier }: DossierOfRevision,
  { before, after, beforeAuto, afterAuto, receivedAt }: Replayed,
  { appeared, vanished }: { appeared: string[]; vanished: string[] },
): ReplayDossierRow {
  const said = [...after.findings, ...before.findings].find(({ ruleCode, outcome }) => outcome === 'found' && [...appeared, ...vanished].includes(ruleCode));
  const any = said ?? after.findings[0] ?? before.findings[0];
  return {
    replayId,
    rank,
    dossierId: dossier.id,
    accessionNumber: dossier.accessionNumber,
    receivedAt,
    isNight: isNight(receivedAt),
    beforeEffect: before.effect,
    afterEffect: after.effect,
    beforeAuto,
    afterAuto,
    appeared,
    vanished,
    says: any?.sentence ?? '',
  };
}

/** A content never changes under its hash: two of them are kept ready, those that the pages of one replay ask. */
const ready = new Map<string, CompiledSet | null>();

function compiledOf(hash: string, content: unknown): CompiledSet | null {
  const known = ready.get(hash);
  if (known !== undefined) return known;
  const read = RuleSetContent.safeParse(content);
  const compiled = read.success ? compile(read.data) : null;
  if (ready.size >= 4) ready.clear();
  ready.set(hash, compiled);
  return compiled;
}

const contentOnce = (tx: Transaction, { id, contentHash }: ReplayHead): Promise<unknown> =>
  ready.has(contentHash) ? Promise.resolve(null) : contentOfReplay(tx, id);

async function baseOf(tx: Transaction, { baseVersionId }: ReplayHead): Promise<CompiledSet | null> {
  if (baseVersionId === null) return null;
  return compiledOf(baseVersionId, ready.has(baseVersionId) ? null : await contentOf(tx, baseVersionId));
}

/** A replay that runs and that no open task goes on with is taken up again. */
export async function sweepReplays(ctx: Context): Promise<{ replays: number }> {
  return ctx.transaction(async (tx) => {
    const ids = await runningReplayIds(tx);
    const heard = await openTasksOf(tx, 'rules.replay-asked', ids);
    const unheard = ids.filter((id) => !heard.has(id));
    for (const id of unheard) await tell(tx, { name: 'rules.replay-asked', dossierId: null, subjectId: id }, ctx.now());
    if (unheard.length > 0) await append(tx, ctx, { action: 'rules.replay-sweep', detail: { replays: unheard.length } });
    return { replays: unheard.length };
  });
}
