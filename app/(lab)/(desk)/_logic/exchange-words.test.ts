import { describe, expect, test } from 'vitest';
import {
  answeredWords,
  answerWords,
  equationWords,
  kindWords,
  linkState,
  receivesWords,
  remarksOf,
  repairWords,
  sendsWords,
  stateWords,
} from './exchange-words';
import type { Exchange, Link, Repair } from './types';

const NOW = new Date('2026-11-21T10:16:10+01:00');
const at = (time: string) => new Date(`2026-11-21T${time}+01:00`);

const exchange = (changes: Partial<Exchange>): Exchange => ({
  id: 'x',
  direction: 'out',
  at: at('10:15:00'),
  laboratoryId: 'v',
  kind: 'decision',
  controlId: 'R1',
  accessionNumbers: ['26112100457'],
  state: 'queued',
  answerCode: null,
  settledAt: null,
  attempts: 0,
  lastOutcome: null,
  nextAttemptAt: null,
  waitsForRefused: false,
  problems: [],
  repeats: 0,
  reusesControlId: false,
  isTest: false,
  failureCode: null,
  ...changes,
});

describe('the state of a message', () => {
  test.each<[string, Partial<Exchange>, string]>([
    ['waits in order', {}, '… en file, dans l’ordre'],
    ['waits behind a refused one', { waitsForRefused: true }, '… attend l’envoi refusé avant lui'],
    ['got no answer', { attempts: 1, lastOutcome: 'no-answer' }, '? réponse perdue'],
    ['could not be sent', { attempts: 3, lastOutcome: 'unreachable' }, '… SIL injoignable'],
    ['was taken', { state: 'acknowledged', settledAt: at('10:15:58') }, '✓ pris à 10:15:58'],
    ['was refused by the LIS', { state: 'refused' }, '✕ refusé par le SIL, attend une personne'],
    ['was refused by Relais', { direction: 'in', state: 'refused' }, '✕ refusé, gardé tel que reçu'],
    ['could not be used', { direction: 'in', state: 'quarantined' }, '✕ non entré, gardé tel que reçu'],
    ['went in', { direction: 'in', state: 'applied' }, '✓ entré'],
  ])('%s', (_, changes, words) => {
    const { sign, text } = stateWords(exchange(changes));
    expect(`${sign} ${text}`).toBe(words);
  });
});

test('answer, tries, repeats and a number used twice are told together', () => {
  expect(answerWords(exchange({ attempts: 2, lastOutcome: 'rejected', nextAttemptAt: at('10:18:05') }))).toBe('2\u00a0essais · prochain à 10:18:05');
  expect(answerWords(exchange({ direction: 'in', answerCode: 'AA', repeats: 2, reusesControlId: true, isTest: true }))).toBe(
    'AA · reçu 3 fois · n° déjà servi · essai',
  );
});

test('kinds are words, and what is not taken is named', () => {
  expect(['ORU^R01', 'reading', '', 'ADT^A08'].map(kindWords)).toEqual(['Résultats', 'Lecture', 'Octets illisibles', 'Message ADT^A08']);
});

test('the equation of the day adds up in words', () => {
  expect(equationWords({ received: 561, applied: 549, stored: 6, refused: 1, quarantined: 5, discarded: 0 }).replaceAll('\u00a0', ' ')).toBe(
    'Reçus aujourd’hui : 561 = 549 entrés + 6 en cours + 1 refusé + 5 en quarantaine',
  );
  expect(equationWords({ received: 3, applied: 1, stored: 0, refused: 0, quarantined: 0, discarded: 2 })).toContain('2\u00a0écartés');
});

describe('a link', () => {
  const link: Link = {
    laboratoryId: 'v',
    name: 'Valmont',
    inbound: { lastReceivedAt: at('09:52:11'), lastAnswer: 'AA', today: 312, keptOutToday: 1, usualGapMs: 120_000, muteSince: at('09:52:11') },
    outbound: {
      lastAt: at('10:14:30'),
      lastOutcome: 'unreachable',
      lastAnswer: null,
      waiting: 5,
      refused: 1,
      firstWaiting: { createdAt: at('10:02:00'), attempts: 6, nextAttemptAt: at('10:20:00'), lastOutcome: 'unreachable' },
    },
  };
  test('says that it is mute, since when and against what habit', () => {
    expect(linkState(link, NOW).text.replaceAll('\u00a0', ' ')).toBe('muet depuis 23 min');
    expect(receivesWords(link, NOW).replaceAll('\u00a0', ' ')).toBe('09:52:11, AA · 312 aujourd’hui, 1 non entré · d’habitude un message toutes les 2 min');
  });
  test('says what waits and what was refused', () => {
    expect(sendsWords(link, NOW).replaceAll('\u00a0', ' ')).toBe('10:14:30, SIL injoignable · 5 en attente depuis 10:02 · 1 refusé');
  });
});

test.each([
  'unknown_prescriber',
  'unknown_ward',
  'unmapped_code',
  'unknown_status',
  'identity',
  'merge',
  'unreadable_line',
  'reused_control_id',
  'something_new',
])('%s is told with its place', (kind) => {
  const repair: Repair = {
    id: 'r',
    kind,
    laboratoryId: null,
    messageId: 'm',
    subject: 'TRAK',
    segment: 'OBX',
    field: 3,
    openedAt: NOW,
    lines: 7,
    pressing: false,
    controlId: 'C',
    accessionNumber: null,
  };
  const { title, sentence } = repairWords(repair);
  expect(title).not.toBe('');
  expect(sentence).toContain('TRAK');
  expect(sentence).toContain('OBX-3');
  expect(sentence).toContain('Dans 7\u00a0lignes.');
});

test('remarks come once each with how often, what weighs most first; an AA says that those on single results are here only', () => {
  const of = (severity: 'E' | 'W' | 'I', field: number) => ({ severity, segment: 'OBX', field, code: '103', text: `remarque ${field}` });
  const problems = [of('W', 3), of('I', 4), of('W', 3), of('E', 5)];
  expect(remarksOf(problems).map(({ severity, field, times }) => [severity, field, times])).toEqual([
    ['E', 5, 1],
    ['W', 3, 2],
    ['I', 4, 1],
  ]);
  const said = { direction: 'in', answerCode: 'AA', state: 'applied', problems } as const;
  expect(answeredWords(said)).toContain('ne répète pas au SIL');
  expect(answeredWords({ ...said, problems: [] })).toBe('Aucune remarque.');
  expect(answeredWords({ ...said, state: 'stored', problems: [] })).toContain('viennent quand le message est entré');
  expect(answeredWords({ ...said, answerCode: 'AE' })).toBe('');
});
