import { connect, type Database } from '../../db/client';
import { type TestDatabase, testDatabase } from '../../db/testing';
import { type AnonymousActor, systemActor } from '../platform/actor';
import { type Context, contextFor } from '../platform/context';
import { newId } from '../platform/ids';
import { cookieName, type Realm } from './cookies';
import { createUser, type NewUser } from './create-user';

export const TEST_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXZ';
export const TEST_PASSWORD = 'une phrase assez longue';

/** A real database with both roles connected, closed and removed by `end`. */
export async function openTestAccess() {
  const database: TestDatabase = await testDatabase();
  const web = connect(database.webUrl, { max: 10, applicationName: 'test-web' });
  const worker = connect(database.workerUrl, { max: 4, applicationName: 'test-worker' });
  const close = async () => {
    await Promise.all([web.close(), worker.close()]);
  };
  return {
    database,
    web: web.db,
    worker: worker.db,
    /** Leaves the database as it is, for others to connect to or to clone. */
    close,
    end: async () => {
      await close();
      await database.drop();
    },
  };
}

/** A clock that stands still until it is moved. */
export function testClock(start = '2026-11-21T08:00:00Z') {
  let at = new Date(start).getTime();
  return { now: () => new Date(at), pass: (milliseconds: number) => void (at += milliseconds) };
}

/** Makes a biologist without habilitations unless `changes` says otherwise; answers the account's id. */
export function makeUser(db: Database, now: () => Date, changes: Partial<NewUser> & { login: string }): Promise<string> {
  const ctx = contextFor(db, systemActor('test'), now);
  return ctx.transaction((tx) =>
    createUser(ctx, tx, {
      familyName: 'ESSAI',
      givenName: 'Camille',
      title: 'Dr',
      profession: 'Biologiste médicale',
      password: TEST_PASSWORD,
      totpSecret: TEST_SECRET,
      habilitations: [],
      ...changes,
    }),
  );
}

/** Somebody unknown, at a browser that nobody has seen yet: what one does there blocks no other (`browserContext` stays at one). */
export const anonymousContext = (db: Database, now: () => Date): Context<AnonymousActor> =>
  contextFor(db, { kind: 'anonymous', noticeTokenHash: null, address: '192.0.2.7', terminal: `test ${newId()}` }, now);

/** Headers of a request that carries a session. */
export const withSession = (realm: Realm, token: string, more: Record<string, string> = {}): Headers =>
  new Headers({ cookie: `${cookieName(realm)}=${token}`, ...more });
