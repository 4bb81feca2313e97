import { derivedId } from '../platform/ids';
import type { OutboundKind } from './types';

export interface OutboundIdentity {
  id: string;
  controlId: string;
}

/**
 * Gives a message its id and its MSH-10 (20 characters, the most that HL7 before 2.7 allows), always the same for the same
 * decision, availability or reading: telling it twice can never make two messages.
 */
export function identityOf(kind: OutboundKind, sourceId: string): OutboundIdentity {
  const id = derivedId('outbound', kind, sourceId);
  return { id, controlId: `R${id.replaceAll('-', '').slice(0, 19).toUpperCase()}` };
}

/** One lane per laboratory: its LIS gets everything in order, over one connection. */
export const laneOf = (laboratoryId: string): string => derivedId('outbound-lane', laboratoryId);
