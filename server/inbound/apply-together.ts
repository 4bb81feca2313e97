import type { Transaction } from '../../db/client';
import { type AuditEvent, appendAll } from '../audit/append';
import { saveRevisedDossiers } from '../dossier/dossier-books';
import { saveIdentities } from '../patient/identity-book';
import type { Context } from '../platform/context';
import { type Fact, tellTogether } from '../platform/facts';
import { newId } from '../platform/ids';
import { inOrder } from '../platform/in-order';
import { announce } from '../platform/live';
import { applyMessage } from './apply-message';
import { type CarriedIn, carriedIn, keepOnDesk } from './carried-in';
import { allTold } from './problems';
import { lockDesk, readSenders } from './read-desk-facts';
import { lockStoredMessages, markAllApplied, openRepairs } from './store';
import { touchedBy } from './touched';
import { type Understood, understood } from './understood-message';

/** How long messages that must be applied alone may keep the locks of the others. */
const ALONE_MS = 200;

interface Ordinary extends CarriedIn {
  message: Understood;
}

/**
 * Carries many stored messages into their dossiers by as many statements as there are tables, to the same end as one after the other would: what is ordinary
 * goes together, the rest alone and after it, and nothing overtakes a message that touches the same dossier or the same person. Answers the facts that are
 * done; what is left, for its size or for time, comes again.
 * @see docs/decisions/011-apply-together.md
 */
export async function applyTogether(ctx: Context, tx: Transaction, facts: readonly Fact[]): Promise<Fact[]> {
  const orders = new Map(facts.map(({ subjectId, dossierId }) => [subjectId, dossierId ?? subjectId]));
  const { rows, left } = await lockStoredMessages(tx, [...orders.keys()]);
  const senders = await readSenders(
    tx,
    rows.flatMap(({ profileId }) => profileId ?? []),
  );
  const messages = rows.flatMap((row) => {
    const sender = senders.get(row.profileId ?? '');
    return sender ? [understood(row, sender)] : [];
  });
  const { ordinary, alone } = await sortOut(ctx, tx, messages, orders);
  const undone = new Set([...left, ...(await applyAlone(ctx, tx, alone, ordinary.length > 0))]);
  return facts.filter(({ subjectId }) => !undone.has(subjectId));
}

/** Carries in what is ordinary and answers, in order, what has to be applied alone. */
async function sortOut(
  ctx: Context,
  tx: Transaction,
  messages: readonly Understood[],
  orders: ReadonlyMap<string, string>,
): Promise<{ ordinary: Ordinary[]; alone: Understood[] }> {
  if (messages.length === 0) return { ordinary: [], alone: [] };
  const desk = await lockDesk(tx, messages);
  const before = new Map([...desk.books.values()].flatMap((book) => (book.dossier ? [[book.dossier.id, book] as const] : [])));
  const making = { now: ctx.now(), newId };
  const blocked = new Set<string>();
  const ordinary: Ordinary[] = [];
  const alone: Understood[] = [];
  for (const message of messages) {
    const touched = touchedBy(message, orders.get(message.row.id) ?? '', desk);
    const carried = touched.some((name) => blocked.has(name)) ? null : carriedIn(making, desk, message);
    if (carried) {
      keepOnDesk(desk, message, carried);
      ordinary.push({ ...carried, message });
    } else {
      for (const name of touched) blocked.add(name);
      alone.push(message);
    }
  }
  await save(ctx, tx, before, ordinary);
  return { ordinary, alone };
}

async function save(ctx: Context, tx: Transaction, before: Parameters<typeof saveRevisedDossiers>[1], ordinary: readonly Ordinary[]): Promise<void> {
  if (ordinary.length === 0) return;
  const people = new Map(ordinary.flatMap(({ person }) => (person ? [[person.id, person] as const] : [])));
  const stays = new Map(ordinary.flatMap(({ stay }) => stay?.rows ?? []).map((row) => [row.id, row]));
  const dossierIds = ordinary.map(({ revised }) => revised.book.dossier.id);
  await inOrder([
    () => saveIdentities(tx, people.values(), stays.values()),
    () =>
      saveRevisedDossiers(
        tx,
        before,
        ordinary.map(({ revised }) => revised),
      ),
    () =>
      openRepairs(
        tx,
        ordinary.flatMap(({ repairs }) => repairs),
        ctx.now(),
      ),
    () =>
      markAllApplied(
        tx,
        ordinary.map(({ message: { row, sent } }) => ({ id: row.id, problems: allTold(row.problems, sent.problems) })),
        ctx.now(),
      ),
    () => appendAll(tx, ctx, ordinary.flatMap(eventsOf)),
    () =>
      tellTogether(
        tx,
        'dossier.revised',
        dossierIds.map((dossierId) => ({ dossierId, subjectId: dossierId })),
        ctx.now(),
      ),
  ]);
  for (const ward of new Set(ordinary.flatMap(({ stay }) => stay?.wards ?? []))) await announce(tx, 'results', ward);
  for (const laboratoryId of new Set(ordinary.map(({ message }) => message.laboratory.id))) await announce(tx, 'exchanges', laboratoryId);
}

function eventsOf({ message, revised, stay }: Ordinary): AuditEvent[] {
  const dossierId = revised.book.dossier.id;
  const applied: AuditEvent = { action: 'inbound.apply', outcome: 'done', subjectId: message.row.id, dossierId, detail: { dossiers: [dossierId] } };
  return [...revised.events, ...(stay?.events ?? []), applied];
}

/** Answers those for which there was no time; the first is applied in any case where nothing else was. */
async function applyAlone(ctx: Context, tx: Transaction, alone: readonly Understood[], isSomethingDone: boolean): Promise<string[]> {
  const until = performance.now() + ALONE_MS;
  for (const [index, { row }] of alone.entries()) {
    if (performance.now() > until && (index > 0 || isSomethingDone)) return alone.slice(index).map((message) => message.row.id);
    await applyMessage(ctx, tx, row.id);
  }
  return [];
}
