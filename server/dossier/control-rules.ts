import type { ControlState } from './control-words';

/** One measurement of a control material, as a laboratory's system told it. */
export interface ControlRecord {
  level: string;
  analyser: string;
  value: string;
  unit: string;
  target: string;
  limits: string;
  state: ControlState;
  /** The LIS's own word for the state, or its flag; empty = the state is by the limits. */
  said: string;
  measuredAt: Date;
}

/**
 * What counts for a measurement at that instant: of every level the newest control before it, and the newest after it where that is not within its limits. Of an instant that is
 * not known, the newest of every level.
 */
export function controlsThatCount<C extends Pick<ControlRecord, 'level' | 'analyser' | 'state' | 'measuredAt'>>(controls: readonly C[], at: Date | null): C[] {
  const newestFirst = controls.toSorted((a, b) => b.measuredAt.getTime() - a.measuredAt.getTime());
  const before = newestPerLevel(newestFirst.filter(({ measuredAt }) => at === null || measuredAt <= at));
  const after = newestPerLevel(newestFirst.filter(({ measuredAt }) => at !== null && measuredAt > at)).filter(({ state }) => state !== 'in');
  return [...before, ...after].toSorted((a, b) => (a.level < b.level ? -1 : a.level > b.level ? 1 : a.measuredAt.getTime() - b.measuredAt.getTime()));
}

function newestPerLevel<C extends Pick<ControlRecord, 'level' | 'analyser'>>(newestFirst: readonly C[]): C[] {
  const seen = new Set<string>();
  return newestFirst.filter(({ level, analyser }) => {
    const key = `${analyser} ${level}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const GRAVEST: readonly ControlState[] = ['out', 'warning', 'unknown', 'in'];

/** The gravest of what was told; null = nothing was. */
export const gravestState = (states: readonly ControlState[]): ControlState | null => GRAVEST.find((state) => states.includes(state)) ?? null;

/**
 * Where a control stands: by what the LIS says of it, else by its value against its limits. Without either, and for limits that cannot be read, nobody can tell.
 */
export function stateByLimits(number: number | null, limits: { low: number | null; high: number | null }): ControlState {
  if (number === null || (limits.low === null && limits.high === null)) return 'unknown';
  return (limits.low !== null && number < limits.low) || (limits.high !== null && number > limits.high) ? 'out' : 'in';
}
