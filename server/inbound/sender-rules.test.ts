import { describe, expect, test } from 'vitest';
import { isAmong, isNetwork } from './addresses';
import { maySpeak, type Sender } from './sender-rules';

const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');
const sender = (changes: Partial<Sender> = {}): Sender => ({
  address: '192.0.2.7',
  certificate: { commonName: 'lis-valmont', fingerprint: FINGERPRINT, validUntil: null },
  ownPortOf: null,
  ...changes,
});
const link = (certificates: string[] = [], addresses: string[] = [], isActive = true) => ({ id: 'a', isActive, security: { certificates, addresses } });

describe('who may speak for a link', () => {
  test.each([
    ['anybody, where nothing is asked', link(), sender({ certificate: null }), null],
    ['the named certificate by its CN', link(['lis-valmont']), sender(), null],
    ['the named certificate by its fingerprint', link([FINGERPRINT]), sender(), null],
    ['the fingerprint however it is written', link([FINGERPRINT.replaceAll(':', '').toLowerCase()]), sender(), null],
    ['either of two while one replaces the other', link(['lis-old', 'lis-valmont']), sender(), null],
    ['no other certificate', link(['lis-hauterive']), sender(), 'certificate'],
    ['nobody without a certificate', link(['lis-valmont']), sender({ certificate: null }), 'certificate'],
    ['nobody unknown', link(['lis-valmont']), null, 'certificate'],
    ['no certificate with an empty name', link(['']), sender({ certificate: { commonName: '', fingerprint: FINGERPRINT, validUntil: null } }), 'certificate'],
    ['the allowed network', link([], ['192.0.2.0/24']), sender(), null],
    ['the same machine over IPv6', link([], ['192.0.2.7']), sender({ address: '::ffff:192.0.2.7' }), null],
    ['no other network', link([], ['198.51.100.0/24']), sender(), 'address'],
    ['nobody when the list cannot be read', link([], ['anywhere']), sender(), 'address'],
    ['its own port', link(), sender({ ownPortOf: 'a' }), null],
    ["no other link's port", link(), sender({ ownPortOf: 'b' }), 'port'],
    ['nobody once it is closed', link([], [], false), sender(), 'closed'],
    ['both proofs together', link(['lis-valmont'], ['198.51.100.0/24']), sender(), 'address'],
  ] as const)('%s', (_what, speaker, from, why) => {
    expect(maySpeak(speaker, from)?.why ?? null).toBe(why);
  });
});

test.each([
  ['192.0.2.1', true],
  ['10.0.0.0/8', true],
  ['2001:db8::/32', true],
  ['10.0.0.0/33', false],
  ['10.0.0/8', false],
  ['2001:db8::/129', false],
  ['10.0.0.0/8/8', false],
  ['lis.example', false],
  ['', false],
])('« %s » is a network: %s', (text, expected) => expect(isNetwork(text)).toBe(expected));

test('an IPv6 network holds its own addresses', () => {
  expect([isAmong(['2001:db8::/32'], '2001:db8::7'), isAmong(['2001:db8::/32'], '2001:db9::7'), isAmong(['0.0.0.0/0'], '2001:db8::7')]).toEqual([
    true,
    false,
    false,
  ]);
});
