import { headers } from 'next/headers';
import { allows, type Permission } from '../access/permissions';
import { readEntryMethod, readIdleMs, readTakenOver, type TakenOver } from '../access/read-session';
import { IDLE_MS } from '../access/session-rules';
import { standingOf } from '../access/terminal-standing';
import type { PatientActor, ProfessionalActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { createApiContext } from './context';

/** The professional who asks for the page being rendered, or null. */
export const professionalOfPage = async (): Promise<ProfessionalActor | null> => createApiContext({ headers: await headers() }).professional();

/** The patient who asks for the page being rendered, or null. */
export const patientOfPage = async (): Promise<PatientActor | null> => createApiContext({ headers: await headers() }).patient();

/** How long this screen may be left alone, and which other one of the same person its session closed. */
export async function sessionOfPage(actor: ProfessionalActor): Promise<{ idleMs: number; tookOver: TakenOver | null; leavesByPsc: boolean }> {
  const api = createApiContext({ headers: await headers() });
  return contextFor(api.db, actor, api.now).transaction(async (tx) => ({
    idleMs: (await readIdleMs(tx, actor.sessionId)) ?? IDLE_MS,
    tookOver: await readTakenOver(tx, actor.sessionId),
    leavesByPsc: (await readEntryMethod(tx, actor.sessionId)) === 'psc',
  }));
}

/** What the door says before anybody comes in: that the terminal is blocked, or that the person goes on at another one. */
export async function doorOfPage(): Promise<{ isBlocked: boolean; isTaken: boolean }> {
  const api = createApiContext({ headers: await headers() });
  const { isBlocked } = await standingOf(api.db, api.origin, api.now());
  return { isBlocked, isTaken: (await api.endOf('professional')) === 'session-taken' };
}

/** Whether a page may be drawn for this person; the data is protected again by each procedure. */
export const mayOpen = (actor: ProfessionalActor | PatientActor, permission: Permission): boolean => allows(actor, permission);
