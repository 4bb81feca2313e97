import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls, type PeerCertificate, TLSSocket } from 'node:tls';
import type { MllpClientTls } from './mllp-client';

export const PROBE_OUTCOMES = [
  'connected',
  'refused',
  'no-answer',
  'unknown-host',
  'unreachable',
  'hung-up',
  'not-tls',
  'certificate-unknown',
  'certificate-expired',
  'certificate-name',
  'certificate-asked',
] as const;
export type ProbeOutcome = (typeof PROBE_OUTCOMES)[number];

export interface Probe {
  outcome: ProbeOutcome;
  tookMs: number;
  /** The receiver's certificate, where it could be looked at. */
  certificate: { commonName: string; validUntil: Date } | null;
}

export interface ProbeOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: MllpClientTls;
  /** For all of it: name, connection, handshake. */
  readonly timeoutMs: number;
  /** How long an open line must stay open: a receiver that refuses our certificate says so only after the handshake (TLS 1.3). */
  readonly calmMs?: number;
}

const CODES: readonly (readonly [RegExp, ProbeOutcome])[] = [
  [/^ECONNREFUSED$/, 'refused'],
  [/^ETIMEDOUT$/, 'no-answer'],
  [/^(?:ENOTFOUND|EAI_\w+)$/, 'unknown-host'],
  [/^(?:EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EADDRNOTAVAIL|EACCES)$/, 'unreachable'],
  [/^(?:CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/, 'certificate-expired'],
  [/^ERR_TLS_CERT_ALTNAME/, 'certificate-name'],
  [/^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+|INVALID_\w+|HOSTNAME_MISMATCH)$/, 'certificate-unknown'],
  [/^ERR_SSL_\w*ALERT\w*$/, 'certificate-asked'],
  [/^(?:ERR_SSL_\w+|EPROTO)$/, 'not-tls'],
];

/** What an error of a socket means for whoever tries a link. */
export const outcomeOf = (code: string): ProbeOutcome => CODES.find(([pattern]) => pattern.test(code))?.[1] ?? 'hung-up';

/**
 * Opens a connection as `MllpClient` would, sends not one byte of MLLP, and hangs up. Always resolves, within `timeoutMs` and the calm after it: what
 * happened is the answer, also when it is bad.
 */
export function probeMllp({ host, port, tls, timeoutMs, calmMs = 400 }: ProbeOptions): Promise<Probe> {
  const began = performance.now();
  const socket = tls ? connectTls({ host, port, ...tls, rejectUnauthorized: true, minVersion: 'TLSv1.2' }) : connectPlain({ host, port });
  return new Promise((resolve) => {
    let isOpen = false;
    let timer = setTimeout(() => end('no-answer'), timeoutMs);
    const end = (outcome: ProbeOutcome) => {
      clearTimeout(timer);
      const certificate = certificateOf(socket);
      socket.removeAllListeners();
      // What a dying socket still has to say concerns nobody.
      socket.on('error', () => undefined);
      socket.destroy();
      resolve({ outcome, tookMs: Math.round(performance.now() - began), certificate });
    };
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      isOpen = true;
      clearTimeout(timer);
      timer = setTimeout(() => end('connected'), calmMs);
    });
    // Unread, the other side's goodbye would never be heard.
    socket.resume();
    socket.once('error', ({ code = '' }: NodeJS.ErrnoException) => end(outcomeOf(code)));
    socket.once('close', () => end(tls && !isOpen ? 'not-tls' : 'hung-up'));
    socket.once('end', () => end(tls && !isOpen ? 'not-tls' : 'hung-up'));
  });
}

function certificateOf(socket: Socket): Probe['certificate'] {
  if (!(socket instanceof TLSSocket)) return null;
  // Nothing once the line is down: a refused certificate cannot be looked at any more, whatever its type says.
  const met: PeerCertificate | null = socket.getPeerCertificate();
  if (!met?.subject || !met.valid_to) return null;
  return { commonName: [met.subject.CN].flat()[0] ?? '', validUntil: new Date(met.valid_to) };
}
