import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import type { Fact } from '../platform/facts';
import { tell } from '../platform/facts';
import { failPoint } from '../platform/fail-point';
import { Fault } from '../platform/fault';
import { announce } from '../platform/live';
import { settleRequest } from '../validation/settle-request';
import { laneOf } from './control-id';
import type { LisLinks } from './lis-links';
import { type Attempt, mustStandAside, nextTryAt, noAnswer } from './rules';
import { findOutbound, hasEarlierUnsent, insertAttempt, lastOutcomes, laterQueued, lisUrlOf, lockLane, type OutboundRow, updateOutbound } from './store';

interface Sending {
  links: LisLinks;
  /** LIS_URL: where a laboratory without an address of its own is reached. */
  defaultUrl: string | null;
  /** Seconds that a laboratory's LIS is given to answer; not given = the links' own. */
  answerSecondsOf?: (tx: Transaction, laboratoryId: string) => Promise<number>;
}

/**
 * Tries one queued message once. Sends the stored bytes and no others; sends nothing while an earlier message of the same
 * dossier is not with the LIS; ends by a Fault when it must be tried again in its place.
 *
 * Everything for a laboratory goes through one lane, in order. A message that the LIS turns away again and again stands
 * aside, alone with its dossier, so that the other dossiers go on.
 * @see contract.md « MLLP out »; decisions.md « Messages »
 */
export async function sendMessage(ctx: Context, { links, defaultUrl, answerSecondsOf }: Sending, fact: Fact): Promise<void> {
  const ready = await ctx.transaction((tx) => prepare(tx, fact.subjectId));
  if (!ready) return;
  const url = ready.url ?? defaultUrl;
  const timeoutMs = answerSecondsOf && (await ctx.transaction((tx) => answerSecondsOf(tx, ready.row.laboratoryId))) * 1000;
  const attempt: Attempt = url === null ? noAnswer('no-address') : await links.exchange(url, ready.row.payload, ready.row.controlId, timeoutMs);
  failPoint('exchanged');
  const isSettled = await ctx.transaction((tx) =>
    settle(ctx, tx, { ...ready.row, receiver: receiverOf(url) || ready.row.receiver }, attempt, fact.dossierId === ready.row.dossierId),
  );
  if (!isSettled) throw new Fault(`lis-${attempt.outcome}`, attempt.outcome === 'no-answer' || attempt.outcome === 'wrong-answer' ? 'ambiguous' : 'safe');
}

/** Outcomes after which the message may be with its receiver. */
const HAS_LEFT: ReadonlySet<string> = new Set(['acknowledged', 'refused', 'rejected', 'no-answer', 'wrong-answer']);

/** Host and port, never a path or a password. */
const receiverOf = (url: string | null): string => (url === null ? '' : new URL(url).host);

async function prepare(tx: Transaction, messageId: string): Promise<{ row: OutboundRow; url: string | null } | null> {
  const row = await findOutbound(tx, messageId);
  if (!row) return null;
  await lockLane(tx, row.dossierId);
  const current = await findOutbound(tx, messageId);
  if (current?.state !== 'queued' || (await hasEarlierUnsent(tx, row))) return null;
  return { row: current, url: await lisUrlOf(tx, row.laboratoryId) };
}

/** False = the same message must be tried again in its lane. */
async function settle(ctx: Context, tx: Transaction, row: OutboundRow, attempt: Attempt, isAside: boolean): Promise<boolean> {
  await lockLane(tx, row.dossierId);
  await insertAttempt(tx, { messageId: row.id, at: ctx.now(), outcome: attempt.outcome, answerCode: attempt.answerCode });
  await updateOutbound(tx, row.id, {
    receiver: row.receiver,
    ...(row.firstSentAt === null && HAS_LEFT.has(attempt.outcome) ? { firstSentAt: ctx.now() } : {}),
    ...(attempt.answer ? { answer: attempt.answer } : {}),
  });
  await announce(tx, 'exchanges', row.laboratoryId);
  switch (attempt.outcome) {
    case 'acknowledged':
      await acknowledge(ctx, tx, row, attempt);
      if (isAside) await followOn(ctx, tx, row);
      return true;
    case 'refused':
      await refuse(ctx, tx, row, attempt);
      return true;
    default:
      return tryLater(ctx, tx, row, isAside);
  }
}

async function acknowledge(ctx: Context, tx: Transaction, row: OutboundRow, { answerCode, no }: Attempt): Promise<void> {
  // Sent again by a person: the first acknowledgement keeps its instant.
  await updateOutbound(tx, row.id, { state: 'acknowledged', acknowledgedAt: row.acknowledgedAt ?? ctx.now(), answerCode });
  if (row.kind === 'request') await settleRequest(ctx, tx, row.sourceId, no ? { state: 'refused', ...no } : { state: 'acknowledged' });
  await append(tx, ctx, { action: 'outbound.acknowledge', dossierId: row.dossierId, subjectId: row.id, detail: { kind: row.kind, answer: answerCode } });
}

/** The LIS cannot take it as it is: a person must look; this dossier's later messages wait, the other dossiers go on. */
async function refuse(ctx: Context, tx: Transaction, row: OutboundRow, { answerCode, no }: Attempt): Promise<void> {
  await updateOutbound(tx, row.id, { state: 'refused', answerCode });
  if (row.kind === 'request') {
    await settleRequest(ctx, tx, row.sourceId, { state: 'refused', code: no?.code ?? '', text: no?.text ?? '' });
    await followOn(ctx, tx, row);
  }
  await append(tx, ctx, {
    action: 'outbound.acknowledge',
    outcome: 'refused',
    dossierId: row.dossierId,
    subjectId: row.id,
    detail: { kind: row.kind, answer: answerCode },
  });
}

/** What waited behind a message that stood aside goes back to the laboratory's lane, in order. */
export async function followOn(ctx: Context, tx: Transaction, row: Pick<OutboundRow, 'laboratoryId' | 'dossierId' | 'sequence'>): Promise<void> {
  const lane = laneOf(row.laboratoryId);
  for (const { id } of await laterQueued(tx, row)) await tell(tx, { name: 'outbound.queued', dossierId: lane, subjectId: id }, ctx.now());
}

async function tryLater(ctx: Context, tx: Transaction, row: OutboundRow, isAside: boolean): Promise<boolean> {
  const outcomes = await lastOutcomes(tx, row.id, 10);
  const standsAside = isAside || mustStandAside(outcomes);
  const nextAttemptAt = nextTryAt(ctx.now(), outcomes, standsAside);
  await updateOutbound(tx, row.id, { nextAttemptAt });
  if (!standsAside) return false;
  if (!isAside)
    await append(tx, ctx, {
      action: 'outbound.stand-aside',
      dossierId: row.dossierId,
      subjectId: row.id,
      detail: { kind: row.kind, attempts: outcomes.length },
    });
  await tell(tx, { name: 'outbound.queued', dossierId: row.dossierId, subjectId: row.id }, ctx.now(), nextAttemptAt);
  return true;
}
