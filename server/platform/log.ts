type Field = string | number | boolean | null | undefined;

/**
 * Writes one JSON line of ids, codes and counts. There is no way to log an object, an error message or a text: what may
 * hold patient data cannot get in (threats.md 19).
 */
export function log(level: 'info' | 'warn' | 'error', event: string, fields: Record<string, Field> = {}): void {
  const line = JSON.stringify({ at: new Date().toISOString(), level, event, ...fields });
  if (level === 'info') process.stdout.write(`${line}\n`);
  else process.stderr.write(`${line}\n`);
}
