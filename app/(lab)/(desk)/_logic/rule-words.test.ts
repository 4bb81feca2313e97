import { expect, test } from 'vitest';
import { byChapter, effectWords, rulesWith, standingWords } from './rule-words';
import type { RuleOfSet } from './types';

const rule = (given: Partial<RuleOfSet>): RuleOfSet => ({
  code: 'K-01',
  title: 'Potassium hors limites',
  chapter: 'chemistry',
  line: 'value',
  author: 'Relais',
  source: 'SFBC',
  version: 1,
  date: '2026-11-01',
  says: '',
  examples: [],
  describes: 'Potassium, alerte au-delà de 6,2 mmol/L',
  effect: '',
  ...given,
});

test('a rule is found by every word of it, without accents and case, and only by all words', () => {
  const rules = [rule({}), rule({ code: 'HB-01', title: 'Hémoglobine basse', describes: 'Hémoglobine' })];
  expect(rulesWith(rules, 'hemoglobine BASSE').map(({ code }) => code)).toEqual(['HB-01']);
  expect(rulesWith(rules, 'potassium sfbc').map(({ code }) => code)).toEqual(['K-01']);
  expect(rulesWith(rules, 'potassium basse')).toEqual([]);
  expect(rulesWith(rules, ' ')).toHaveLength(2);
});

test('rules stand by field, and a set says whether anybody answers for it', () => {
  expect(byChapter([rule({ chapter: 'gases' }), rule({})]).map(({ label }) => label)).toEqual(['Biochimie', 'Gaz du sang']);
  expect(standingWords({ approval: null })).toContain('ne change l’ordre d’aucune liste');
  expect(standingWords({ approval: { name: 'Hélène MARCHETTI', at: new Date() } })).toBe('Approuvé par Hélène MARCHETTI');
  expect([effectWords('call'), effectWords('')]).toEqual(['demande un appel', 'selon la borne dépassée']);
});
