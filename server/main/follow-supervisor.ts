/**
 * Loaded before the program of every supervised process: when the supervisor is gone, even killed, the process ends in good order instead of
 * staying behind on its port.
 */
const GOOD_ORDER_WITHIN_MS = 4_000;

process.once('disconnect', () => {
  setTimeout(() => process.exit(1), GOOD_ORDER_WITHIN_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
// Listening must not keep a process alive that has nothing left to do.
process.channel?.unref();
