import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';

export interface Program {
  pid: number;
  stop(): Promise<void>;
}

/** One of the product's programs, ready when it has said so. `options` are Node's own (a profile of the processor). */
export async function startProgram(file: string, environment: Record<string, string>, options: readonly string[] = []): Promise<Program> {
  const child = spawn(process.execPath, [...options, file], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
  await Promise.race([once(child.stdout ?? child, 'data'), diedEarly(child, file)]);
  child.stdout?.resume();
  const ended = once(child, 'exit');
  return {
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function diedEarly(child: ChildProcess, file: string): Promise<never> {
  await once(child, 'exit');
  throw new Error(`${file} ended before it was ready`);
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export interface Use {
  /** Time of the processor since the process began, its ended children's included. */
  cpuMs: number;
  /** Proportional share: a page that several processes hold is counted once. */
  megabytes: number;
}

/** What a process and its present children have used. */
export function useOf(pid: number): Use {
  const family = [pid, ...childrenOf(pid)];
  return {
    cpuMs: family.reduce((sum, member) => sum + cpuMsOf(member), 0),
    megabytes: family.reduce((sum, member) => sum + Number(/^Pss:\s+(\d+)/m.exec(read(member, 'smaps_rollup'))?.[1] ?? 0), 0) / 1024,
  };
}

/** What this process has used, which sends the messages: the same two processors do that as well. */
export function ownUse(): Use {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, megabytes: process.memoryUsage.rss() / 1024 / 1024 };
}

/** Milliseconds of processor that each process spent for each message. */
export const spentBetween = (first: Record<string, Use>, last: Record<string, Use>, messages: number): string =>
  Object.keys(last)
    .map((name) => `${name} ${(((last[name]?.cpuMs ?? 0) - (first[name]?.cpuMs ?? 0)) / messages).toFixed(2)}`)
    .join(', ');

/** PostgreSQL's first process, from any of its backends. */
export const parentOf = (pid: number): number => Number(/^\d+ \(.*\) \S (\d+)/s.exec(read(pid, 'stat'))?.[1] ?? 0);

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);

/** Ticks of a hundredth of a second: utime, stime, cutime, cstime. */
function cpuMsOf(pid: number): number {
  const fields = read(pid, 'stat').split(') ')[1]?.split(' ') ?? [];
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
}

/** Empty for a process that has ended meanwhile. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
