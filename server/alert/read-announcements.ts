import type { Transaction } from '../../db/client';
import { callsOf, valuesOf } from './store';

export interface Announcement {
  at: Date;
  /** Who took it, as he named himself, and in what quality. */
  spokenTo: string;
  quality: string;
  by: string;
  via: 'voice' | 'portal';
  values: { observationVersionId: string; label: string; value: string; unit: string; readBack: string }[];
}

/** What of a dossier was announced and repeated, oldest first; what was never said, or is not valid any more, is not among it. */
export async function readAnnouncements(tx: Transaction, dossierId: string): Promise<Announcement[]> {
  const closed = (await callsOf(tx, dossierId)).filter(({ state }) => state === 'closed').toReversed();
  const values = await valuesOf(
    tx,
    closed.map(({ id }) => id),
  );
  return closed.map((call) => ({
    at: call.closedAt ?? call.openedAt,
    spokenTo: call.spokenTo,
    quality: call.quality,
    by: call.closedByName ?? '',
    via: call.closedVia as 'voice' | 'portal',
    values: values
      .filter(({ callId, isVoid }) => callId === call.id && !isVoid)
      .map(({ observationVersionId, label, value, unit, readBack }) => ({ observationVersionId, label, value, unit, readBack: readBack ?? '' })),
  }));
}
