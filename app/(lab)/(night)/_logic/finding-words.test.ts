import { expect, test } from 'vitest';
import { lineOf, notEvaluable, nothingFound, ruleMark, ruleWords } from './finding-words';
import { sampleCard, sampleResult } from './testing';
import type { CardFinding } from './types';

const finding = (given: Partial<CardFinding> = {}): CardFinding => ({
  ruleCode: 'K-01',
  ruleTitle: 'Potassium hors limites',
  ruleVersion: 1,
  ruleDate: '2026-11-01',
  author: 'Relais, jeu de départ',
  outcome: 'found',
  line: 'doubt',
  level: null,
  effect: 'hold',
  about: ['r-na'],
  sentence: 'Potassium à 6,9 mmol/L.',
  ...given,
});
const ruled = (rules: number) => sampleCard([sampleResult()], { expertise: { rules, ruleCount: 41, isApproved: false, evaluatedAt: new Date() } });

test('each line of the card has its own findings, the gravest first, and says how many more there are', () => {
  const findings = [
    finding({ ruleCode: 'A-01' }),
    finding({ ruleCode: 'B-01', effect: 'block' }),
    finding({ ruleCode: 'C-01' }),
    finding({ line: 'contradiction' }),
  ];
  const { shown, more } = lineOf(sampleCard([sampleResult({ findings })]), 'doubt');
  expect([shown.map(({ ruleCode }) => ruleCode), more]).toEqual([['B-01', 'A-01'], 1]);
  expect(lineOf(sampleCard([sampleResult({ findings: [finding({ outcome: 'not-evaluable' })] })]), 'doubt').shown).toEqual([]);
});

test('nothing found is said with the number of rules, and is not said by rules that look at nothing', () => {
  expect(nothingFound(ruled(12))).toBe('Rien de détecté par les 12 règles qui s’appliquent (41 en vigueur).');
  expect(nothingFound(ruled(0))).toContain('Non évalué');
  expect(nothingFound(sampleCard([]))).toContain('pas encore');
  const suspended = nothingFound({
    ...ruled(12),
    rulesSuspended: { since: new Date('2026-11-22T01:05:00Z'), by: 'Paul GÉRARD', reason: 'appels sans raison' },
  });
  expect(suspended).toContain('Règles suspendues depuis le 22/11/2026');
  expect(suspended).not.toContain('Rien de détecté');
});

test('what could not be judged is said once by reason, with its rules', () => {
  const unknown = { outcome: 'not-evaluable', sentence: 'Non évaluable : âge inconnu.' } as const;
  expect(notEvaluable([finding({ ...unknown, ruleCode: 'A-01' }), finding({ ...unknown, ruleCode: 'B-01' }), finding()])).toEqual([
    'Non évaluable : âge inconnu. Règles A-01, B-01.',
  ]);
});

test('a finding says whose word it is, and the list what is asked', () => {
  expect(ruleWords(finding())).toBe('K-01, « Potassium hors limites », version 1 du 01/11/2026, Relais, jeu de départ');
  expect([ruleMark(''), ruleMark('inform'), ruleMark('call')]).toEqual(['', '', '▲ appel demandé']);
});
