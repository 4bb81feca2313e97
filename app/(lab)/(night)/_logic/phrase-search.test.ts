import { expect, test } from 'vitest';
import { changedLines, linesOnCard } from './comment-lines';
import { phrasesFound, usedIn } from './phrase-search';
import { at, sampleCard, sampleResult } from './testing';
import type { LibraryPhrase } from './types';

const phrase = (title: string, text: string, given: Partial<LibraryPhrase> = {}): LibraryPhrase => ({
  phraseId: title,
  version: 1,
  title,
  text,
  state: 'in-force',
  writtenByName: 'X',
  writtenAt: at('03:00'),
  inForceByName: 'X',
  inForceFrom: at('03:00'),
  retiredByName: null,
  retiredAt: null,
  ...given,
});

test('a few letters find a phrase, in any order and without accents; drafts and retired ones are not found', () => {
  const library = [phrase('Hémolyse', 'Échantillon hémolysé.'), phrase('Potassium', 'Hémolyse possible.'), phrase('Hémo', 'x', { state: 'draft' })];
  expect(phrasesFound(library, 'hemo').map(({ title }) => title)).toEqual(['Hémolyse', 'Potassium']);
  expect(phrasesFound(library, 'poss hemo').map(({ title }) => title)).toEqual(['Potassium']);
  expect(phrasesFound(library, 'zinc')).toEqual([]);
});

test('a phrase that was rewritten by hand is not claimed, and none twice', () => {
  const used = { phraseId: 'p', version: 1, text: 'Contrôler.' };
  expect(usedIn([used, used], ['À voir. Contrôler.'])).toEqual([used]);
  expect(usedIn([used], ['À revoir.'])).toEqual([]);
});

test('only what differs is signed; emptied is withdrawn, new and empty is nothing', () => {
  const comments = [
    { id: 'c-1', level: 'dossier' as const, target: '', text: 'Un.', by: 'X', at: at('03:00') },
    { id: 'c-2', level: 'dossier' as const, target: '', text: 'Deux.', by: 'X', at: at('03:00') },
  ];
  const [one, two] = linesOnCard(sampleCard([sampleResult()], { comments }));
  const fresh = { level: 'analyte' as const, target: 'r-1', text: ' ', corrects: null, before: '' };
  expect(changedLines(one && two ? [one, { ...two, text: ' ' }, fresh, { ...fresh, text: 'Trois.' }] : [])).toEqual([
    { level: 'dossier', target: '', text: '', corrects: 'c-2' },
    { level: 'analyte', target: 'r-1', text: 'Trois.', corrects: null },
  ]);
});
