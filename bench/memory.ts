import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './figures';

const MB = 1024;

/**
 * Memory of the supervisor and all that descends from it, PostgreSQL's processes included. The proportional share (PSS) counts a page that several
 * processes hold once; the resident sizes (RSS) count it for each of them.
 */
export function measureMemory(dataDirectory: string): Figure {
  const { supervisor = 0 } = JSON.parse(readFileSync(join(dataDirectory, 'pids.json'), 'utf8')) as { supervisor?: number };
  const family = descendantsOf(supervisor);
  const pss = sumOf(family, 'smaps_rollup', /^Pss:\s+(\d+)/m);
  const rss = sumOf(family, 'status', /^VmRSS:\s+(\d+)/m);
  return {
    what: `memory of all ${family.length} processes`,
    measured: `${Math.round(pss / MB)} MB (PSS), ${Math.round(rss / MB)} MB (sum of RSS)`,
    budget: '< 1024 MB',
    isWithin: pss / MB < 1024,
  };
}

function descendantsOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(read(Number(name), 'stat'))?.[1];
    if (parent) parents.set(Number(name), Number(parent));
  }
  const family = [root];
  for (const member of family) for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family;
}

const sumOf = (family: readonly number[], file: string, pattern: RegExp): number =>
  family.reduce((sum, pid) => sum + Number(pattern.exec(read(pid, file))?.[1] ?? 0), 0);

/** Empty for a process that has ended meanwhile. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
