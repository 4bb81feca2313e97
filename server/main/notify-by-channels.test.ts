import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import webpush from 'web-push';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { startPushService } from '../platform/testing/push-service';
import { openWake } from '../wake/answer-wake';
import { addDevice } from '../wake/devices';
import { writePolicy } from '../wake/write-policy';
import { notifyByChannels } from './notify-by-channels';
import { referenceIds } from './seed/reference';
import { openTestProduct, type TestProduct } from './testing';
import { habilitated } from './testing-duty';

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
  service.received.length = 0;
  anne = await habilitated(product, 'biologist', ['valmont'], { givenName: 'Anne', familyName: `ARNAUD-${newId().slice(-6)}` });
  const now = product.clock.now().toISOString();
  await product.access.worker.execute(sql`insert into session (id, token_hash, realm, method, user_id, idle_ms, created_at, last_seen_at, expires_at, address, terminal)
    values (${anne.sessionId}, ${newId()}, 'professional', 'passkey', ${anne.userId}, 600000, ${now}, ${now}, ${now}::timestamptz + interval '12 hours', '', '')`);
  await product.access.worker.execute(sql`insert into duty_contact (user_id, contacts, changed_at, changed_by_name)
    values (${anne.userId}, ${JSON.stringify([{ label: 'Portable', number: '06 39 98 00 01', forWards: false }])}::jsonb, ${now}, 'X')`);
});
afterAll(async () => {
  await service.close();
  await product.end();
});

const told = async (callId = newId()) => {
  const dueAt = new Date(product.clock.now().getTime() + 600_000);
  const channels = await notifyByChannels(product.ctx, { noticeId: newId(), callId, dossierId: newId(), userId: anne.userId, siteId, dueAt });
  await product.settle();
  return channels;
};
const device = () => addDevice(product.as(anne), service.subscription(newId()));
const sms = async (): Promise<number> => {
  const [row] = await product.access.worker.execute<{ n: number }>(sql`select count(*)::int as n from outbox_message where channel = 'sms'`);
  return row?.n ?? 0;
};

test('her devices ring first, and no SMS goes while she may still open it', async () => {
  await device();
  const before = await sms();
  expect(await told()).toEqual(['push']);
  expect(service.received).toHaveLength(1);
  expect(await sms()).toBe(before);
  expect(await openWake(product.as(anne), { token: service.received[0]?.text ?? '' })).toMatchObject({ ok: true });
});

test('not opened in the minutes of her policy an SMS follows by itself; opened, none does', async () => {
  await device();
  const before = await sms();
  const [opened, unopened] = [newId(), newId()];
  await told(opened);
  await openWake(product.as(anne), { token: service.received[0]?.text ?? '' });
  await told(unopened);
  product.clock.pass(6 * 60_000);
  await product.settle();
  expect(await sms()).toBe(before + 1);
  // A later rung of the same call says by what she was told, and rings nothing again.
  expect([await told(opened), await told(unopened)]).toEqual([['push'], ['sms']]);
  expect(service.received).toHaveLength(2);
  expect(await sms()).toBe(before + 1);
});

test('without a device an SMS goes at once', async () => {
  const before = await sms();
  expect(await told()).toContain('sms');
  expect(await sms()).toBe(before + 1);
});

test('by an hour that her policy keeps quiet, nothing rings and no SMS goes', async () => {
  await device();
  await writePolicy(product.as(anne), { siteIds: [siteId], reasons: ['call'], from: '08:00', to: '20:00', fallbackMinutes: 5, smsNumber: '' });
  const before = await sms();
  expect(await told()).not.toContain('sms');
  expect([service.received.length, await sms()]).toEqual([0, before]);
});
