import type { CompiledSet } from './compile';
import type { FactPrior, FactResult, Facts } from './facts';
import { absolute, add, divide, exactly, exp10, type Interval, intervalOf, largest, log10, multiply, scaled, smallest, subtract } from './interval';
import { ANY_RESULT, type Analyte, type Formula } from './types';
import { factorBetween } from './units';

/** `absent`: there is nothing to compare, the rule is silent. `unknown`: there is something that cannot be read. */
export type Read = Interval | 'absent' | 'unknown';

/** One question to one dossier: a rule, asked of one result. Remembers what it looked at and why something could not be read. */
export class Reading {
  readonly used = new Set<FactResult>();
  readonly problems = new Set<string>();

  constructor(
    readonly set: CompiledSet,
    readonly facts: Facts,
    readonly resultsOf: ReadonlyMap<string, readonly FactResult[]>,
    readonly subject: FactResult,
    readonly about: string,
  ) {
    this.used.add(subject);
  }

  analyte(name: string): Analyte | undefined {
    return this.set.analytes.get(name);
  }

  labelOf(name: string): string {
    return this.analyte(name)?.label ?? (name === ANY_RESULT ? this.subject.label : name);
  }

  /** The result of that analyte that belongs to the subject: its own, the only one, or the only one of its panel. */
  resultOf(name: string): FactResult | 'absent' | 'unknown' {
    if (name === this.about || name === ANY_RESULT) return this.subject;
    const all = this.resultsOf.get(name) ?? [];
    const own = all.length > 1 ? all.filter(({ panel }) => panel === this.subject.panel) : all;
    const [only] = own;
    if (only && own.length === 1) {
      this.used.add(only);
      return only;
    }
    if (all.length === 0) return 'absent';
    return this.unknown(`plusieurs résultats de ${this.labelOf(name)}`);
  }

  valueOf(name: string, unit: string): Read {
    const result = this.resultOf(name);
    return typeof result === 'string' ? result : this.numberOf(result, name, unit);
  }

  /** A value of that analyte in that unit, whether of today or earlier. */
  numberOf(value: FactResult | FactPrior, name: string, unit: string): Read {
    const label = this.labelOf(name);
    if (value.number === null) return this.unknown(`${label} rendu en toutes lettres`);
    const factor = factorBetween(value.unit, unit, this.analyte(name)?.molarMass);
    if (factor === null)
      return this.unknown(value.unit === '' ? `${label} sans unité` : `unité « ${value.unit} » de ${label} non convertible en ${unit || 'nombre'}`);
    return scaled(intervalOf(value.number, value.comparator, this.analyte(name)?.isSigned ? Number.NEGATIVE_INFINITY : 0), factor);
  }

  compute(formula: Formula): Read {
    if (typeof formula === 'number') return exactly(formula);
    if ('analyte' in formula) return this.valueOf(formula.analyte, formula.unit);
    if ('age' in formula) return this.facts.age ? exactly(this.facts.age.years) : this.unknown('âge inconnu');
    if ('add' in formula) return this.folded(formula.add, add);
    if ('multiply' in formula) return this.folded(formula.multiply, multiply);
    if ('smallest' in formula) return this.folded(formula.smallest, smallest);
    if ('largest' in formula) return this.folded(formula.largest, largest);
    if ('subtract' in formula) return this.folded(formula.subtract, subtract);
    if ('divide' in formula) return this.folded(formula.divide, divide);
    if ('absolute' in formula) return this.folded([formula.absolute], add, absolute);
    if ('log10' in formula) return this.folded([formula.log10], add, log10);
    return this.folded([formula.exp10], add, exp10);
  }

  unknown(problem: string): 'unknown' {
    this.problems.add(problem);
    return 'unknown';
  }

  /** Every part is read, so that what is said does not depend on which comes first; one that is absent counts more than one that is unknown. */
  private folded(
    parts: readonly Formula[],
    by: (one: Interval, other: Interval) => Interval | null,
    last: (one: Interval) => Interval | null = (one) => one,
  ): Read {
    const read = parts.map((part) => this.compute(part));
    if (read.includes('absent')) return 'absent';
    let total: Interval | null = null;
    for (const part of read) {
      if (typeof part === 'string') return 'unknown';
      total = total === null ? part : by(total, part);
      if (total === null) break;
    }
    const end = total && last(total);
    return end && !Number.isNaN(end.low) && !Number.isNaN(end.high) ? end : this.unknown('calcul impossible');
  }
}
