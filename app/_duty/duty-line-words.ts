import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../server/api/root';
import { formatDate, formatPhone, formatTime, plural } from '../_text/format';

type Line = inferRouterOutputs<AppRouter>['duty']['lines']['lines'][number];

export interface DutyLine {
  who: string;
  /** « jusqu’à 08:00 », with its day when that is not today or tomorrow morning; « jusqu’à la relève » for whoever answers beyond her hours; empty when nobody answers. */
  until: string;
  numbers: { label: string; number: string; href: string }[];
}

/** One site's line: who answers for it with her numbers in order (the server names her first), how many others there are; the laboratory's number when nobody answers or she gave none. */
export function dutyLine({ people, phone }: Pick<Line, 'people' | 'phone'>, now: Date): DutyLine {
  const [first, ...others] = people;
  const contacts = first?.contacts.length ? first.contacts : phone ? [{ label: 'Laboratoire', number: phone }] : [];
  const numbers = contacts.map(({ label, number }) => ({ label, number: formatPhone(number), href: `tel:${number.replaceAll(/[^\d+]/g, '')}` }));
  if (!first) return { who: 'personne de garde en ce moment', until: '', numbers };
  const until = untilWords(first.until, now);
  return { who: others.length === 0 ? first.name : `${first.name} (et ${plural(others.length, 'autre', 'autres')})`, until, numbers };
}

function untilWords(until: Date | null, now: Date): string {
  if (until === null) return ' jusqu’à la relève';
  return until.getTime() - now.getTime() < 86_400_000 ? ` jusqu’à ${formatTime(until)}` : ` jusqu’au ${formatDate(until)} ${formatTime(until)}`;
}
