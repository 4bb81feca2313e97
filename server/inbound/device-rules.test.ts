import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bedsideOf, contentOf, deviceStateOf, type KnownDevice, originOf, quietSince, silenceLimitOf } from './device-rules';
import { ORDER, obx, oru, REQUEST, resultsOf, translated, VALMONT } from './testing';
import type { Translation } from './types';

const GLU: KnownDevice = { id: 'glu', codes: ['GLU-REA-03'], name: 'Lecteur de glycémie 3', ward: 'Réanimation', isBlocked: false };
const GAZ: KnownDevice = { id: 'gaz', codes: ['ABL-90', 'SIL/LBM-VALMONT'], name: 'Gaz du sang', ward: '', isBlocked: false };
const FINAL = { 11: 'F', 16: '10002223334^MARCHETTI^Hélène' };
const read = (devices: readonly KnownDevice[], ...segments: string[]) => bedsideOf(translated(oru(...segments)), devices);
const seen = ({ translation }: { translation: Translation }) => resultsOf(translation).map(({ origin, lisValidator }) => [origin, lisValidator]);

describe('a line of a declared device', () => {
  test('carries its name and ward, and waits whoever is named as its validator', () => {
    const bedside = read([GLU], ORDER, REQUEST, obx({ ...FINAL, 18: 'glu-rea-03 ' }), obx({ ...FINAL, 3: 'NA^Sodium^LOCAL', 18: 'COBAS-1' }));
    expect(seen(bedside)).toEqual([
      ['Lecteur de glycémie 3 · Réanimation (biologie délocalisée)', null],
      ['', 'Hélène MARCHETTI'],
    ]);
    expect(bedside).toMatchObject({ heard: ['glu'], isHeldBack: false });
    expect(bedside.translation.repairs.map(({ kind }) => kind)).not.toContain('unknown_device');
  });

  test('is known by its sender where the line names no equipment, and by the equipment before the sender', () => {
    expect(seen(read([GLU, GAZ], ORDER, REQUEST, obx(), obx({ 4: '2', 18: 'GLU-REA-03' })))).toEqual([
      ['Gaz du sang (biologie délocalisée)', null],
      [originOf(GLU), null],
    ]);
  });

  test('of a blocked one stays out; the rest of the message goes on', () => {
    const blocked = { ...GLU, isBlocked: true };
    const bedside = read([blocked], ORDER, REQUEST, obx({ 18: 'GLU-REA-03' }), obx({ 4: '2', 18: 'COBAS-1' }));
    expect(resultsOf(bedside.translation).map(({ subId }) => subId)).toEqual(['2']);
    expect(bedside).toMatchObject({ heard: ['glu'], isHeldBack: true });
  });

  test('a dossier that holds nothing but held-back lines is not opened, nor what it asked to mend', () => {
    const bedside = read([{ ...GLU, isBlocked: true }], ORDER, REQUEST, obx({ 3: 'ZAK^Code inconnu^LOCAL', 18: 'GLU-REA-03' }));
    expect(bedside.translation.groups.map(({ dossiers }) => dossiers)).toEqual([[]]);
    expect(bedside.translation.repairs).toEqual([]);
  });

  test('a request without results stays where another one is held back', () => {
    const bedside = read([{ ...GLU, isBlocked: true }], ORDER, REQUEST, obx({ 18: 'GLU-REA-03' }), 'OBR|2|P1|N2|NFS');
    expect(bedside.translation.groups.flatMap(({ dossiers }) => dossiers.flatMap(({ requests }) => requests.map(({ code }) => code)))).toEqual(['NFS']);
  });
});

