import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { recordOf } from '../../db/record-of';
import { auditEvent } from '../../db/schema/audit';
import { storableJson } from '../../db/write-many';
import type { Actor } from '../platform/actor';
import type { Context } from '../platform/context';

export interface AuditEvent {
  /** `<room>.<verb>`: what was done, or tried. */
  action: string;
  outcome?: 'done' | 'refused';
  dossierId?: string | null;
  patientId?: string | null;
  subjectId?: string | null;
  /** Ids, codes, counts, hashes: never a name, a value or a text. */
  detail?: Record<string, string | number | boolean | null | string[]>;
}

/**
 * Appends to the trace in the caller's own transaction: an action without its trace, or a trace without its action, cannot
 * be committed. Nothing below the database's owner can change or remove what was appended.
 * @see GBUI B-16, II-5d, VII-5h, IX-2a
 */
export async function append(tx: Transaction, ctx: Context, event: AuditEvent): Promise<void> {
  await tx.insert(auditEvent).values(entryOf(ctx, event));
}

/** Appends many at once, in their order, for the worker. */
export async function appendAll(tx: Transaction, ctx: Context, events: readonly AuditEvent[]): Promise<void> {
  if (events.length > 0) await tx.execute(sql`select append_events(${storableJson(events.map((event) => traceOf(ctx, event)))}::text::json)`);
}

/** The row that `append` would write, as JSON for a function of the database that writes it together with what it traces (`append_events`). */
export function traceOf(ctx: Context, event: AuditEvent): Record<string, unknown> {
  return recordOf(auditEvent, entryOf(ctx, event));
}

function entryOf(ctx: Context, event: AuditEvent) {
  return {
    at: ctx.now(),
    action: event.action,
    outcome: event.outcome ?? 'done',
    ...identityOf(ctx.actor),
    dossierId: event.dossierId ?? null,
    patientId: event.patientId ?? null,
    subjectId: event.subjectId ?? null,
    detail: event.detail ?? {},
  };
}

function identityOf(actor: Actor) {
  switch (actor.kind) {
    case 'system':
      return { actorKind: 'system', actorId: actor.name, actorName: actor.name, actorRole: 'system', address: '', terminal: '' };
    case 'professional':
      return {
        actorKind: 'professional',
        actorId: actor.userId,
        actorName: actor.name,
        actorRole: actor.roles.join(','),
        address: actor.address,
        terminal: actor.terminal,
      };
    case 'patient':
      return {
        actorKind: 'patient',
        // Who reads for a patient is not the patient: the row that let him in says who he is.
        actorId: actor.representationId ?? actor.patientId,
        actorName: actor.representationId === null ? 'patient' : 'représentant',
        actorRole: actor.representationId === null ? 'patient' : 'representative',
        address: actor.address,
        terminal: actor.terminal,
      };
    case 'anonymous':
      return { actorKind: 'anonymous', actorId: '', actorName: '', actorRole: '', address: actor.address, terminal: actor.terminal };
  }
}
