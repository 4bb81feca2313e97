import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import webpush from 'web-push';
import { isPushHost, sendPush } from './channels-push';
import { startPushService } from './testing/push-service';

const keys = webpush.generateVAPIDKeys();
let service: Awaited<ReturnType<typeof startPushService>>;

beforeEach(async () => {
  service = await startPushService(keys.publicKey);
  vi.stubEnv('VAPID_PUBLIC_KEY', keys.publicKey);
  vi.stubEnv('VAPID_PRIVATE_KEY', keys.privateKey);
  vi.stubEnv('PUSH_HOSTS', service.host);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await service.close();
});

describe('a push', () => {
  it('is encrypted for its device, signed by the installation, urgent, short-lived and without a topic', async () => {
    await sendPush(service.subscription(), 'r4nd0m');
    expect(service.received).toMatchObject([{ path: '/push/device', text: 'r4nd0m', isSigned: true }]);
    expect(service.received[0]?.headers).toMatchObject({ urgency: 'high', ttl: '600', 'content-encoding': 'aes128gcm' });
    expect(service.received[0]?.headers).not.toHaveProperty('topic');
  });

  it('signed by another key is not taken for ours', async () => {
    const other = webpush.generateVAPIDKeys();
    vi.stubEnv('VAPID_PUBLIC_KEY', other.publicKey);
    vi.stubEnv('VAPID_PRIVATE_KEY', other.privateKey);
    await sendPush(service.subscription(), 'r4nd0m');
    expect(service.received).toMatchObject([{ isSigned: false }]);
  });

  it.each([
    [404, 'never'],
    [410, 'never'],
    [301, 'never'],
    [429, 'safe'],
    [503, 'safe'],
  ] as const)('answered by %i is tried again: %s; a redirection is followed nowhere', async (status, retry) => {
    service.answerWith(status);
    await expect(sendPush(service.subscription(), 'x')).rejects.toMatchObject({ code: `push-${status}`, retry });
    expect(service.received).toHaveLength(1);
  });

  it('goes nowhere that the operator or the list does not name, and never inside', async () => {
    vi.stubEnv('PUSH_HOSTS', '');
    await expect(sendPush(service.subscription(), 'x')).rejects.toMatchObject({ code: 'push-host-refused' });
    expect(service.received).toEqual([]);
  });
});

describe('the list of push services', () => {
  it.each([
    'https://fcm.googleapis.com/fcm/send/x',
    'https://updates.push.services.mozilla.com/wpush/v2/x',
    'https://web.push.apple.com/x',
    'https://wns2-par02p.notify.windows.com/w/?token=x',
  ])('has %s', (endpoint) => expect(isPushHost(endpoint)).toBe(true));
  it.each([
    'http://fcm.googleapis.com/x',
    'https://fcm.googleapis.com:8443/x',
    'https://fcm.googleapis.com.evil.example/x',
    'https://evilpush.apple.com.example/x',
    'https://xnotify.windows.com/x',
    'https://user:word@fcm.googleapis.com/x',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/x',
    'https://[::1]/x',
    'file:///etc/passwd',
    'nonsense',
  ])('has not %s', (endpoint) => expect(isPushHost(endpoint)).toBe(false));
});
