import { describe, expect, test } from 'vitest';
import { dueWords, endedWords, placeToCall, valuesWords } from './call-words';

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const at = (time: string) => new Date(`2026-11-21T${time}:00+01:00`);

test('every value is said with its unit and its mark', () => {
  expect(
    valuesWords([
      { observationVersionId: '1', label: 'Potassium', value: '6,9', unit: 'mmol/L', flag: 'critical-high', reasonCode: 'K', reason: 'Potassium > 6,5 mmol/L' },
      {
        observationVersionId: '2',
        label: 'Hémoculture',
        value: 'Positif',
        unit: '',
        flag: 'critical',
        reasonCode: 'SIL',
        reason: 'signalé critique par le SIL',
      },
    ]),
  ).toBe('Potassium 6,9 mmol/L ▲▲, Hémoculture Positif CRITIQUE');
});

test('until when, and since when it is late', () => {
  expect(dueWords(at('03:28'), at('03:22'))).toEqual({ text: 'à annoncer avant 03:28', isLate: false });
  expect(plain(dueWords(at('03:28'), at('03:40')).text)).toBe('en retard de 12 min');
});

describe('where to phone', () => {
  const asked = { ward: 'Urgences', phone: '0329000415' };
  test('is where the patient is now, with whence it was asked', () => {
    const there = { ward: 'Réanimation', phone: '0329000621', phoneLabel: 'réanimateur de garde', others: [], since: at('03:19') };
    const place = placeToCall({ place: there, asked, callbackPhone: '' });
    expect(place).toMatchObject({ ward: 'Réanimation', phone: '0329000621', isMoved: true });
    expect(place.remark).toContain('depuis 03:19');
    expect(place.remark).toContain('Urgences');
  });
  test('is never the ward of the request when nobody knows where he is', () => {
    const place = placeToCall({ place: null, asked, callbackPhone: '' });
    expect(place).toMatchObject({ ward: '', phone: '', isMoved: true });
    expect(place.remark).toContain('Aucun mouvement');
  });
});

test('a call that is over says to whom, when, and how long after the sampling', () => {
  const call = {
    callId: 'c',
    state: 'closed' as const,
    via: 'voice' as const,
    openedAt: at('03:18'),
    closedAt: at('03:24'),
    by: 'Anne',
    spokenTo: 'Dr Samuel KELLER',
    quality: 'médecin de garde',
    collectedAt: at('02:45'),
    values: [],
    attempts: [],
  };
  expect(plain(endedWords(call, at('04:00')))).toBe(
    'Annoncé à 03:24 à Dr Samuel KELLER (médecin de garde) par Anne, relecture concordante. 39 min après le prélèvement.',
  );
  expect(plain(endedWords({ ...call, via: 'portal', spokenTo: 'Dr Inès ROY', quality: 'prescripteur' }, at('04:00')))).toBe(
    'Relu à 03:24 par Dr Inès ROY (prescripteur) dans Relais, valeurs retapées concordantes. 39 min après le prélèvement.',
  );
});
