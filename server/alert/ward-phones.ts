import { z } from 'zod';
import type { WardPhoneLine } from '../../db/schema/alert';
import { localIso } from '../platform/local-time';

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** One line of a ward's numbers, as a person writes it. */
export const WardPhone = z.strictObject({
  label: z.string().trim().min(1).max(60),
  number: z
    .string()
    .trim()
    .regex(/^\+?\d[\d .]{1,23}$/),
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  from: hour,
  to: hour,
  isDuty: z.boolean(),
});

export interface NumberNow {
  label: string;
  number: string;
}

/**
 * The number of this hour, by the clock in Paris: the first line that holds now; when none does, the duty number, whatever its hours. A line that ends earlier than it begins goes on
 * after midnight.
 */
export function numberAt(lines: readonly WardPhoneLine[], at: Date): NumberNow | null {
  const found = lines.find((line) => !line.isDuty && holdsAt(line, at)) ?? lines.find(({ isDuty }) => isDuty) ?? null;
  return found && { label: found.label, number: found.number };
}

function holdsAt({ days, from, to }: WardPhoneLine, at: Date): boolean {
  const local = localIso(at, 'Europe/Paris');
  const day = new Date(`${local.slice(0, 10)}T12:00:00Z`).getUTCDay() || 7;
  const time = local.slice(11, 16);
  if (from === to) return days.includes(day);
  if (from < to) return days.includes(day) && time >= from && time < to;
  const before = day === 1 ? 7 : day - 1;
  return (days.includes(day) && time >= from) || (days.includes(before) && time < to);
}

/** What else may be tried there, each number once. */
export function otherNumbers(lines: readonly WardPhoneLine[], now: NumberNow | null, directory: string | null): NumberNow[] {
  const all = [...lines.map(({ label, number }) => ({ label, number })), ...(directory ? [{ label: 'annuaire', number: directory }] : [])];
  const digits = (text: string) => text.replaceAll(/[^\d+]/g, '');
  return all.filter(
    ({ number }, index) => digits(number) !== digits(now?.number ?? '') && all.findIndex((one) => digits(one.number) === digits(number)) === index,
  );
}
