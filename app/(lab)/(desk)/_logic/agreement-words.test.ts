import { expect, test } from 'vitest';
import { agreementTitle, draftLacks, EMPTY_DRAFT } from './agreement-words';

const agreement = {
  id: 'a',
  one: 'x',
  other: 'y',
  sharesPatients: true,
  reference: 'GHT-1',
  signedForOne: 'Dr X',
  signedForOther: 'Dr Y',
  signedOn: '2025-06-18',
  fromOn: '2025-07-01',
  untilOn: null,
  madeByName: 'Z',
  madeAt: new Date(0),
  endedAt: null,
  endedByName: null,
  endReason: '',
  state: 'in-force',
} as const;

test('an agreement is named with what it says and until when', () => {
  expect(agreementTitle(agreement)).toBe('Convention GHT-1, en vigueur : base commune, du 01/07/2025, sans terme');
  expect(agreementTitle({ ...agreement, sharesPatients: false, untilOn: '2026-06-30', state: 'over' })).toBe(
    'Convention GHT-1, échue : bases séparées, du 01/07/2025 au 30/06/2026',
  );
});

test('a draft says what it lacks, one thing at a time', () => {
  expect(draftLacks(EMPTY_DRAFT)).toBe('choisissez les deux établissements');
  expect(draftLacks({ ...EMPTY_DRAFT, one: 'x', other: 'x' })).toBe('deux établissements différents');
  const whole = {
    one: 'x',
    other: 'y',
    shares: 'yes',
    reference: 'C',
    forOne: 'Dr X',
    forOther: 'Dr Y',
    signedOn: '2026-01-01',
    fromOn: '2026-01-01',
    untilOn: '',
  };
  expect(draftLacks({ ...whole, forOther: '' })).toBe('signataires à écrire');
  expect(draftLacks(whole)).toBeNull();
});
