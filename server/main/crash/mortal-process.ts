import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface MortalProcess {
  /** How often it died and was started again. */
  readonly deaths: () => number;
  /** Of the one that lives now. */
  readonly pid: () => number;
  /** Ends it for good; by then it may be in the middle of anything. */
  stop(): Promise<void>;
}

/**
 * A process that dies where it is told to and is started again at once, as a supervisor does: at each start it gets the next fail
 * point of the list, and none when they are used up.
 */
export function startMortal(program: string, environment: Readonly<Record<string, string>>, failPoints: readonly string[]): MortalProcess {
  const plan = [...failPoints];
  let deaths = 0;
  let isOver = false;
  let child: ChildProcess;
  const start = () => {
    const failAt = plan.shift();
    child = spawn(process.execPath, ['--import', 'tsx', program], {
      env: { ...process.env, ...environment, ...(failAt === undefined ? {} : { RELAIS_FAIL_POINT: failAt }) },
      stdio: 'ignore',
    });
    child.once('exit', () => {
      if (isOver) return;
      deaths += 1;
      start();
    });
  };
  start();
  return {
    deaths: () => deaths,
    pid: () => child.pid ?? 0,
    stop: async () => {
      isOver = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
