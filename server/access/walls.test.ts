import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { append } from '../audit/append';
import { systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { newId } from '../platform/ids';
import { makeUser, openTestAccess, testClock } from './testing';

/** The second wall, by raw SQL under the web server's role: what the application forgets, the database refuses (threats.md 1). */
let access: Awaited<ReturnType<typeof openTestAccess>>;
const clock = testClock();

beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  access = await openTestAccess();
  const entity = newId();
  const at = clock.now().toISOString();
  await access.worker.execute(sql`insert into legal_entity (id, name, finess_number) values (${entity}, 'Groupe d’essai', '990000001')`);
  await access.worker.execute(sql`
    insert into patient (id, legal_entity_id, assigning_authority, identifier, birth_family_name, given_names, first_given_name, birth_date_text, sex, identity_reliability, updated_at)
    values (${newId()}, ${entity}, 'ESSAI', '1', 'ZZCANARI', 'Zoé', 'Zoé', '19700101', 'F', 'VALI', ${at})`);
  const ctx = contextFor(access.worker, systemActor('test'), clock.now);
  await ctx.transaction((tx) => append(tx, ctx, { action: 'test.event' }));
});
afterAll(() => access.end());

const countAsWeb = async (table: string) =>
  (await access.web.execute<{ n: number } & Record<string, unknown>>(sql`select count(*)::int as n from ${sql.identifier(table)}`))[0]?.n;

test.each(['patient', 'audit_event'])('shows no row of %s while no actor is set', async (table) => {
  expect(await countAsWeb(table)).toBe(0);
});

test('leaves no actor behind on a pooled connection', async () => {
  const userId = await makeUser(access.worker, clock.now, { login: 'pooled', habilitations: [{ role: 'administrator' }] });
  const actor = {
    kind: 'professional',
    userId,
    sessionId: newId(),
    name: '',
    rppsNumber: null,
    roles: ['administrator'],
    siteIds: [],
    wardIds: [],
    prescriberId: null,
    stage: 'full',
    terminalId: null,
    address: '',
    terminal: '',
  } as const;
  const seen = await contextFor(access.web, actor, clock.now).transaction((tx) =>
    tx.execute<{ n: number } & Record<string, unknown>>(sql`select count(*)::int as n from audit_event`),
  );
  expect(seen[0]?.n).toBeGreaterThan(0);
  expect(await Promise.all(Array.from({ length: 20 }, () => countAsWeb('audit_event')))).toEqual(Array.from({ length: 20 }, () => 0));
});

test.each([
  [
    'gives itself no right',
    sql`insert into habilitation (id, user_id, role, valid_from, granted_by) select ${newId()}, id, 'biologist', now(), 'web' from user_account`,
  ],
  ['makes no account', sql`insert into user_account select * from user_account`],
  ['changes no password', sql`update user_account set password_hash = ''`],
  ['changes no trace', sql`update audit_event set action = ''`],
  ['removes no trace', sql`delete from audit_event`],
  ['removes no session', sql`delete from session`],
  ['reads no raw message', sql`select raw from inbound_message`],
])('the web server %s', async (_what, statement) => {
  await expect(access.web.execute(statement)).rejects.toMatchObject({ cause: { code: expect.stringMatching(/^(42501|42703)$/) } });
});
