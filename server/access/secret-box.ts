import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { readEnvironment, requireVariable } from '../platform/env';

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a small secret for the database (AES-256-GCM, key derived from NEXTAUTH_SECRET): a copy of the database alone opens nothing.
 * `owner` is bound to it, so that a sealed secret moved to another row does not open (threats.md 26).
 */
export function seal(secret: string, owner: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${sealed.toString('base64url')}`;
}

/** Opens what `seal` made for the same owner; throws when it was made by another key, for another owner, or was changed. */
export function open(sealed: string, owner: string): string {
  const [version, text = ''] = sealed.split('.', 2);
  const bytes = Buffer.from(text, 'base64url');
  if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error('broken promise: a sealed secret has its version and length');
  const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
}

const key = (): Buffer => Buffer.from(hkdfSync('sha256', requireVariable(readEnvironment(), 'NEXTAUTH_SECRET'), 'relais', 'totp secrets at rest', 32));
