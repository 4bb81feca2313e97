import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import webpush from 'web-push';
import type { RolePasswords } from '../../db/migrate';
import type { Environment } from '../platform/env';

/** Answers the operator's secret, or in a demonstration one that is made once and kept where only this user reads it. */
export function sessionSecret(environment: Environment): string {
  if (environment.NEXTAUTH_SECRET !== undefined) return environment.NEXTAUTH_SECRET;
  mkdirSync(environment.RELAIS_DATA_DIR, { recursive: true });
  const file = join(environment.RELAIS_DATA_DIR, 'session-secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}

/** Answers the operator's keys for push, or a pair that is made once and kept where only this user reads it: a new pair would leave every device unrung. */
export function vapidKeys(environment: Environment): { VAPID_PUBLIC_KEY: string; VAPID_PRIVATE_KEY: string } {
  const { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY } = environment;
  if (VAPID_PUBLIC_KEY !== undefined && VAPID_PRIVATE_KEY !== undefined) return { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY };
  mkdirSync(environment.RELAIS_DATA_DIR, { recursive: true });
  const file = join(environment.RELAIS_DATA_DIR, 'push-keys');
  if (!existsSync(file)) {
    const { publicKey, privateKey } = webpush.generateVAPIDKeys();
    writeFileSync(file, `${publicKey}\n${privateKey}\n`, { mode: 0o600, flag: 'wx' });
  }
  const [publicKey = '', privateKey = ''] = readFileSync(file, 'utf8').trim().split('\n');
  return { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey };
}

/** The same on every machine that shares the secret, and never stored: a new secret means new passwords at the next start. */
export function rolePasswords(secret: string): RolePasswords {
  const derive = (role: string) => createHmac('sha256', secret).update(`database role ${role}`).digest('base64url');
  return { web: derive('relais_web'), worker: derive('relais_worker') };
}
