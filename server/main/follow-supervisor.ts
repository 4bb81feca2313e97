import process from 'node:process';

/**
 * Loaded before the program of every supervised process: when the supervisor is gone, even killed, the process ends in good order instead of
 * staying behind on its port. What the process itself forks (Next does while developing) has a channel of its own, which is left alone.
 */
const GOOD_ORDER_WITHIN_MS = 4_000;

if (process.ppid === Number(process.env.RELAIS_SUPERVISOR_PID)) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), GOOD_ORDER_WITHIN_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // Listening must not keep a process alive that has nothing left to do.
  process.channel?.unref();
}
