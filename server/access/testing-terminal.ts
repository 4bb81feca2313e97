import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { terminal } from '../../db/schema/access';
import { contextFor } from '../platform/context';
import { newId, sha256 } from '../platform/ids';
import { askTerminalProof } from './ask-terminal-proof';
import { proveTerminal } from './prove-terminal';
import type { TerminalKind } from './session-rules';
import { terminalStatement } from './terminal-rules';

export interface TestDevice {
  publicKey: string;
  sign(challenge: string, origin?: string): string;
}

export const TEST_ORIGIN = 'http://localhost:3000';

/** A device with a key of its own, as a browser makes it. */
export function makeDevice(at = TEST_ORIGIN, namedCurve = 'P-256'): TestDevice {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
    sign: (challenge, origin = at) => signed(privateKey, terminalStatement(origin, challenge)),
  };
}

const signed = (key: KeyObject, text: string): string => sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');

/** Somebody unknown at a browser: with an address of its own, and what its cookies carry. */
export function browserContext(db: Database, now: () => Date, cookies: { terminalTokenHash?: string | null; bindingHash?: string | null; name?: string } = {}) {
  const { name = newId(), ...hashes } = cookies;
  return contextFor(db, { kind: 'anonymous', noticeTokenHash: null, address: '192.0.2.7', terminal: `test ${name}`, ...hashes }, now);
}

export interface ProvenDevice {
  device: TestDevice;
  terminalId: string;
  /** Of the cookie that the proof left. */
  tokenHash: string;
  token: string;
}

/** Has a device prove its key, and declares it of a kind. */
export async function proveDevice(
  web: Database,
  worker: Database,
  now: () => Date,
  device = makeDevice(),
  kind: TerminalKind = 'undeclared',
): Promise<ProvenDevice> {
  const bindingHash = createHash('sha256').update(newId()).digest('hex');
  const ctx = browserContext(web, now, { bindingHash });
  const { challenge } = await askTerminalProof(ctx);
  const proven = await proveTerminal(ctx, { publicKey: device.publicKey, challenge, signature: device.sign(challenge) });
  if (!proven.ok) throw new Error(`the device was not recognised: ${proven.refusal.code}`);
  const token = /=([\w-]{43});/.exec(proven.value.cookie)?.[1] ?? '';
  const [row] = await worker.update(terminal).set({ kind }).where(eq(terminal.publicKey, device.publicKey)).returning();
  return { device, terminalId: row?.id ?? '', tokenHash: sha256(token), token };
}
