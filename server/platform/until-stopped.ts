import { codeOf } from './fault';
import { log } from './log';

/**
 * Runs `stop` once on SIGTERM or SIGINT and then ends the process; a stop that hangs is cut after `withinMs`. A defect that
 * nobody caught ends the process at once: the supervisor starts a clean one, and the database has everything.
 */
export function untilStopped(stop: () => Promise<void>, withinMs = 8_000): void {
  let stopping = false;
  const end = async (code: number) => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), withinMs).unref();
    try {
      await stop();
    } catch (error) {
      log('error', 'stop.failed', { code: codeOf(error) });
    }
    process.exit(code);
  };
  process.on('SIGTERM', () => void end(0));
  process.on('SIGINT', () => void end(0));
  const defect = (error: unknown) => {
    log('error', 'process.defect', { code: codeOf(error) });
    process.exit(70);
  };
  process.on('uncaughtException', defect);
  process.on('unhandledRejection', defect);
}
