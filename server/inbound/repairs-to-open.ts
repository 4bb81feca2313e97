import type { InboundMessageRow, OpenRepair } from './store';
import type { Repair } from './types';

/** Mended once for all dossiers of the laboratory; the rest, dossier by dossier. */
const FOR_ALL: ReadonlySet<Repair['kind']> = new Set(['unmapped_code', 'unit_mismatch', 'unknown_device', 'unknown_status']);

/** The items of repair that a message opens by itself, whatever is known of its dossiers. */
export function repairsToOpen(row: InboundMessageRow, repairs: readonly Repair[], dossierIds: ReadonlyMap<string, string>): OpenRepair[] {
  const reused: Repair = { kind: 'reused_control_id', subject: row.controlId, segment: 'MSH', field: 10, accessionNumber: '' };
  return [...repairs, ...(row.reusesControlId ? [reused] : [])].map(({ kind, subject, segment, field, accessionNumber }) => ({
    kind,
    laboratoryId: row.laboratoryId,
    messageId: row.id,
    dossierId: FOR_ALL.has(kind) ? null : (dossierIds.get(accessionNumber) ?? null),
    subject,
    segment,
    field,
  }));
}
