import { cpus, totalmem } from 'node:os';

export interface Figure {
  what: string;
  measured: string;
  /** What the product promises; empty where it promises nothing. */
  budget: string;
  /** Null where there is no budget. */
  isWithin: boolean | null;
}

/** The value below which this share of the samples lies; the samples need no order. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const seconds = (valueMs: number): string => `${(valueMs / 1000).toFixed(1)} s`;

/** « p50 4 ms, p99 13 ms, worst 20 ms (n = 400) » */
export function spread(samples: readonly number[]): string {
  return `p50 ${ms(quantile(samples, 0.5))}, p99 ${ms(quantile(samples, 0.99))}, worst ${ms(Math.max(...samples))} (n = ${samples.length})`;
}

export function machine(): string {
  const [cpu] = cpus();
  return `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GB, Node ${process.versions.node}`;
}

/** The table, one line a figure; a budget that is missed is marked and changes no exit code. */
export function printFigures(figures: readonly Figure[]): void {
  const width = (key: 'what' | 'measured') => Math.max(...figures.map((figure) => figure[key].length));
  for (const { what, measured, budget, isWithin } of figures) {
    const sign = isWithin === null ? ' ' : isWithin ? '✓' : '✗';
    console.log(`${sign} ${what.padEnd(width('what'))}  ${measured.padEnd(width('measured'))}  ${budget}`.trimEnd());
  }
}