describe('a device that nobody declared', () => {
  const settings = { ...VALMONT.settings, privateFields: [{ segment: 'ZBR', field: 3, component: 1, meaning: 'origin' as const }] };
  const ofPrivateField = (devices: readonly KnownDevice[], ...segments: string[]) => bedsideOf(translated(oru(...segments), { ...VALMONT, settings }), devices);

  test('and says that it stands at the bedside is marked, waits, and is told once', () => {
    const bedside = ofPrivateField([], 'ZBR|1||Lecteur, Réanimation', ORDER, REQUEST, obx(FINAL), obx({ ...FINAL, 4: '2' }));
    expect(seen(bedside)).toEqual(Array.from({ length: 2 }, () => ['Lecteur, Réanimation (biologie délocalisée)', null]));
    expect(bedside.translation.repairs.filter(({ kind }) => kind === 'unknown_device').map(({ subject }) => subject)).toEqual(['Lecteur, Réanimation']);
    expect(bedside).toMatchObject({ heard: [], isHeldBack: false });
  });

  test('is known by what it said once it is declared under it', () => {
    const named = { ...GLU, codes: ['Lecteur, Réanimation'] };
    expect(seen(ofPrivateField([named], 'ZBR|1||LECTEUR, RÉANIMATION', ORDER, REQUEST, obx(FINAL)))).toEqual([[originOf(GLU), null]]);
  });

  test('speaks by the event of the bedside, and is called by its equipment', () => {
    const message = oru(ORDER, REQUEST, obx({ ...FINAL, 18: 'GLU-9' })).replace('ORU^R01^ORU_R01', 'ORU^R32^ORU_R30');
    const bedside = bedsideOf(translated(message), []);
    expect(seen(bedside)).toEqual([['GLU-9 (biologie délocalisée)', null]]);
    expect(bedside.translation.repairs.map(({ kind, subject }) => [kind, subject])).toContainEqual(['unknown_device', 'GLU-9']);
  });

  test('and says nothing of the bedside is an analyser like any other', () => {
    expect(seen(read([GLU], ORDER, REQUEST, obx({ ...FINAL, 18: 'COBAS-1' })))).toEqual([['', 'Hélène MARCHETTI']]);
  });
});

test('whatever a message says, no bedside result has a validator and none is without its origin', () => {
  const line = fc.record({
    status: fc.constantFrom('R', 'P', 'F', 'C'),
    equipment: fc.constantFrom('GLU-REA-03', 'ABL-90', 'COBAS-1', ''),
    blocked: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.boolean(), (lines, isBlocked) => {
      const segments = lines.map(({ status, equipment }, index) => obx({ ...FINAL, 4: String(index), 11: status, 18: equipment }));
      const bedside = read(
        [
          { ...GLU, isBlocked },
          { ...GAZ, codes: ['ABL-90'] },
        ],
        ORDER,
        REQUEST,
        ...segments,
      );
      const kept = resultsOf(bedside.translation);
      for (const result of kept) {
        const isBedside = result.equipment === 'GLU-REA-03' || result.equipment === 'ABL-90';
        expect(result.origin !== '').toBe(isBedside);
        expect(isBedside && result.lisValidator !== null).toBe(false);
        expect(isBlocked && result.equipment === 'GLU-REA-03').toBe(false);
      }
      expect(bedside.isHeldBack).toBe(isBlocked && lines.some(({ equipment }) => equipment === 'GLU-REA-03'));
    }),
  );
});

test('codes are kept once each, without blanks around them', () => {
  const said = { codes: [' A ', 'a', '', 'B'], name: ' Gaz ', ward: ' ', kind: 'blood-gas' as const, silentAfterMinutes: null };
  expect(contentOf(said)).toMatchObject({ codes: ['a', 'B'], name: 'Gaz', ward: '' });
});

describe('silence', () => {
  test.each<[string, number | null, number[], number]>([
    ['is what was written down', 30, [600, 600, 600, 600, 600], 30],
    ['of an unknown rhythm is a day', null, [60, 60], 1440],
    ['is a quarter more than the second longest pause of two weeks', null, [400, 480, 480, 420, 4000], 600],
    ['of a device that never rests is an hour at least', null, [3, 4, 5, 4, 3], 60],
  ])('%s', (_what, silentAfterMinutes, pauses, expected) => expect(silenceLimitOf({ silentAfterMinutes }, pauses)).toBe(expected));

  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 0, minutes));
  test.each([
    ['heard', { lastHeardAt: at(50), expectedSince: at(0), blockedAt: null }],
    ['silent', { lastHeardAt: at(10), expectedSince: at(0), blockedAt: null }],
    ['awaited', { lastHeardAt: null, expectedSince: at(50), blockedAt: null }],
    ['silent', { lastHeardAt: null, expectedSince: at(0), blockedAt: null }],
    ['heard', { lastHeardAt: at(10), expectedSince: at(50), blockedAt: null }],
    ['blocked', { lastHeardAt: at(10), expectedSince: at(0), blockedAt: at(20) }],
  ] as const)('%s', (state, device) => expect(deviceStateOf(device, 30, at(60))).toBe(state));

  test('counts from the last word, from the declaration before any, and anew when it is unblocked', () => {
    expect(quietSince({ lastHeardAt: at(5), expectedSince: at(9), blockedAt: null })).toEqual(at(9));
    expect(quietSince({ lastHeardAt: at(9), expectedSince: at(5), blockedAt: null })).toEqual(at(9));
  });
});
