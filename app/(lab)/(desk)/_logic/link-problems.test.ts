import { expect, test } from 'vitest';
import { problemLines, problemsOnForm } from './link-problems';
import { trialSentences, trialWords } from './link-trial-words';

test('each problem is told under its field, what has none above the form', () => {
  const said = problemsOnForm([
    { place: 'settings.port', item: '', why: 'too-small' },
    { place: 'settings.security.addresses', item: '1', why: 'wrong-kind' },
    { place: 'settings.outbound.charset', item: '', why: 'too-big' },
    { place: 'settings.statuses', item: 'VALIDE', why: 'not-allowed' },
    { place: 'settings.messageTypes', item: '', why: 'too-small' },
    { place: 'settings.surprise', item: '', why: 'unknown' },
  ]);
  expect(said.fields).toMatchObject({
    port: 'Attendu\u00a0: un nombre entier de 1024 à 65535, ou rien.',
    addresses: 'Attendu\u00a0: au plus 50 adresses ou réseaux, par exemple 10.1.0.0/16 (ligne 2).',
    outboundCharset: expect.any(String),
    statuses: expect.stringContaining('(« VALIDE »)'),
  });
  expect(said.others).toEqual([
    'Messages acceptés\u00a0: cochez au moins les résultats ou les mouvements.',
    'settings.surprise\u00a0: Relais ne connaît pas ce réglage.',
  ]);
});

test('the problems of a file are one list with names', () => {
  expect(
    problemLines([
      { place: 'timeZone', item: '', why: 'missing' },
      { place: 'sendingFacility', item: '', why: 'link-sender-taken' },
    ]),
  ).toEqual([
    'Fuseau horaire\u00a0: Ce réglage manque.',
    'Établissement émetteur (MSH-4)\u00a0: Une autre liaison porte déjà cet émetteur (MSH-3 et MSH-4). Changez l’un des deux.',
  ]);
});

test('a trial says in French what happened and what to do', () => {
  const trial = { outcome: 'refused', address: 'sil.exemple.fr:2575', isSecure: true, tookMs: 12, certificate: null } as const;
  expect(trialSentences(trial)).toMatchObject({
    isGood: false,
    title: 'Liaison non établie : connexion refusée (sil.exemple.fr:2575, chiffrée, 12\u00a0ms)',
    lines: [expect.stringContaining('Vérifiez le port')],
  });
  const good = trialSentences({ ...trial, outcome: 'connected', certificate: { commonName: 'sil', validUntil: new Date('2027-01-31T12:00:00Z') } });
  expect(good).toMatchObject({ isGood: true, lines: [expect.stringContaining('Aucun message'), expect.stringContaining('sil')] });
  expect(trialWords('hung-up')).toBe('coupée aussitôt');
});
