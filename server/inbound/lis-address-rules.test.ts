import { expect, test } from 'vitest';
import { addressOf, whyNotAddress } from './lis-address-rules';

const POLICY = { allowsClear: false, ownPorts: [2575, 3000] };

test.each([
  ['', null],
  ['mllps://sil.exemple.fr:2575', null],
  ['mllps://192.0.2.7:2575', null],
  ['mllps://[2001:db8::7]:2575', null],
  ['mllp://127.0.0.1:6661', null],
  ['mllp://localhost:6661', null],
  ['mllp://sil.exemple.fr:2575', 'address-in-clear'],
  ['mllp://127.0.0.1:2575', 'address-own-door'],
  ['mllps://localhost:3000', 'address-own-door'],
  ['mllp://[::1]:2575', 'address-own-door'],
  ['mllps://0.0.0.0:2575', 'address-forbidden'],
  ['mllps://169.254.169.254:80', 'address-forbidden'],
  ['mllps://[fe80::1]:2575', 'address-forbidden'],
  ['mllps://255.255.255.255:2575', 'address-forbidden'],
  ['sil.exemple.fr:2575', 'address-malformed'],
  ['https://sil.exemple.fr:2575', 'address-malformed'],
  ['mllps://sil.exemple.fr', 'address-malformed'],
  ['mllps://sil.exemple.fr:0', 'address-malformed'],
  ['mllps://sil.exemple.fr:70000', 'address-malformed'],
  ['mllps://sil.exemple.fr:2575/chemin', 'address-malformed'],
  ['mllps://moi:secret@sil.exemple.fr:2575', 'address-malformed'],
  ['mllps://192.0.2.300:2575', 'address-malformed'],
  ['mllps://sil exemple:2575', 'address-malformed'],
])('%s: %s', (address, expected) => expect(whyNotAddress(address, POLICY)).toBe(expected));

test('the operator may allow the clear', () => {
  expect(whyNotAddress('mllp://sil.exemple.fr:2575', { ...POLICY, allowsClear: true })).toBeNull();
});

test('what a person writes is made plain', () => expect(addressOf('  MLLPS://Sil.Exemple.FR:2575/ ')).toBe('mllps://sil.exemple.fr:2575'));
