import { expect, test } from 'vitest';
import { NBSP } from '../../../_text/format';
import { at } from './testing';
import { todayWords } from './today-words';

const dossiers = { received: 214, toValidate: 9, held: 14, validated: 15, published: 161, awaited: 12, takenAway: 3 };

test('the terms of the day and their sum', () => {
  expect(todayWords({ dossiers, checkedAt: at('03:15') }, at('03:16'))).toEqual({
    received: `214${NBSP}reçus aujourd’hui`,
    inShort: `214${NBSP}reçus`,
    rest: `= 9${NBSP}à valider, 14${NBSP}en attente, 15${NBSP}validés, 161${NBSP}diffusés, 12${NBSP}sans résultat encore, 3${NBSP}annulés`,
    checked: 'Compté à 03:15',
    isBalanced: true,
  });
});

test('what does not add up says so', () => {
  expect(todayWords({ dossiers: { ...dossiers, held: 13 }, checkedAt: at('03:15') }, at('03:16'))).toMatchObject({
    isBalanced: false,
    rest: expect.stringMatching(/^≠/),
  });
});

test('nothing is said before the first count', () => {
  expect(todayWords({ dossiers, checkedAt: null }, at('03:16'))).toBeNull();
});
