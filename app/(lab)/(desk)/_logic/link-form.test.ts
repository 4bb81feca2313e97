import { expect, test } from 'vitest';
import { contentOf, differences, draftOf, opensDoor } from './link-form';
import type { LinkContent } from './types';

const CONTENT: LinkContent = {
  name: 'SIL de Valmont',
  sendingApplication: 'SIL',
  sendingFacility: 'LBM-VALMONT',
  defaultCharset: '8859/1',
  timeZone: 'Europe/Paris',
  isActive: true,
  settings: {
    basedOn: 'tdnexlabs',
    messageTypes: ['ORU', 'ADT'],
    accessionFields: ['ORC-4', 'OBR-3'],
    identifierTypes: ['PI', ''],
    loincSystems: ['LN'],
    statuses: { 'A VALIDER': 'R' },
    awaitsBiologist: ['R', 'P'],
    flags: { '++': 'HH' },
    privateFields: [{ segment: 'ZBR', field: 3, component: 1, meaning: 'dossier-note' }],
    lineBreaks: ['<BR>'],
    security: { certificates: [], addresses: [] },
    port: null,
    acknowledgement: 'original',
    countsMessages: false,
    silentAfterMinutes: 90,
    outbound: { decisions: true, receipts: true, requests: true, charset: '', answerTimeoutSeconds: 10 },
  },
};

test('what is shown and not touched comes back as it was', () => expect(contentOf(draftOf(CONTENT), CONTENT)).toEqual(CONTENT));

test('differences are told in the words of the form', () => {
  const after = contentOf({ ...draftOf(CONTENT), addresses: '10.0.0.0/8\n\n', takesMovements: false }, CONTENT);
  expect(differences(CONTENT, { ...after, isActive: false })).toEqual([
    'Adresses admises\u00a0: rien → 10.0.0.0/8',
    'Accepter les mouvements (ADT)\u00a0: non',
    'Liaison fermée',
  ]);
});

test.each([
  [{ certificates: 'lis-valmont' }, true],
  [{ addresses: '10.0.0.0/8' }, true],
  [{ port: '4000' }, true],
  [{ sendingFacility: 'X' }, true],
  [{ name: 'Autre nom', statuses: 'VB = F', sendsDecisions: false }, false],
])('%j opens a door: %s', (changes, expected) => expect(opensDoor(CONTENT, contentOf({ ...draftOf(CONTENT), ...changes }, CONTENT))).toBe(expected));

test('closing opens no door, opening again does', () => {
  const closed = { ...CONTENT, isActive: false };
  expect([opensDoor(CONTENT, closed), opensDoor(closed, CONTENT)]).toEqual([false, true]);
});

test('what is no number is never taken for nothing', () => {
  const typed = contentOf({ ...draftOf(CONTENT), port: 'abc', silentAfterMinutes: '1,5', answerTimeoutSeconds: '' }, CONTENT).settings;
  expect([typed.port, typed.silentAfterMinutes, typed.outbound.answerTimeoutSeconds]).toEqual(['abc', '1,5', '']);
});
