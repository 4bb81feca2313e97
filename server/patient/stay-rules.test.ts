import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Place, type PlaceWord, stepOf, type Told, wordOf } from './stay-rules';
import type { IncomingPlace } from './types';

const at = (minute: number) => new Date(Date.parse('2026-11-21T03:00:00Z') + minute * 60_000);
const place = (given: Partial<IncomingPlace>): IncomingPlace => ({
  event: 'result',
  patientClass: 'I',
  wardCode: 'URG',
  encounterNumber: 'V1',
  admittedAt: null,
  dischargedAt: null,
  movedAt: null,
  action: 'INSERT',
  isHistoric: false,
  ...given,
});

describe('what a message says of a place', () => {
  test.each<[string, Partial<IncomingPlace>, PlaceWord]>([
    ['an in-patient lies in the ward of his result', {}, { says: 'lies', wardId: 'w' }],
    ['so does an emergency', { patientClass: 'E' }, { says: 'lies', wardId: 'w' }],
    ['a consultant lies nowhere', { patientClass: 'O' }, { says: 'nothing' }],
    ['a patient who is to come lies nowhere yet', { event: 'A01', patientClass: 'P' }, { says: 'nothing' }],
    ['a result without a class says nothing', { patientClass: '' }, { says: 'nothing' }],
    ['a result without a ward says nothing', { wardCode: '' }, { says: 'nothing' }],
    ['a discharge that has been is one, whatever the message', { dischargedAt: at(-1) }, { says: 'left' }],
    ['a discharge that is planned is none', { dischargedAt: at(1) }, { says: 'lies', wardId: 'w' }],
    ['an admission without a class is one', { event: 'A01', patientClass: '' }, { says: 'lies', wardId: 'w' }],
    ['a transfer', { event: 'A02' }, { says: 'lies', wardId: 'w' }],
    ['a discharge', { event: 'A03' }, { says: 'left' }],
    ['a cancelled admission', { event: 'A11' }, { says: 'left' }],
    ['a cancelled transfer', { event: 'A12' }, { says: 'back', wardId: 'w' }],
    ['a cancelled discharge', { event: 'A13', patientClass: '' }, { says: 'back', wardId: 'w' }],
    ['an update', { event: 'A08' }, { says: 'lies', wardId: 'w' }],
    ['a registration of an emergency', { event: 'A04', patientClass: 'E' }, { says: 'lies', wardId: 'w' }],
    ['a registration of a consultant', { event: 'A04', patientClass: 'O' }, { says: 'nothing' }],
    ['a pre-admission', { event: 'A05' }, { says: 'nothing' }],
    ['a change to in-patient', { event: 'A06', patientClass: '' }, { says: 'lies', wardId: 'w' }],
    ['a change to out-patient', { event: 'A07', patientClass: 'O' }, { says: 'left' }],
    ['a leave keeps his bed', { event: 'A21' }, { says: 'nothing' }],
    ['a return from leave', { event: 'A22' }, { says: 'lies', wardId: 'w' }],
    ['a person without a place', { event: 'A31' }, { says: 'nothing' }],
    ['a French movement put in', { event: 'Z99' }, { says: 'lies', wardId: 'w' }],
    ['a French movement cancelled', { event: 'Z99', action: 'CANCEL' }, { says: 'back', wardId: null }],
    ['an update of a consultant', { event: 'A08', patientClass: 'O' }, { says: 'nothing' }],
  ])('%s', (_what, given, word) => {
    expect(wordOf(place(given), 'w', at(0))).toEqual(word);
  });
});

