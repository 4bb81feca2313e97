import { expect, test } from 'vitest';
import { askedLines, consentWords, windowWords } from './maintenance-words';

const at = (time: string) => new Date(`2026-11-21T${time}:00Z`);
const never = { opensAt: null, closesAt: null, closedAt: null, closedReason: null };

test('each state of a window is told, with its hours in Paris', () => {
  expect(windowWords({ state: 'asked', ...never })).toBe('Attend l’accord d’un biologiste');
  expect(windowWords({ state: 'lapsed', ...never })).toBe('Demande périmée, jamais ouverte');
  expect(windowWords({ ...never, state: 'open', opensAt: at('02:00'), closesAt: at('02:30') })).toBe('Ouverte jusqu’à 03:30');
  expect(windowWords({ state: 'closed', opensAt: at('02:00'), closesAt: at('02:30'), closedAt: at('02:10'), closedReason: 'closed' })).toBe(
    'Fermée par le laboratoire (03:00 à 03:10)',
  );
  expect(windowWords({ ...never, state: 'closed', closedAt: at('02:10'), closedReason: 'withdrawn' })).toBe('Fermée avant son ouverture, demande retirée');
});

test('a window whose time is over is told so before anybody has written it', () => {
  expect(windowWords({ ...never, state: 'closed', opensAt: at('02:00'), closesAt: at('02:30') })).toBe('Fermée à la fin du temps demandé (03:00 à 03:30)');
});

test('who opened and who agreed are both named', () => {
  const asked = { asker: 'Samuel PERRIN', askedAt: at('02:00'), agreer: null, opensAt: null };
  expect(consentWords(asked)).toBe('Demandée par Samuel PERRIN le 21/11/2026 03:00.');
  expect(consentWords({ ...asked, agreer: 'Hélène MARCHETTI', opensAt: at('02:05') })).toContain('avec l’accord de Hélène MARCHETTI');
  expect(consentWords({ ...asked, agreer: 'Samuel PERRIN', opensAt: at('02:05') })).toBe('Ouverte par Samuel PERRIN, biologiste, le 21/11/2026 03:05.');
});

test('what is confirmed names the technician, the intervention and the time', () => {
  const lines = askedLines({ technician: 'Thi NGUYEN', reference: 'TMA-118', minutes: 30, contactedAt: '2026-11-21T02:00:00Z' }).join(' ');
  for (const word of ['Thi NGUYEN', '03:00', 'TMA-118', '30']) expect(lines).toContain(word);
});
