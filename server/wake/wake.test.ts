import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import webpush from 'web-push';
import { linkAlarm } from '../../db/schema/platform';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import { habilitated } from '../main/testing-duty';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { startPushService } from '../platform/testing/push-service';
import { noteShown, openWake } from './answer-wake';
import { addDevice } from './devices';
import { sweepWakes } from './sweep-wakes';
import { tryWake } from './try-wake';
import { wake } from './wake';
import { writePolicy } from './write-policy';

const keys = webpush.generateVAPIDKeys();
const siteId = referenceIds.site('valmont');
let product: TestProduct;
let anne: ProfessionalActor;
let service: Awaited<ReturnType<typeof startPushService>>;

beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  service = await startPushService(keys.publicKey);
  product = await openTestProduct({ start: '2026-11-29T02:00:00+01:00' });
});
beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('VAPID_PUBLIC_KEY', keys.publicKey);
  vi.stubEnv('VAPID_PRIVATE_KEY', keys.privateKey);
  vi.stubEnv('PUSH_HOSTS', service.host);
  service.answerWith(201);
  service.received.length = 0;
  anne = await habilitated(product, 'biologist', ['valmont'], { givenName: 'Anne', familyName: `ARNAUD-${newId().slice(-6)}` });
  await product.access.worker.execute(sql`insert into session (id, token_hash, realm, method, user_id, idle_ms, created_at, last_seen_at, expires_at, address, terminal)
    values (${anne.sessionId}, ${newId()}, 'professional', 'passkey', ${anne.userId}, 600000, ${now()}, ${now()}, ${product.clock.now().toISOString()}::timestamptz + interval '12 hours', '', '')`);
  await contacts([{ label: 'Portable', number: '06 39 98 00 01', forWards: false }]);
  await product.access.worker.execute(sql`delete from outbox_message`).catch(() => undefined);
});
afterAll(async () => {
  await service.close();
  await product.end();
});

const contacts = (given: object[]) =>
  product.access.worker.execute(sql`insert into duty_contact (user_id, contacts, changed_at, changed_by_name) values (${anne.userId}, ${JSON.stringify(given)}::jsonb, ${now()}, 'X')
    on conflict (user_id) do update set contacts = excluded.contacts`);
const now = () => product.clock.now().toISOString();
const device = async () => addDevice(product.as(anne), service.subscription(newId()));
const call = async (subjectId = newId()) => {
  const id = await product.ctx.transaction((tx) => wake(product.ctx, tx, { userId: anne.userId, siteId, reason: 'call', subjectId }));
  await product.settle();
  return id;
};
const attempt = async (id: string | null) => {
  const [row] = await product.access.worker.execute<{ state: string; token: string; push_count: number; sms_code: string | null; shown_at: string | null }>(
    sql`select * from wake_attempt where id = ${id}`,
  );
  return row;
};
const messages = async (): Promise<number> => {
  const [row] = await product.access.worker.execute<{ n: number }>(
    sql`select count(*)::int as n from outbox_message where channel = 'sms' and body like '%décision vous attend%'`,
  );
  return row?.n ?? 0;
};

test('rings her devices with a random number and nothing else; opened in time, no SMS follows', async () => {
  await device();
  const before = await messages();
  const subjectId = newId();
  const id = await call(subjectId);
  const { token = '' } = (await attempt(id)) ?? {};
  expect(service.received).toMatchObject([{ text: token, isSigned: true }]);
  expect(token).toMatch(/^[\w-]{43}$/);
  await noteShown(product.as(anne), { token });
  expect(await openWake(product.as(anne), { token })).toMatchObject({ ok: true, value: { reason: 'call', subjectId } });
  product.clock.pass(6 * 60_000);
  await product.settle();
  expect(await attempt(id)).toMatchObject({ state: 'acknowledged' });
  expect((await attempt(id))?.shown_at).not.toBeNull();
  expect(await messages()).toBe(before);
});

test('not opened within the minutes of her policy, an SMS goes to her number, once, without a word about anybody', async () => {
  await device();
  const before = await messages();
  const id = await call();
  product.clock.pass(4 * 60_000);
  await product.settle();
  expect(await messages()).toBe(before);
  product.clock.pass(61_000);
  await product.settle();
  await sweepWakes(product.ctx);
  await product.settle();
  expect(await attempt(id)).toMatchObject({ state: 'sms-sent' });
  expect(await messages()).toBe(before + 1);
  const [sms] = await product.access.worker.execute<{ recipient: string; body: string }>(
    sql`select recipient, body from outbox_message where channel = 'sms' order by id desc limit 1`,
  );
  expect(sms?.recipient).toBe('0639980001');
  expect(sms?.body).toMatch(/^Relais : une décision vous attend\. https?:\/\/\S+$/);
});

