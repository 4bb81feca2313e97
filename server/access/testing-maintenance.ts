import type { Database } from '../../db/client';
import { maintenanceWindow, stepUpProof } from '../../db/schema/access';
import { newId } from '../platform/ids';
import { endOfWindow } from './maintenance-rules';

/** Writes the proof of an act that a person gave, without the ceremony; answers its id. */
export async function makeProof(worker: Database, now: () => Date, who: { userId: string; sessionId: string }, act: string): Promise<string> {
  const id = newId();
  await worker.insert(stepUpProof).values({ id, ...who, act, contentHash: 'f'.repeat(64), method: 'password', provenAt: now() });
  return id;
}

/** Opens a window for a technician as if a biologist had done it; answers its id. */
export async function openTestWindow(
  worker: Database,
  now: () => Date,
  { technicianId, biologistId, minutes = 60 }: { technicianId: string; biologistId: string; minutes?: number },
): Promise<string> {
  const id = newId();
  const proofId = await makeProof(worker, now, { userId: biologistId, sessionId: newId() }, 'maintenance');
  const times = { askedAt: now(), contactedAt: now(), opensAt: now(), closesAt: endOfWindow(now(), minutes) };
  const words = { reference: 'TMA-2026-118', reason: 'Intervention d’essai' };
  await worker.insert(maintenanceWindow).values({ id, technicianId, ...words, ...times, minutes, askedBy: biologistId, agreedBy: biologistId, proofId });
  return id;
}
