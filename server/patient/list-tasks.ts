import { requireAccess } from '../access/require-access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { ANSWERED_SHOWN_MS, dueAt, standingOf } from './desk-rules';
import type { DeskTasks } from './desk-types';
import { requestsOfDesk } from './request-store';

/** Answers the requests of the desk's own patients, what waits longest first, then what was answered lately. */
export async function listTasks(ctx: Context<ProfessionalActor>): Promise<Outcome<DeskTasks, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'desk.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const rows = await requestsOfDesk(tx, new Date(now.getTime() - ANSWERED_SHOWN_MS));
    return done({
      at: now,
      ...standingOf(rows, now),
      tasks: rows.map(({ id, patientId, name, identifier, kind, field, text, state, createdAt, handledAt, by, answer }) => ({
        id,
        patientId,
        patient: name,
        identifier,
        kind,
        field,
        text,
        state,
        createdAt,
        dueAt: dueAt(createdAt),
        handledAt,
        handledBy: by,
        answer,
      })),
    });
  });
}
