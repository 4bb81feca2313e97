/**
 * The outside failed. `retry` is decided where it failed: `safe` (nothing left), `ambiguous` (it may have arrived: only an
 * idempotent receiver allows a retry), `never` (a person must look).
 */
export class Fault extends Error {
  constructor(
    readonly code: string,
    readonly retry: 'safe' | 'ambiguous' | 'never',
    options?: { cause?: unknown },
  ) {
    super(code, options);
    this.name = 'Fault';
  }
}

/** A short code for logs and screens, never the message of an unknown error: that could quote data. */
export function codeOf(error: unknown): string {
  if (error instanceof Fault) return error.code;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  // The database's driver wraps what the server said.
  if (error instanceof Error && error.cause instanceof Error) return codeOf(error.cause);
  return error instanceof Error ? error.name : 'unknown';
}
