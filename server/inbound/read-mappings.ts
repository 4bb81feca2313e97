import type { Transaction } from '../../db/client';
import { type Mappings, type MappingTarget, mappingKey } from './mapping-rules';
import { entriesOf, expectedUnits, mappingsStamp } from './mapping-store';

const kept = new Map<string, { stamp: string; mappings: Mappings }>();

/** A laboratory's tables as they stand; read again only when one of them changed. */
export async function readMappings(tx: Transaction, laboratoryId: string): Promise<Mappings> {
  const stamp = await mappingsStamp(tx, laboratoryId);
  const known = kept.get(laboratoryId);
  if (known?.stamp === stamp) return known.mappings;
  const inForce = new Map<string, MappingTarget>();
  const formerly = new Map<string, MappingTarget[]>();
  for (const entry of await entriesOf(tx, laboratoryId)) {
    const key = mappingKey(entry.kind, entry.source, entry.sourceSystem);
    if (entry.untilVersion === null) inForce.set(key, entry);
    formerly.set(key, [...(formerly.get(key) ?? []), entry]);
  }
  const mappings = { inForce, formerly, units: await expectedUnits(tx) };
  kept.set(laboratoryId, { stamp, mappings });
  return mappings;
}
