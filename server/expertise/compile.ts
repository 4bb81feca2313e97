import type { RuleSetContent } from './rule-set';
import { ANY_RESULT, type Analyte, type Rule } from './types';

/** A rule set ready to be asked: what belongs to a result is found at once. */
export interface CompiledSet {
  analytes: ReadonlyMap<string, Analyte>;
  analyteOfCode: ReadonlyMap<string, string>;
  /** By the analyte that they look at, those about any result under each and under `any-result`; each list in the order of the codes. */
  rulesOf: ReadonlyMap<string, readonly Rule[]>;
  ruleCount: number;
}

export function compile(set: Pick<RuleSetContent, 'analytes' | 'rules'>): CompiledSet {
  const analytes = Object.entries(set.analytes);
  const rulesOf = new Map<string, Rule[]>();
  const everywhere = [...analytes.map(([name]) => name), ANY_RESULT];
  const asked = set.rules.filter(({ off }) => !off);
  for (const rule of asked.toSorted((a, b) => (a.code < b.code ? -1 : 1)))
    for (const about of rule.check.about === ANY_RESULT ? everywhere : [rule.check.about]) rulesOf.set(about, [...(rulesOf.get(about) ?? []), rule]);
  return {
    analytes: new Map(analytes),
    analyteOfCode: new Map(analytes.flatMap(([name, { loincCodes, localCodes }]) => [...loincCodes, ...localCodes].map((code) => [code, name] as const))),
    rulesOf,
    ruleCount: asked.length,
  };
}
