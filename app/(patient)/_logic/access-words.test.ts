import { expect, test } from 'vitest';
import { deviceWords, methodWords } from './access-words';

test('every way in has its words, and an unknown one never shows its code', () => {
  for (const method of ['notice', 'patient-passkey', 'patient-password', 'franceconnect', 'enrolment', 'recovery'])
    expect(methodWords(method)).not.toContain('autre');
  expect(methodWords('future')).toBe('par un autre moyen');
});

test('a device is named shortly, and never by the long name that it gives itself', () => {
  expect(deviceWords('Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36')).toBe('Chrome, Android');
  expect(deviceWords('curl/8')).toBe('appareil inconnu');
});
