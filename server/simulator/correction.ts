import type { Subject } from './derived-values';
import type { LisResult } from './lis-message';
import { interpretationOf } from './measure';
import type { Random } from './random';
import { findTest, intervalFor } from './tests';

/**
 * The line that replaces one already sent: a changed figure, never a critical one. Null for what is no figure, or
 * would round to the same.
 */
export function correctedLine(random: Random, line: LisResult, status: string, subject: Subject): LisResult | null {
  const test = findTest(line.localCode);
  const before = Number(line.values[0]);
  if (!test || line.valueType !== 'NM' || Number.isNaN(before)) return null;
  const changed = (before * (random.chance(0.5) ? 1.13 : 0.88)).toFixed(test.decimals);
  const flag = interpretationOf({ test, value: Number(changed) }, intervalFor(test, subject.sex, subject.age));
  if (Number(changed) === before || flag === 'HH' || flag === 'LL') return null;
  return {
    ...line,
    values: [changed],
    interpretation: flag,
    status,
    notes: ['Résultat rectifié après contrôle sur un second passage.'],
  };
}
