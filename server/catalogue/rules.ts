import type { ShippedDefinition } from '../../db/schema/catalogue';

interface Stored extends ShippedDefinition {
  shipped: ShippedDefinition | null;
}

const FIELDS = [
  'label',
  'patientLabel',
  'chapter',
  'position',
  'urgentDelayMinutes',
  'units',
  'protectsMinor',
] as const satisfies readonly (keyof ShippedDefinition)[];

/**
 * What must be written so that a catalogue reaches a database: the row as it stands afterwards, or null when nothing is to be done. Field by field, what the
 * laboratory changed stays as it changed it, and what it left as it was shipped follows; an examination of the laboratory's own is left alone.
 */
export function shippedInto(stored: Stored | undefined, shipped: ShippedDefinition): Stored | null {
  if (!stored) return { ...shipped, shipped };
  const { shipped: before } = stored;
  if (before === null) return null;
  const after = { ...stored, shipped };
  for (const field of FIELDS) if (isSame(stored[field], before[field])) Object.assign(after, { [field]: shipped[field] });
  return FIELDS.every((field) => isSame(after[field], stored[field]) && isSame(before[field], shipped[field])) ? null : after;
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Shortest and longest delay that somebody may write down: beyond two days nothing is urgent. */
export const DELAY_LIMITS = { least: 5, most: 2880 } as const;

export type DelayRefusal = { code: 'delay-out-of-range' } | { code: 'reason-too-short' } | { code: 'delay-changed'; by: string } | { code: 'delay-unchanged' };

/** A delay as it stands: what the laboratory set last (`version` > 0), or what the catalogue proposes (`version` 0). */
export interface StandingDelay {
  version: number;
  minutes: number | null;
  madeByName: string;
}

/** Decides whether a laboratory may set this delay: on what the person had before her, within the limits, with a reason to be found again. */
export function checkDelay(wanted: { minutes: number | null; reason: string; seen: number }, standing: StandingDelay): DelayRefusal | null {
  if (wanted.minutes !== null && (wanted.minutes < DELAY_LIMITS.least || wanted.minutes > DELAY_LIMITS.most)) return { code: 'delay-out-of-range' };
  if (wanted.reason.trim().length < 10) return { code: 'reason-too-short' };
  if (wanted.seen !== standing.version) return { code: 'delay-changed', by: standing.madeByName };
  // To confirm what the catalogue proposes is a decision of the laboratory; to set again what it set is none.
  return standing.version > 0 && wanted.minutes === standing.minutes ? { code: 'delay-unchanged' } : null;
}
