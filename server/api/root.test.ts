import { type AnyProcedure, TRPCError } from '@trpc/server';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openSession } from '../access/open-session';
import { allows, PERMISSIONS, type Permission } from '../access/permissions';
import { makeUser, openTestAccess, testClock, withSession } from '../access/testing';
import { ROLES } from '../platform/actor';
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
  expect(definition.inputs.length).toBeGreaterThan(0);
  expect(definition.output).toBeDefined();
});

let access: Awaited<ReturnType<typeof openTestAccess>>;
const clock = testClock();
const tokens: Record<string, string> = {};

beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  access = await openTestAccess();
  for (const role of ROLES) {
    const userId = await makeUser(access.worker, clock.now, { login: role, habilitations: [{ role }] });
    tokens[role] = (await access.web.transaction((tx) => openSession(tx, 'professional', userId, { address: '', terminal: '' }, clock.now()))).token;
  }
});
afterAll(() => access.end());

/** The refusal's code, or null when the call got past the door (whatever the procedure then made of an empty input). */
async function doorOf(path: string, headers: Headers): Promise<string | null> {
  const caller: unknown = createCaller(createApiContext({ headers, db: access.web, now: clock.now }));
  const call = path.split('.').reduce<unknown>((step, name) => (step as Record<string, unknown>)[name], caller) as (input: unknown) => Promise<unknown>;
  try {
    await call(undefined);
    return null;
  } catch (error) {
    return error instanceof TRPCError && error.code !== 'BAD_REQUEST' ? (refusalIn(error)?.code ?? null) : null;
  }
}

const permissionOf = (definition: Definition): Permission => {
  if (!definition.meta) throw new Error('every procedure names its permission');
  return definition.meta.permission;
};
const mayAnybody = (permission: Permission) => allows({ kind: 'anonymous', noticeTokenHash: null, address: '', terminal: '' }, permission);
const closed = procedures.filter(({ definition }) => !mayAnybody(permissionOf(definition)));

test.each(closed)('$path asks a caller without session to identify himself', async ({ path }) => {
  expect(await doorOf(path, new Headers())).toBe('session-expired');
});

test.each(closed.flatMap((procedure) => ROLES.map((role) => ({ ...procedure, role }))).filter(({ path }) => path !== 'session.close'))(
  '$path opens to $role only if the table says so',
  async ({ path, definition, role }) => {
    const permission = permissionOf(definition);
    const token = tokens[role] ?? '';
    const permitted = allows(
      {
        kind: 'professional',
        userId: '',
        sessionId: '',
        name: '',
        rppsNumber: null,
        roles: [role],
        siteIds: [],
        wardIds: [],
        prescriberId: null,
        address: '',
        terminal: '',
      },
      permission,
    );
    const door = await doorOf(path, withSession('professional', token));
    expect(permitted ? door !== 'session-expired' : door === 'not-found' || door === 'session-expired').toBe(true);
  },
);

test('says who is in, and that alone', async () => {
  const caller = createCaller(createApiContext({ headers: withSession('professional', tokens['manager'] ?? ''), db: access.web, now: clock.now }));
  await expect(caller.session.me()).resolves.toMatchObject({ realm: 'professional', name: 'Dr Camille ESSAI', roles: ['manager'] });
});

test('closing takes the cookie away and the session with it', async () => {
  const headers = withSession('professional', tokens['referent'] ?? '');
  const responseHeaders = new Headers();
  await createCaller(createApiContext({ headers, responseHeaders, db: access.web, now: clock.now })).session.close();
  expect(responseHeaders.get('set-cookie')).toMatch(/^relais-session=; .*Max-Age=0/);
  expect(await doorOf('session.me', headers)).toBe('session-expired');
});
