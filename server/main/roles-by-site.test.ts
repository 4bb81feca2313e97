import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession } from '../access/open-session';
import { sessionFrom } from '../access/session-from';
import { makeUser, withSession } from '../access/testing';
import { createApiContext } from '../api/context';
import { mayFollow } from '../api/live-scope';
import { refusalIn } from '../api/refusal';
import { createCaller } from '../api/root';
import type { Role } from '../platform/actor';
import { testMessage } from '../simulator/test-message';
import { referenceIds } from './seed/reference';
import { openTestProduct, type TestProduct } from './testing';

/** A role is held at its own sites: what one role opens here, another one elsewhere does not lend it (issue « Rights », roles × sites × wards). */
let product: TestProduct;
let elsewhere: string;

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'a secret of the tests that is long enough';
  product = await openTestProduct();
  const at = product.clock.now();
  const message = testMessage({ laboratory: 'LBM-HAUTERIVE', sentAt: at, collectedAt: new Date(at.getTime() - 3_600_000), accessionNumber: '26112600009' });
  await product.receive(message);
  elsewhere = await product.dossierId('26112600009');
});
afterAll(() => product.end());

async function enter(role: Role, login = `both-${role}`) {
  const { access, clock } = product;
  const userId = await makeUser(access.worker, clock.now, {
    login,
    habilitations: [
      { role: 'biologist', siteId: referenceIds.site('valmont'), validTo: null },
      { role, siteId: referenceIds.site('hauterive'), validTo: null },
    ],
  });
  const origin = { address: '192.0.2.41', terminal: 'essai' };
  const opened = await access.worker.transaction((tx) => openSession(tx, 'professional', userId, origin, clock.now(), { method: 'passkey' }));
  const headers = withSession('professional', opened.token);
  const caller = createCaller(createApiContext({ headers, db: access.web, now: clock.now }));
  const observations = await access.worker.execute<{ id: string }>(sql`select id from observation_version where dossier_id = ${elsewhere}`);
  const prepare = () =>
    caller.validation
      .prepare({ kind: 'validate', dossierId: elsewhere, observationIds: observations.map(({ id }) => id), comment: '', holdReason: '' })
      .then(() => 'open')
      .catch((error) => refusalIn(error)?.code);
  const read = () =>
    caller.validation
      .open({ dossierId: elsewhere })
      .then(() => 'open')
      .catch((error) => refusalIn(error)?.code);
  return { headers, prepare, read };
}

test.each(['manager', 'quality_manager', 'referent'] as const)('a biologist here who is %s there neither reads nor signs there', async (role) => {
  const { prepare, read, headers } = await enter(role);
  expect(await prepare()).toBe('not-found');
  expect(await read()).toBe('not-found');
  const actor = await sessionFrom({ headers }, 'professional', { db: product.access.web, now: product.clock.now });
  const key = (site: 'valmont' | 'hauterive') => ({ topic: 'worklist' as const, key: referenceIds.site(site) });
  expect(actor && mayFollow(actor, key('hauterive'))).toBe(false);
  expect(actor && mayFollow(actor, key('valmont'))).toBe(true);
});

test('a biologist here who is a technician there reads there and does not sign there', async () => {
  const { prepare, read } = await enter('technician');
  expect(await prepare()).toBe('not-found');
  expect(await read()).toBe('open');
});

test('whoever asks for what is not his leaves a trace of it, with the id and nothing else', async () => {
  const { read } = await enter('quality_manager', 'curious');
  expect(await read()).toBe('not-found');
  const rows = await product.access.worker.execute(
    sql`select actor_kind, outcome, subject_id, detail from audit_event where action = 'access.refuse' order by sequence desc limit 1`,
  );
  expect([...rows]).toEqual([{ actor_kind: 'professional', outcome: 'refused', subject_id: elsewhere, detail: { door: 'validation.open' } }]);
});
