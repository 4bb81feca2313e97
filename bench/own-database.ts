import { randomBytes } from 'node:crypto';
import { connect } from '../db/client';
import { migrate } from '../db/migrate';
import { startPostgres } from '../server/main/postgres';
import { seedReference } from '../server/main/seed/reference';
import { WIRING } from '../server/main/wiring';
import { systemActor } from '../server/platform/actor';
import { contextFor } from '../server/platform/context';
import { registerWiring } from '../server/platform/handlers';

export interface OwnDatabase {
  ownerUrl: string;
  workerUrl: string;
  webUrl: string;
  stop(): Promise<void>;
}

/** A durable PostgreSQL of its own with the reference group and the product's wiring, and none of its processes. */
export async function openOwnDatabase(directory: string): Promise<OwnDatabase> {
  const server = await startPostgres({ directory });
  const passwords = { web: randomBytes(24).toString('base64url'), worker: randomBytes(24).toString('base64url') };
  await migrate(server.ownerUrl, passwords);
  const workerUrl = new URL(server.ownerUrl);
  workerUrl.username = 'relais_worker';
  workerUrl.password = passwords.worker;
  const { db, close } = connect(workerUrl.href, { max: 2, applicationName: 'relais-bench' });
  await seedReference(contextFor(db, systemActor('bench')));
  await registerWiring(db, WIRING);
  await close();
  const webUrl = new URL(server.ownerUrl);
  webUrl.username = 'relais_web';
  webUrl.password = passwords.web;
  return { ownerUrl: server.ownerUrl, workerUrl: workerUrl.href, webUrl: webUrl.href, stop: () => server.stop() };
}
