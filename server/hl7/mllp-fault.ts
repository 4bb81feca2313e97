/**
 * The other system or the way to it failed. `safe`: nothing was written, sending again cannot double the message.
 * `ambiguous`: it may have been received; only the receiver's own de-duplication, or a person, makes a retry safe.
 * The message holds codes only, never what was being sent.
 */
export class MllpFault extends Error {
  override readonly name = 'MllpFault';
  readonly retry: 'safe' | 'ambiguous';
  readonly code: string;

  constructor(retry: 'safe' | 'ambiguous', code: string, options?: { cause: unknown }) {
    super(`MLLP ${code}`, options);
    this.retry = retry;
    this.code = code;
  }
}