describe('what follows', () => {
  const lying = (given: Partial<Place> = {}): Place => ({ wardId: 'urg', encounterNumber: 'V1', toldAt: at(0), toldBy: 'movement', since: at(0), ...given });
  const told = (given: Partial<Told>): Told => ({
    word: { says: 'lies', wardId: 'rea' },
    encounterNumber: 'V1',
    admittedAt: null,
    toldAt: at(1),
    toldBy: 'movement',
    movedAt: null,
    isHistoric: false,
    ...given,
  });

  test.each<[string, Place | null, Partial<Told>, ReturnType<typeof stepOf>]>([
    ['a first word lays him down, since his admission', null, { admittedAt: at(-60) }, { kind: 'move', wardId: 'rea', since: at(-60), cancels: false }],
    ['a newer word moves him', lying(), {}, { kind: 'move', wardId: 'rea', since: at(1), cancels: false }],
    ['an older one does not', lying(), { toldAt: at(-1) }, { kind: 'none' }],
    ['an older discharge does not end a newer stay', lying(), { word: { says: 'left' }, toldAt: at(-1) }, { kind: 'none' }],
    ['the same place again is confirmed', lying(), { word: { says: 'lies', wardId: 'urg' } }, { kind: 'confirm' }],
    ['a discharge ends it', lying(), { word: { says: 'left' } }, { kind: 'move', wardId: null, since: at(1), cancels: false }],
    ['a discharge of another visit does not', lying(), { word: { says: 'left' }, encounterNumber: 'V0' }, { kind: 'none' }],
    [
      'a discharge before any word is kept, so that a late admission opens nothing',
      null,
      { word: { says: 'left' } },
      { kind: 'move', wardId: null, since: at(1), cancels: false },
    ],
    [
      'a cancelled discharge puts him back where it says',
      lying({ wardId: null }),
      { word: { says: 'back', wardId: 'chir' } },
      { kind: 'move', wardId: 'chir', since: at(1), cancels: true },
    ],
    ['or where he was', lying({ wardId: null }), { word: { says: 'back', wardId: null } }, { kind: 'move', wardId: 'before', since: at(1), cancels: true }],
    ['what the admission said, a result does not change', lying(), { toldBy: 'result' }, { kind: 'none' }],
    ['nor does it of an older visit', lying(), { toldBy: 'result', encounterNumber: 'V0', admittedAt: at(-90) }, { kind: 'none' }],
    [
      'but of a visit that began since',
      lying(),
      { toldBy: 'result', encounterNumber: 'V2', admittedAt: at(0.5) },
      { kind: 'move', wardId: 'rea', since: at(1), cancels: false },
    ],
    ['among results the newer one counts', lying({ toldBy: 'result' }), { toldBy: 'result' }, { kind: 'move', wardId: 'rea', since: at(1), cancels: false }],
    ['a ward that nobody knows is no ward', lying(), { word: { says: 'lies', wardId: null } }, { kind: 'move', wardId: null, since: at(1), cancels: false }],
    [
      'a movement that was before the present place is history, however late it is told',
      lying(),
      { toldAt: at(5), movedAt: at(-10) },
      { kind: 'history', wardId: 'rea', since: at(-10), until: at(0) },
    ],
    ['so is one that says so', lying(), { isHistoric: true, movedAt: at(-10) }, { kind: 'history', wardId: 'rea', since: at(-10), until: at(0) }],
    ['and the end of one tells nothing', lying(), { isHistoric: true, word: { says: 'left' } }, { kind: 'none' }],
    ['a movement is since it was', lying(), { toldAt: at(9), movedAt: at(2) }, { kind: 'move', wardId: 'rea', since: at(2), cancels: false }],
    ['no word changes nothing', lying(), { word: { says: 'nothing' } }, { kind: 'none' }],
  ])('%s', (_what, current, given, step) => {
    expect(stepOf(current, told(given), 'before')).toEqual(step);
  });

  test('in whatever order the words of one visit come, the newest decides', () => {
    const words = fc.uniqueArray(fc.record({ minute: fc.integer({ min: 0, max: 99 }), ward: fc.constantFrom('urg', 'rea', 'chir', null) }), {
      selector: ({ minute }) => minute,
      minLength: 1,
    });
    fc.assert(
      fc.property(words, fc.infiniteStream(fc.nat()), (given, seeds) => {
        const shuffled = given.map((word) => ({ word, rank: seeds.next().value ?? 0 })).sort((one, other) => one.rank - other.rank);
        const after = shuffled.reduce<Place | null>((current, { word: { minute, ward } }) => {
          const next = told({ word: ward === null ? { says: 'left' } : { says: 'lies', wardId: ward }, toldAt: at(minute) });
          const step = stepOf(current, next, null);
          if (step.kind === 'none') return current;
          return {
            wardId: step.kind === 'move' ? step.wardId : (current?.wardId ?? null),
            encounterNumber: 'V1',
            toldAt: at(minute),
            toldBy: 'movement',
            since: at(minute),
          };
        }, null);
        const newest = given.reduce((one, other) => (other.minute > one.minute ? other : one));
        expect(after?.wardId).toBe(newest.ward);
      }),
    );
  });
});
