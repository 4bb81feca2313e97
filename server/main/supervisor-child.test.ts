import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { isAlive } from './process-table';
import { type ChildPlan, SupervisedChild } from './supervisor-child';

type Change = Parameters<ChildPlan['onChange']>[0];

const STAYS = "process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000); console.log('ready');";
const STUBBORN = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready');";

describe('a supervised process', () => {
  let child: SupervisedChild | null = null;

  afterEach(() => child?.stop(100));

  /** Answers the changes as they come, so that a test waits for one instead of sleeping. */
  function supervise(script: string) {
    const changes: Change[] = [];
    const waiting: (() => void)[] = [];
    const output = new PassThrough();
    child = new SupervisedChild({
      name: 'tried',
      words: ['-e', script],
      environment: process.env,
      output,
      onChange: (change) => {
        changes.push(change);
        for (const wake of waiting.splice(0)) wake();
      },
    });
    const until = async (count: number) => {
      while (changes.length < count) await new Promise<void>((wake) => waiting.push(wake));
      return changes[count - 1];
    };
    return { child, changes, until, ready: () => once(output, 'data') };
  }

  test('is started again soon after it was killed', async () => {
    const { child, until, ready } = supervise(STAYS);
    child.start();
    await ready();
    const first = child.pid ?? 0;
    const killedAt = performance.now();
    process.kill(first, 'SIGKILL');
    expect(await until(2)).toMatchObject({ kind: 'ended', how: 'SIGKILL' });
    expect(await until(3)).toMatchObject({ kind: 'started' });
    expect(performance.now() - killedAt).toBeLessThan(2_000);
    expect(child.pid).not.toBe(first);
  });

  test('that cannot live is started ever later', async () => {
    const { child, until, changes } = supervise('process.exit(3)');
    child.start();
    await until(6);
    const delays = changes.flatMap((change) => (change.kind === 'ended' ? [change.againInMs] : []));
    expect(delays).toEqual([200, 400, 800]);
    expect(changes[1]).toMatchObject({ how: 'code 3' });
  });

  test('is not started again once it was stopped', async () => {
    const { child, changes, ready } = supervise(STAYS);
    child.start();
    await ready();
    const pid = child.pid ?? 0;
    await child.stop(5_000);
    expect(isAlive(pid)).toBe(false);
    child.start();
    expect(changes).toHaveLength(1);
  });

  test('that does not listen is killed when its time is over', async () => {
    const { child, ready } = supervise(STUBBORN);
    child.start();
    await ready();
    const pid = child.pid ?? 0;
    await child.stop(100);
    expect(isAlive(pid)).toBe(false);
  });
});
