import { expect, test } from 'vitest';
import { NBSP } from '../../../_text/format';
import { collectionWords, specimenWords } from './collection-words';
import { at, sampleCard, sampleSpecimen } from './testing';

test('says who took it, when, and how long it travelled', () => {
  expect(collectionWords(sampleCard([]))).toEqual({ taken: '02:45 par Luc PERRIN', received: 'reçu à 02:58', delay: `13${NBSP}min après` });
});

test('says what was not sent, and no delay from one hour only or from hours that contradict each other', () => {
  expect(collectionWords(sampleCard([], { collection: { collectedAt: null, collector: '', receivedAt: null } }))).toEqual({
    taken: 'heure non transmise préleveur non transmis',
    received: 'réception non transmise',
    delay: '',
  });
  expect(collectionWords(sampleCard([], { collection: { collectedAt: at('02:58'), collector: '', receivedAt: at('02:45') } })).delay).toBe('');
});

test('names the specimens of which something was said', () => {
  const specimen = sampleSpecimen({ kind: 'Sang veineux' });
  expect(specimenWords({ specimens: [specimen, { ...specimen, condition: 'hémolysé' }] })).toEqual([`Sang veineux${NBSP}: hémolysé`]);
});
