import type { Transaction } from '../../db/client';
import { findCall, saidOf, valuesOf } from './store';

export interface AnnouncedCall {
  dossierId: string;
  closedAt: Date;
  closedBy: string;
  closedByName: string;
  via: 'voice' | 'portal';
  spokenTo: string;
  quality: string;
  values: { code: string; label: string; system: string; value: string; unit: string; readBack: string }[];
}

/** One call that was closed by a read-back, with the codes of what was said; null while it is open or void. */
export async function readAnnouncedCall(tx: Transaction, callId: string): Promise<AnnouncedCall | null> {
  const call = await findCall(tx, callId);
  if (call?.state !== 'closed' || !call.closedAt || !call.closedBy) return null;
  const values = (await valuesOf(tx, [callId])).filter(({ isVoid }) => !isVoid);
  const codes = await saidOf(
    tx,
    values.map(({ observationVersionId }) => observationVersionId),
  );
  return {
    dossierId: call.dossierId,
    closedAt: call.closedAt,
    closedBy: call.closedBy,
    closedByName: call.closedByName ?? '',
    via: call.closedVia as 'voice' | 'portal',
    spokenTo: call.spokenTo,
    quality: call.quality,
    values: values.map(({ observationVersionId, label, value, unit, readBack }) => ({
      ...(codes.get(observationVersionId) ?? { code: '', system: '' }),
      label,
      value,
      unit,
      readBack: readBack ?? '',
    })),
  };
}
