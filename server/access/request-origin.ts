import { sha256 } from '../platform/ids';
import { bindingIn, terminalTokenIn } from './browser-cookies';

const TERMINAL_LENGTH = 160;

export interface RequestOrigin {
  /** Network address of the person's terminal, as far as it can be known. */
  address: string;
  /** What the browser says it is; for the trace only, never for a decision. */
  terminal: string;
  /** Hash of what the proof of the device's key left in its cookie. */
  terminalTokenHash?: string | null;
  /** Hash of the cookie that binds a challenge to the browser that asked for it. */
  bindingHash?: string | null;
}

/**
 * Answers where a request came from, for the trace. Behind a proxy the last address of `X-Forwarded-For` counts, because that is the one
 * that the proxy itself added; what stands before it is the client's own word.
 */
export function originOf(headers: Headers): RequestOrigin {
  const forwarded = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  return {
    address: /^[0-9a-fA-F.:]{2,45}$/.test(forwarded) ? forwarded : '',
    terminal: printable(headers.get('user-agent') ?? ''),
    terminalTokenHash: hashed(terminalTokenIn(headers)),
    bindingHash: hashed(bindingIn(headers)),
  };
}

const hashed = (value: string | null): string | null => (value === null ? null : sha256(value));

const printable = (text: string): string => text.replace(/[^\x20-\x7e]/g, '').slice(0, TERMINAL_LENGTH);
