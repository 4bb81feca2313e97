const TERMINAL_LENGTH = 160;

export interface RequestOrigin {
  /** Network address of the person's terminal, as far as it can be known. */
  address: string;
  /** What the browser says it is; for the trace only, never for a decision. */
  terminal: string;
}

/**
 * Answers where a request came from, for the trace. Behind a proxy the last address of `X-Forwarded-For` counts, because that is the one
 * that the proxy itself added; what stands before it is the client's own word.
 */
export function originOf(headers: Headers): RequestOrigin {
  const forwarded = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  return { address: /^[0-9a-fA-F.:]{2,45}$/.test(forwarded) ? forwarded : '', terminal: printable(headers.get('user-agent') ?? '') };
}

const printable = (text: string): string => text.replace(/[^\x20-\x7e]/g, '').slice(0, TERMINAL_LENGTH);
