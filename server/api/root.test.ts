import { type AnyProcedure, TRPCError } from '@trpc/server';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openSession } from '../access/open-session';
import { type Audience, allows, PERMISSIONS } from '../access/permissions';
import { makeUser, openTestAccess, testClock, withSession } from '../access/testing';
import { openTestWindow } from '../access/testing-maintenance';
import { type Actor, ROLES } from '../platform/actor';
import { newId } from '../platform/ids';
import { createApiContext } from './context';
import type { ProcedureMeta } from './procedure';
import { refusalIn } from './refusal';
import { appRouter, createCaller } from './root';

interface Definition {
  type: 'query' | 'mutation' | 'subscription';
  meta?: ProcedureMeta;
  inputs: unknown[];
  output?: unknown;
}

const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, AnyProcedure>).map(([path, procedure]) => ({
  path,
  // The library's types hide what its builder stores.
  definition: procedure._def as unknown as Definition,
}));

test('finds the procedures', () => {
  expect(procedures.map(({ path }) => path)).toEqual(expect.arrayContaining(['session.me', 'session.keep', 'session.close', 'live.changes']));
});

test.each(procedures)('$path names its permission and checks what comes in and what goes out', ({ definition }) => {
  expect(PERMISSIONS).toContain(definition.meta?.permission);
  expect(definition.meta?.realm).toBeDefined();
  expect(definition.inputs.length).toBeGreaterThan(0);
  expect(definition.output).toBeDefined();
});

let access: Awaited<ReturnType<typeof openTestAccess>>;
const clock = testClock();
const people: Partial<Record<Audience, string>> = {};

beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  access = await openTestAccess();
  for (const role of ROLES) people[role] = await makeUser(access.worker, clock.now, { login: role, habilitations: [{ role }] });
  people.patient = newId();
  people.patient_enrolling = newId();
  people.enrolling = await makeUser(access.worker, clock.now, { login: 'enrolling', habilitations: [{ role: 'biologist' }] });
});
afterAll(() => access.end());

/** A fresh session of one kind of person; somebody unknown has none. */
async function headersOf(audience: Audience): Promise<Headers> {
  const personId = people[audience];
  if (personId === undefined) return new Headers();
  // Remote maintenance is closed but in a window, and the log-out of another call closed the one before.
  if (audience === 'remote_maintainer') await openTestWindow(access.worker, clock.now, { technicianId: personId, biologistId: people.biologist ?? '' });
  const realm = audience === 'patient' || audience === 'patient_enrolling' ? 'patient' : 'professional';
  const stage = audience === 'enrolling' || audience === 'patient_enrolling' ? 'enrolling' : 'full';
  const { token } = await access.web.transaction((tx) =>
    openSession(tx, realm, personId, { address: '', terminal: '' }, clock.now(), { method: 'password-totp', stage }),
  );
  return withSession(realm, token);
}

/** The refusal's code, or null when the call got past the door (whatever the procedure then made of an empty input). */
async function doorOf(path: string, headers: Headers): Promise<string | null> {
  const caller: unknown = createCaller(createApiContext({ headers, db: access.web, now: clock.now }));
  const call = path.split('.').reduce<unknown>((step, name) => (step as Record<string, unknown>)[name], caller) as (input: unknown) => Promise<unknown>;
  try {
    await call(undefined);
    return null;
  } catch (error) {
    return error instanceof TRPCError ? (refusalIn(error)?.code ?? null) : null;
  }
}

const ORIGIN = { address: '', terminal: '' };
function actorOf(audience: Audience): Actor {
  if (audience === 'anonymous') return { kind: 'anonymous', noticeTokenHash: null, ...ORIGIN };
  if (audience === 'enrolling') return { ...actorOf('biologist'), stage: 'enrolling' } as Actor;
  if (audience === 'patient' || audience === 'patient_enrolling') {
    const stage = audience === 'patient' ? 'full' : 'enrolling';
    return { kind: 'patient', patientId: '', sessionId: '', accountId: null, representationId: null, stage, ...ORIGIN };
  }
  return {
    kind: 'professional',
    userId: '',
    sessionId: '',
    name: '',
    rppsNumber: null,
    roles: [audience],
    siteIds: [],
    wardIds: [],
    prescriberId: null,
    stage: 'full',
    terminalId: null,
    ...ORIGIN,
  };
}

/** What the door must answer: the realm first, then the table of permissions; a door that opens may still find nothing behind it. */
function expectedAt({ realm, permission }: ProcedureMeta, audience: Audience): (string | null)[] {
  const actor = realm === 'public' ? actorOf('anonymous') : actorOf(audience);
  const isOfRealm = realm === 'public' || realm === actor.kind || (realm === 'either' && actor.kind !== 'anonymous');
  if (!isOfRealm) return ['session-expired'];
  return allows(actor, permission) ? [null, 'not-found'] : ['not-found'];
}

const AUDIENCES: readonly Audience[] = [...ROLES, 'enrolling', 'patient', 'patient_enrolling', 'anonymous'];
const cells = procedures.flatMap(({ path, definition }) => AUDIENCES.map((audience) => ({ path, meta: definition.meta, audience })));

test.each(cells)('$path opens to $audience only if realm and table say so', async ({ path, meta, audience }) => {
  if (!meta) throw new Error('every procedure names its permission and its realm');
  expect(expectedAt(meta, audience)).toContain(await doorOf(path, await headersOf(audience)));
});

test('says who is in, and that alone', async () => {
  const caller = createCaller(createApiContext({ headers: await headersOf('manager'), db: access.web, now: clock.now }));
  await expect(caller.session.me()).resolves.toMatchObject({ realm: 'professional', name: 'Camille ESSAI', roles: ['manager'] });
});

test('closing takes the cookie away and the session with it', async () => {
  const headers = await headersOf('referent');
  const responseHeaders = new Headers();
  await createCaller(createApiContext({ headers, responseHeaders, db: access.web, now: clock.now })).session.close();
  expect(responseHeaders.get('set-cookie')).toMatch(/^relais-session=; .*Max-Age=0/);
  expect(await doorOf('session.me', headers)).toBe('session-expired');
});