test('without a device the SMS does not wait; without a number it ends as failed, and rings', async () => {
  const before = await messages();
  expect(await attempt(await call())).toMatchObject({ state: 'sms-sent', push_count: 0 });
  expect(await messages()).toBe(before + 1);
  await contacts([]);
  const id = await call();
  expect(await attempt(id)).toMatchObject({ state: 'failed', sms_code: 'no-number' });
  await sweepWakes(product.ctx);
  const rings = await product.access.worker.select().from(linkAlarm);
  expect(rings.filter(({ kind, subject, closedAt }) => kind === 'wake-failed' && subject === id && closedAt === null)).toHaveLength(1);
});

test('once for the same thing, whoever asks how often; what her policy does not allow rings nothing and is kept', async () => {
  await device();
  const subjectId = newId();
  expect(await call(subjectId)).not.toBeNull();
  expect(await call(subjectId)).toBeNull();
  expect(service.received).toHaveLength(1);
  await writePolicy(product.as(anne), { siteIds: [siteId], reasons: ['deadline'], from: '20:00', to: '08:00', fallbackMinutes: 5, smsNumber: '' });
  expect(await attempt(await call())).toMatchObject({ state: 'kept-quiet' });
  expect(service.received).toHaveLength(1);
});

test('an intent whose facts were lost with a process is found by the sweeper', async () => {
  await device();
  const id = newId();
  await product.access.worker.execute(sql`insert into wake_attempt (id, token, user_id, site_id, reason, subject_id, asked_at, fallback_at, state)
    values (${id}, ${'t'.repeat(43)}, ${anne.userId}, ${siteId}, 'call', ${newId()}, ${now()}, ${product.clock.now().toISOString()}::timestamptz + interval '5 minutes', 'asked')`);
  product.clock.pass(40_000);
  expect((await sweepWakes(product.ctx)).told).toBeGreaterThan(0);
  await product.settle();
  expect(service.received).toMatchObject([{ text: 't'.repeat(43) }]);
  // And what had rung before the death is not forgotten when its time is over.
  await product.access.worker.execute(sql`update fact_task set state = 'done' where handler = 'wake.sms' and state = 'open'`);
  product.clock.pass(6 * 60_000);
  expect((await sweepWakes(product.ctx)).told).toBeGreaterThan(0);
  await product.settle();
  expect(await attempt(id)).toMatchObject({ state: 'sms-sent' });
});

test('a log-off ends her device; a screen that locked by itself does not; one that the service forgot is ended', async () => {
  await device();
  const ended = async () => {
    const rows = await product.access.worker.execute<{ ended_why: string | null }>(
      sql`select ended_why from push_subscription where user_id = ${anne.userId} order by made_at, id`,
    );
    return rows.map(({ ended_why: why }) => why);
  };
  const revoke = (reason: string) =>
    product.access.worker.execute(sql`update session set revoked_at = ${now()}, revoked_reason = ${reason} where id = ${anne.sessionId}`);
  await revoke('idle');
  expect(await ended()).toEqual([null]);
  await product.access.worker.execute(sql`update session set revoked_at = null where id = ${anne.sessionId}`);
  await revoke('signed_out');
  expect(await ended()).toEqual(['session']);
  await call();
  expect(service.received).toEqual([]);
});

test('a device that its service has forgotten is ended, and the SMS does not wait', async () => {
  await device();
  service.answerWith(410);
  expect(await attempt(await call())).toMatchObject({ state: 'sms-sent' });
  const rows = await product.access.worker.execute<{ ended_why: string }>(sql`select ended_why from push_subscription where user_id = ${anne.userId}`);
  expect(rows).toEqual([{ ended_why: 'gone' }]);
});

test('« Essayer » rings at once; nobody opens what woke somebody else, and an unknown service is refused', async () => {
  await device();
  const tried = await tryWake(product.as(anne), { siteId });
  await product.settle();
  expect(tried).toMatchObject({ ok: true });
  expect(service.received).toHaveLength(1);
  const boris = await habilitated(product, 'biologist', ['valmont'], { givenName: 'Boris', familyName: 'BLANC' });
  expect(await openWake(product.as(boris), { token: service.received[0]?.text ?? '' })).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await addDevice(product.as(anne), { ...service.subscription(), endpoint: 'https://inside.example.org/x' })).toMatchObject({
    refusal: { code: 'push-host-refused' },
  });
});
