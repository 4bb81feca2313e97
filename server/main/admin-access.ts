import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Environment } from '../platform/env';
import { databaseIdentity } from './postgres-identity';
import { choosePlace } from './postgres-place';
import { findPrimary } from './supervisor-primary';
import { rolePasswords, sessionSecret } from './supervisor-secrets';

/**
 * Answers what a command of the machine's owner connects with: the worker's role, by the variable, by the operator's database, or by the embedded one that runs on
 * this data directory; and the installation's secret.
 */
export async function readAdminAccess(environment: Environment): Promise<{ databaseUrl: string; secret: string }> {
  const secret = sessionSecret(environment);
  return { secret, databaseUrl: environment.RELAIS_WORKER_DATABASE_URL ?? (await workerUrl(environment, rolePasswords(secret).worker)) };
}

async function workerUrl(environment: Environment, password: string): Promise<string> {
  const url = new URL(environment.DATABASE_URL === undefined ? embeddedUrl(environment.RELAIS_DATA_DIR) : await findPrimary(environment.DATABASE_URL));
  url.username = 'relais_worker';
  url.password = password;
  return url.href;
}

/** The port is what the running server was started with; nothing here starts or changes it. */
function embeddedUrl(dataDirectory: string): string {
  const file = join(choosePlace(dataDirectory, databaseIdentity()), 'postgres.json');
  const { port } = z.object({ port: z.number() }).parse(JSON.parse(readFileSync(file, 'utf8')));
  return `postgres://127.0.0.1:${port}/relais`;
}
