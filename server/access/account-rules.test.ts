import { expect, test } from 'vitest';
import { hasFreshMeans, hasPasswordPath, plainMail, plainPhone } from './account-rules';

const since = new Date('2026-11-21T08:00:00Z');
const [before, after] = [new Date('2026-11-20T08:00:00Z'), new Date('2026-11-21T09:00:00Z')];
const whole = {
  login: 'a@b.example',
  phone: '0639980001',
  passwordHash: 'x',
  totpSecret: null,
  secondFactor: 'sms',
  passwordSetAt: after,
  secondFactorSetAt: after,
};

test('only a means that was made since counts: an old passkey, password or second factor proves nothing of whoever holds a paper today', () => {
  expect(hasFreshMeans(whole, [], since)).toBe(true);
  expect(hasFreshMeans({ ...whole, passwordSetAt: before }, [], since)).toBe(false);
  expect(hasFreshMeans({ ...whole, secondFactorSetAt: before }, [], since)).toBe(false);
  expect(hasFreshMeans({ ...whole, secondFactorSetAt: null }, [{ createdAt: before }], since)).toBe(false);
  expect(hasFreshMeans({ ...whole, passwordHash: null }, [{ createdAt: after }], since)).toBe(true);
});

test.each([
  ['no identifier', { login: null }],
  ['no password', { passwordHash: null }],
  ['no telephone for the code', { phone: null }],
  ['no authenticator', { secondFactor: 'totp' }],
])('a password path with %s opens nothing', (_, missing) => {
  expect(hasPasswordPath({ ...whole, ...missing })).toBe(false);
});

test.each([
  ['06 39 98 00 01', '0639980001'],
  ['+33 6 39 98 00 01', '+33639980001'],
  ['01 42 00 00 00', null],
  ['0639980001; drop', null],
])('reads « %s » as a telephone', (typed, plain) => expect(plainPhone(typed)).toBe(plain));

test.each([
  [' Lou@Courriel.Example ', 'lou@courriel.example'],
  ['lou', null],
  ['lou@', null],
  ['a b@c.example', null],
])('reads « %s » as a mailbox', (typed, plain) => expect(plainMail(typed)).toBe(plain));
