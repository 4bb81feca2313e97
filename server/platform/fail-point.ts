/** `NAME@COUNT`: where and at which passage. */
const [chosen = '', count = '1'] = (process.env.RELAIS_FAIL_POINT ?? '').split('@');
let passages = 0;

/**
 * Kills the process as a power cut would, at a chosen passage of a named place, and does nothing at all unless
 * `RELAIS_FAIL_POINT` names that place: how the tests prove that a death anywhere loses nothing and doubles nothing. A
 * deployment that is no demonstration refuses to start with that variable.
 * @see threats.md « Crash points »
 */
export function failPoint(name: string): void {
  if (chosen === '' || name !== chosen) return;
  passages += 1;
  if (passages === Number(count)) process.kill(process.pid, 'SIGKILL');
}
