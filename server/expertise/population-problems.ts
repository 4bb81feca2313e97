import type { Age, Population } from './types';
import { plain } from './words';

/** A ward says more of a person than a sex, a sex more than an age. */
export const saysOf = ({ wards, sex, from, below }: Population): number => (wards ? 4 : 0) + (sex ? 2 : 0) + (from || below ? 1 : 0);

/** A length of life in days, as long as it may be: for comparing ends only. */
const daysOf = (age: Age): number => ('days' in age ? age.days : 'months' in age ? age.months * 30.4375 : age.years * 365.25);

/** What is wrong with these populations: one that is of everybody, ages that cross, two that say as much of one person. */
export function problemsOfPopulations(populations: readonly Population[]): string[] {
  return populations.flatMap((one, index) => {
    const place = `population ${index + 1}`;
    const [from, below] = endsOf(one);
    if (saysOf(one) === 0) return [`${place} : dites pour qui (âge, sexe ou unité de soins)`];
    if (from >= below) return [`${place} : les âges se croisent`];
    const twin = populations.findIndex((other, at) => at > index && saysOf(other) === saysOf(one) && overlaps(one, other));
    return twin === -1 ? [] : [`les populations ${index + 1} et ${twin + 1} se recouvrent : une même personne aurait deux séries de bornes`];
  });
}

const endsOf = ({ from, below }: Population): [number, number] => [from ? daysOf(from) : 0, below ? daysOf(below) : Number.POSITIVE_INFINITY];

function overlaps(one: Population, other: Population): boolean {
  const [from, below] = endsOf(one);
  const [otherFrom, otherBelow] = endsOf(other);
  const wards = new Set((other.wards ?? []).map(plain));
  const shareWard = !one.wards || one.wards.some((code) => wards.has(plain(code)));
  return from < otherBelow && otherFrom < below && one.sex === other.sex && shareWard;
}
