import { isAgeWithin } from './conditions';
import type { Facts } from './facts';
import { type Answer, every } from './interval';
import { saysOf } from './population-problems';
import type { Check, Population } from './types';
import { plain } from './words';

type Bounds = Extract<Check, { kind: 'bounds' }>;

/**
 * The bounds that may be this person's, those that count first: one set when age and sex are known as far as it matters, several when not.
 * @param problems what is not known and would decide
 */
export function levelsThatMayApply({ populations = [], levels }: Bounds, facts: Facts, problems: Set<string>): Bounds['levels'][] {
  const found: Bounds['levels'][] = [];
  for (const population of populations.toSorted((one, other) => saysOf(other) - saysOf(one))) {
    const answer = isOf(population, facts, problems);
    if (answer !== 'no') found.push(population.levels);
    if (answer === 'yes') return found;
  }
  return [...found, levels];
}

function isOf(population: Population, { age, sex, ward }: Facts, problems: Set<string>): Answer {
  const yesIf = (holds: boolean): Answer => (holds ? 'yes' : 'no');
  const answers: Answer[] = [];
  if (population.wards) answers.push(yesIf(ward !== '' && population.wards.some((code) => plain(code) === plain(ward))));
  if (population.sex) answers.push(sex === 'U' ? 'unknown' : yesIf(sex === population.sex));
  if (population.from || population.below) answers.push(age ? yesIf(isAgeWithin(population, age)) : 'unknown');
  const answer = every(answers);
  if (answer === 'unknown' && population.sex && sex === 'U') problems.add('sexe inconnu');
  if (answer === 'unknown' && (population.from || population.below) && !age) problems.add('âge inconnu');
  return answer;
}
