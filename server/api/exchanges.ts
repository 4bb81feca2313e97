import type { z } from 'zod';
import { allows } from '../access/permissions';
import { requireAccess } from '../access/require-access';
import { readLaboratories } from '../directory/read-directory';
import { readDeskLines } from '../inbound/read-desk';
import { type InboundMetadata, readDayEquation, readInbound, readInboundLinks, readOneInbound } from '../inbound/read-exchanges';
import { type OutboundMetadata, readAttempts, readOneOutbound, readOutbound, readOutboundLinks } from '../outbound/read-exchanges';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { dayAfter, dayOf, startOf } from '../platform/paris-days';
import type { Exchange, ExchangeDetail, ExchangeFilter, ExchangePage, Links, Repairs } from './exchanges-types';

const PAGE = 50;
const REPAIRS = 100;

const STATES = {
  in: { waiting: ['stored'], done: ['applied'], failed: ['refused', 'quarantined', 'discarded'] },
  out: { waiting: ['queued'], done: ['acknowledged'], failed: ['refused'] },
} as const;

/**
 * Answers what went over the links in both directions, newest first; metadata only. The two edges do not know each other:
 * here is where they meet.
 */
export async function listExchanges(ctx: Context, filter: ExchangeFilter): Promise<Outcome<z.infer<typeof ExchangePage>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'exchanges.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const common = {
      laboratoryId: filter.laboratoryId,
      from: filter.from === null ? null : startOf(filter.from),
      to: filter.to === null ? null : startOf(dayAfter(filter.to, 1)),
      accessionNumber: filter.accessionNumber || null,
      controlId: filter.controlId || null,
      before: filter.cursor,
      limit: PAGE + 1,
    };
    const statesOf = (direction: 'in' | 'out') => (filter.state === 'all' ? null : STATES[direction][filter.state]);
    const inbound = filter.direction === 'out' ? [] : await readInbound(tx, { ...common, states: statesOf('in') });
    const outbound = filter.direction === 'in' ? [] : await readOutbound(tx, { ...common, states: statesOf('out') });
    const merged = [...inbound.map(ofInbound), ...outbound.map(ofOutbound)].sort(newestFirst);
    const items = merged.slice(0, PAGE);
    const last = merged.length > PAGE ? items.at(-1) : undefined;
    return done({ items, next: last ? { at: last.at, id: last.id } : null });
  });
}

/** One message with its tries. */
export async function readExchange(
  ctx: Context,
  input: { direction: 'in' | 'out'; id: string },
): Promise<Outcome<z.infer<typeof ExchangeDetail>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'exchanges.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    if (input.direction === 'out') {
      const row = await readOneOutbound(tx, input.id);
      return row ? done({ ...ofOutbound(row), attemptList: await readAttempts(tx, row.id), peer: null, sentAt: null }) : refuse('not-found');
    }
    const row = await readOneInbound(tx, input.id);
    return row ? done({ ...ofInbound(row), attemptList: [], peer: row.peer, sentAt: row.sentAt }) : refuse('not-found');
  });
}

/** Every laboratory's link, and the day's equation. */
export async function readLinks(ctx: Context): Promise<Outcome<z.infer<typeof Links>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'exchanges.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const at = ctx.now();
    const today = startOf(dayOf(at));
    const laboratories = await readLaboratories(tx);
    const ids = laboratories.map(({ id }) => id);
    const inbound = new Map((await readInboundLinks(tx, ids, at, today)).map((link) => [link.laboratoryId, link]));
    const outbound = new Map((await readOutboundLinks(tx, ids)).map((link) => [link.laboratoryId, link]));
    const links = laboratories.flatMap(({ id, shortName }) => {
      const [incoming, outgoing] = [inbound.get(id), outbound.get(id)];
      return incoming && outgoing ? [{ laboratoryId: id, name: shortName, inbound: incoming, outbound: outgoing }] : [];
    });
    return done({ at, mayRetry: allows(ctx.actor, 'exchanges.retry'), links, day: await readDayEquation(tx, today) });
  });
}

/** What waits to be mended: the lines of the desk, counted as the desk counts them. */
export async function listRepairs(ctx: Context): Promise<Outcome<z.infer<typeof Repairs>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'exchanges.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => done({ ...(await readDeskLines(tx, REPAIRS)), mayMend: allows(ctx.actor, 'repair.read') }));
}

const newestFirst = (a: Exchange, b: Exchange): number => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1);

const ofInbound = (row: InboundMetadata): Exchange => ({
  id: row.id,
  direction: 'in',
  at: row.receivedAt,
  laboratoryId: row.laboratoryId,
  kind: row.messageType,
  controlId: row.controlId,
  accessionNumbers: row.accessionNumbers,
  state: row.state as Exchange['state'],
  answerCode: row.answerCode || null,
  settledAt: row.appliedAt,
  attempts: row.attempts,
  lastOutcome: null,
  nextAttemptAt: null,
  waitsForRefused: false,
  problems: row.problems,
  repeats: row.repeats,
  reusesControlId: row.reusesControlId,
  isTest: row.processingId === 'T' || row.processingId === 'D',
  failureCode: row.failureCode,
});

const ofOutbound = (row: OutboundMetadata): Exchange => ({
  id: row.id,
  direction: 'out',
  at: row.createdAt,
  laboratoryId: row.laboratoryId,
  kind: row.kind,
  controlId: row.controlId,
  accessionNumbers: row.accessionNumber === null ? [] : [row.accessionNumber],
  state: row.state as Exchange['state'],
  answerCode: row.answerCode,
  settledAt: row.acknowledgedAt,
  attempts: row.attempts,
  lastOutcome: row.lastOutcome,
  nextAttemptAt: row.state === 'queued' && !row.waitsForRefused ? row.nextAttemptAt : null,
  waitsForRefused: row.waitsForRefused,
  problems: [],
  repeats: 0,
  reusesControlId: false,
  isTest: false,
  failureCode: null,
});
