import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { connect } from '../../db/client';
import type { TestDatabase } from '../../db/testing';
import { createApiContext } from '../api/context';
import { leavePsc } from '../api/psc';
import { serveReportPdf } from '../api/report-pdf';
import { createCaller } from '../api/root';
import { sourcesBelow } from './structure-sources';
import { makeWorld, PERSONS, type Person, type World } from './testing-world';

/** Every route handler with whoever it opens to; one without a line fails. Procedures behind `trpc` have the matrix of their own (authorization.test.ts). */
const ROUTES: Readonly<Record<string, 'anybody' | 'the matrix of procedures' | 'the session of the ticket' | 'whoever is in'>> = {
  'app/api/health/live/route.ts': 'anybody',
  'app/api/health/ready/route.ts': 'anybody',
  'app/api/auth/[...nextauth]/route.ts': 'anybody',
  'app/api/psc/start/route.ts': 'anybody',
  'app/api/psc/callback/route.ts': 'anybody',
  'app/api/franceconnect/start/route.ts': 'anybody',
  'app/api/franceconnect/callback/route.ts': 'anybody',
  'app/api/psc/logout/route.ts': 'whoever is in',
  'app/api/reports/[reportId]/route.ts': 'the session of the ticket',
  'app/api/documents/[documentId]/route.ts': 'the session of the ticket',
  'app/api/trpc/[trpc]/route.ts': 'the matrix of procedures',
};

const ORIGIN = 'http://localhost:3999';
/** Whose session opens nothing, whatever it asks for. */
const OVER = new Set<Person>(['anonymous', 'disabled', 'idle', 'expired', 'taken-over', 'left', 'remote_maintainer']);

let world: World;
let database: TestDatabase;
let connection: ReturnType<typeof connect>;
function stub() {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('NEXTAUTH_URL', ORIGIN);
}
beforeAll(async () => {
  stub();
  world = await makeWorld();
  database = await world.database.clone();
  connection = connect(database.webUrl, { max: 4, applicationName: 'routes' });
});
beforeEach(stub);
afterAll(async () => {
  await connection.close();
  await database.drop();
  await world.database.drop();
});

const apiOf = (person: Person) => createApiContext({ headers: world.headers[person], db: connection.db, now: () => world.now });

test('every route handler has its line, and every line its route handler', () => {
  expect(Object.keys(ROUTES).toSorted()).toEqual(
    sourcesBelow('app')
      .filter((path) => /\/route\.tsx?$/.test(path))
      .toSorted(),
  );
});

const READERS = ['prescriber', 'ward_staff'] as const;
const asked = READERS.flatMap((reader) => PERSONS.filter((person) => person !== reader).map((person) => ({ reader, person })));

test.each(asked)('the ticket of $reader opens her PDF to her, once, and not to $person', async ({ reader, person }) => {
  const { reportId } = world.own;
  const { url } = await createCaller(apiOf(reader)).portal.requestPdf({ reportId });
  const ask = (asker: Person, id: string) => serveReportPdf(new Request(`${ORIGIN}${url}`), id, apiOf(asker));
  expect((await ask(person, reportId)).status).toBe(404);
  expect((await ask(reader, world.other.reportId)).status, 'the ticket of another report').toBe(404);
  expect((await ask(reader, reportId)).status, 'her own').toBe(200);
  expect((await ask(reader, reportId)).status, 'a second time').toBe(404);
});

test.each(PERSONS.filter((person) => person === 'patient' || OVER.has(person)))(
  'the way out ends nothing for %s, who is not in as a professional',
  async (person) => {
    const left = await leavePsc(new Request(`${ORIGIN}/api/psc/logout`, { headers: world.headers[person] }), apiOf(person));
    expect(left.headers.get('location')).toBe('/lock');
    expect(left.headers.getSetCookie()).toEqual([]);
  },
);
