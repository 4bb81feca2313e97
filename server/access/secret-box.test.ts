import { beforeEach, expect, test, vi } from 'vitest';
import { newTotpSecret } from './one-time-code';
import { open, seal } from './secret-box';

beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));

test('opens what it sealed, and shows nothing of it meanwhile', () => {
  const secret = newTotpSecret();
  const sealed = seal(secret, 'owner');
  expect(open(sealed, 'owner')).toBe(secret);
  expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toContain(secret);
  expect(seal(secret, 'owner')).not.toBe(sealed);
});

test('opens nothing for another owner, with another key, or after a change of one byte', () => {
  const sealed = seal('secret', 'owner');
  expect(() => open(sealed, 'another')).toThrow('authenticate');
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  bytes[14] = (bytes[14] ?? 0) ^ 1;
  expect(() => open(`v1.${bytes.toString('base64url')}`, 'owner')).toThrow('authenticate');
  expect(() => open('v1.', 'owner')).toThrow('broken promise');
  vi.stubEnv('NEXTAUTH_SECRET', 'another secret of the tests, long enough');
  expect(() => open(sealed, 'owner')).toThrow('authenticate');
});
