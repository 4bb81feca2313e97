import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Database } from '../../../db/client';
import { migrate } from '../../../db/migrate';
import { systemActor } from '../../platform/actor';
import { contextFor } from '../../platform/context';
import { type EmbeddedPostgres, startPostgres } from '../postgres';
import { seedReference } from '../seed/reference';

export interface OwnDatabase {
  /** For the processes of the product. */
  readonly workerUrl: string;
  /** The database's owner: sees every row and every connection. */
  readonly db: Database;
  /** Ends the server as `pg_ctl stop -m immediate` does: no connection is told goodbye, nothing is written any more. */
  stopAtOnce(): Promise<void>;
  /** The same data at the same address: what was committed is recovered. */
  startAgain(): Promise<void>;
  end(): Promise<void>;
}

/** A PostgreSQL that may be killed: of this test alone, durable as in service, with the reference group in it. */
export async function ownDatabase(): Promise<OwnDatabase> {
  const directory = mkdtempSync(join(tmpdir(), 'relais-crash-'));
  let server: EmbeddedPostgres = await startPostgres({ directory });
  const passwords = { web: randomBytes(24).toString('base64url'), worker: randomBytes(24).toString('base64url') };
  await migrate(server.ownerUrl, passwords);
  const url = new URL(server.ownerUrl);
  url.username = 'relais_worker';
  url.password = passwords.worker;
  const seeding = connect(url.href, { max: 1, applicationName: 'crash-seed' });
  await seedReference(contextFor(seeding.db, systemActor('test')));
  await seeding.close();
  const owner = connect(server.ownerUrl, { max: 2, applicationName: 'crash-books' });
  return {
    workerUrl: url.href,
    db: owner.db,
    stopAtOnce: async () => {
      process.kill(server.pid, 'SIGQUIT');
      await server.ended;
    },
    startAgain: async () => {
      server = await startPostgres({ directory, isKnown: true });
    },
    end: async () => {
      await owner.close();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
      if (server.place !== directory) rmSync(server.place, { recursive: true, force: true });
    },
  };
}
