import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../server/api/root';
import { formatDate, formatPhone, formatTime, plural } from '../_text/format';

type Line = inferRouterOutputs<AppRouter>['duty']['lines']['lines'][number];

/** Who is on the spot first, then who is called at home. */
const ORDER: Record<Line['people'][number]['kind'], number> = { garde: 0, astreinte: 1, presence: 2 };

export interface DutyLine {
  who: string;
  /** « jusqu’à 08:00 », with its day when that is not today or tomorrow morning; empty when nobody answers. */
  until: string;
  numbers: { label: string; number: string; href: string }[];
}

/** One site's line: the first to call with her numbers in order, how many others there are; the laboratory's number when nobody answers or she gave none. */
export function dutyLine({ people, phone }: Pick<Line, 'people' | 'phone'>, now: Date): DutyLine {
  const [first, ...others] = people.toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind]);
  const contacts = first?.contacts.length ? first.contacts : phone ? [{ label: 'Laboratoire', number: phone }] : [];
  const numbers = contacts.map(({ label, number }) => ({ label, number: formatPhone(number), href: `tel:${number.replaceAll(/[^\d+]/g, '')}` }));
  if (!first) return { who: 'personne de garde en ce moment', until: '', numbers };
  const isSoon = first.until.getTime() - now.getTime() < 86_400_000;
  const until = isSoon ? ` jusqu’à ${formatTime(first.until)}` : ` jusqu’au ${formatDate(first.until)} ${formatTime(first.until)}`;
  return { who: others.length === 0 ? first.name : `${first.name} (et ${plural(others.length, 'autre', 'autres')})`, until, numbers };
}
