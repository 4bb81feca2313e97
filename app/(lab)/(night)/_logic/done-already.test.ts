import { expect, test } from 'vitest';
import { doneAlready } from './done-already';
import { at, sampleCard, sampleResult } from './testing';

const decision = {
  id: 'x',
  kind: 'validate' as const,
  state: 'effective' as const,
  by: 'Karim HADDAD',
  isMine: false,
  signedAt: at('03:18'),
  effectiveAt: at('03:18'),
  comment: '',
  holdReason: '',
  remindAt: null,
  isReminded: false,
  reading: null,
  automatic: null,
  revoked: null,
  results: ['Sodium'],
};

test('says reruns, then decisions, oldest first, without those taken back', () => {
  const card = sampleCard([sampleResult({ label: 'Potassium', earlier: [{ value: '6,8', at: at('03:05'), why: 'rerun' }] })], {
    decisions: [
      decision,
      { ...decision, kind: 'hold', signedAt: at('03:10'), holdReason: 'tube citraté', results: ['a', 'b', 'c', 'd'] },
      { ...decision, state: 'cancelled' },
    ],
  });
  expect(doneAlready(card)).toEqual([
    'Potassium avant repasse\u00a0: 6,8 à 03:05',
    'Mis en attente par Karim HADDAD à 03:10\u00a0: 4 résultats (tube citraté)',
    'Validé par Karim HADDAD à 03:18\u00a0: Sodium',
  ]);
});

test('a signature whose time to undo runs is signed, not validated', () => {
  expect(doneAlready(sampleCard([], { decisions: [{ ...decision, state: 'pending' }] }))).toEqual(['Signé par Karim HADDAD à 03:18\u00a0: Sodium']);
  expect(doneAlready(sampleCard([], { decisions: [{ ...decision, kind: 'lis', by: '' }] }))).toEqual(['Validé au laboratoire à 03:18\u00a0: Sodium']);
});
