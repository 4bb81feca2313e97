import { describe, expect, test } from 'vitest';
import type { PrivateField } from '../../../db/schema/inbound';
import { ProfileSettingsSchema } from '../profile-settings';
import { translated, VALMONT } from '../testing';

const withFields = (privateFields: PrivateField[]) => ({ ...VALMONT, settings: { ...VALMONT.settings, privateFields } });
const message = (...lines: string[]): string =>
  ['MSH|^~\\&|SIL|LBM-VALMONT|R|G|20261121031500||ORU^R01|1|P|2.5', 'PID|1||0004711^^^CH^PI||PAT^Dominique||19790328|F', 'ORC|RE|||26112100457', ...lines].join(
    '\r',
  );
const read = (fields: PrivateField[], ...lines: string[]) => translated(message(...lines), withFields(fields)).groups[0]?.dossiers[0];

const ZRS: PrivateField[] = [
  { segment: 'ZRS', field: 1, component: 1, meaning: 'analyser-flag' },
  { segment: 'ZRS', field: 2, component: 1, meaning: 'quality-control' },
  { segment: 'ZRS', field: 3, component: 1, meaning: 'value-before' },
  { segment: 'ZRS', field: 4, component: 1, meaning: 'dilution' },
];
const OBR = 'OBR|1||N1|IONO^Ionogramme^LOCAL|||20261121024500|||||||||||||||20261121031200|||R';
const K = 'OBX|1|NM|K^Potassium^LOCAL||6.9|mmol/L|3.5-5.1|HH|||R';
const NA = 'OBX|2|NM|NA^Sodium^LOCAL||134|mmol/L|136-145|L|||R';

describe('what an analyser says besides a value', () => {
  test('a Z-segment belongs to the result before it', () => {
    const [k, na] = read(ZRS, OBR, K, 'ZRS|HEMOLYSE~DELTA|conforme|7.0|5', NA)?.requests[0]?.observations ?? [];
    expect(k).toMatchObject({ analyserFlags: ['HEMOLYSE', 'DELTA'], qualityControl: 'conforme', valuesBefore: ['7.0'], dilution: '5' });
    expect(na).toMatchObject({ analyserFlags: [], qualityControl: '', valuesBefore: [], dilution: '' });
  });

  test('one before the first result speaks of all of them, but for what one value alone can have', () => {
    const results = read(ZRS, OBR, 'ZRS|CAILLOT|hors limites|7.0|5', K, NA)?.requests[0]?.observations ?? [];
    expect(results.map(({ analyserFlags, qualityControl, valuesBefore, dilution }) => [analyserFlags, qualityControl, valuesBefore, dilution])).toEqual([
      [['CAILLOT'], 'hors limites', [], ''],
      [['CAILLOT'], 'hors limites', [], ''],
    ]);
  });

  test('a repetition that the link takes for something else is no value and no flag', () => {
    const fields: PrivateField[] = [
      { segment: 'OBX', field: 5, repetition: 2, component: 1, meaning: 'value-before' },
      { segment: 'OBX', field: 8, repetition: 2, component: 1, meaning: 'analyser-flag' },
    ];
    const [k] = read(fields, OBR, 'OBX|1|NM|K^Potassium^LOCAL||6.9~7.2|mmol/L|3.5-5.1|HH~HEM|||R')?.requests[0]?.observations ?? [];
    expect(k).toMatchObject({ values: ['6.9'], number: 6.9, interpretation: 'HH', valuesBefore: ['7.2'], analyserFlags: ['HEM'] });
  });

  test('nothing is guessed: without a setting a Z-segment and a repetition are what they are', () => {
    const [k] = read([], OBR, 'OBX|1|NM|K^Potassium^LOCAL||6.9~7.2|mmol/L||HH~HEM|||R', 'ZRS|X|Y|1|2')?.requests[0]?.observations ?? [];
    expect(k).toMatchObject({ values: ['6.9', '7.2'], interpretation: 'HH~HEM' });
    expect([k?.analyserFlags, k?.qualityControl, k?.valuesBefore, k?.dilution]).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('OBR-22 says when the laboratory gave the results their status', () => {
    expect(read([], OBR, K)?.requests[0]?.observations[0]).toMatchObject({ statusAt: new Date('2026-11-21T03:12:00+01:00'), statusText: '20261121031200' });
    expect(read([], OBR.replace('20261121031200', ''), K)?.requests[0]?.observations[0]).toMatchObject({ statusAt: null, statusText: '' });
  });

  test('an hour of centrifugation stands at the request or at the sample', () => {
    const fields: PrivateField[] = [{ segment: 'ZCE', field: 1, component: 1, meaning: 'centrifuged-at' }];
    expect(read(fields, OBR, 'ZCE|20261121030100', K)?.requests[0]?.centrifugedAt).toEqual(new Date('2026-11-21T03:01:00+01:00'));
    expect(read(fields, OBR, K, 'SPM|1|S1||BLD', 'ZCE|20261121030200')?.specimens[0]?.centrifugedAt).toEqual(new Date('2026-11-21T03:02:00+01:00'));
    expect(read(fields, OBR, 'ZCE|tantôt', K)?.requests[0]?.centrifugedAt).toBeNull();
  });
});

describe('settings of a link', () => {
  const accepts = (field: object) => ProfileSettingsSchema.safeParse({ ...VALMONT.settings, privateFields: [field] }).success;
  test.each([
    ['a Z-segment for anything', { segment: 'ZRS', field: 1, component: 1, meaning: 'origin' }, true],
    ['a repetition of OBX', { segment: 'OBX', field: 5, repetition: 2, component: 1, meaning: 'value-before' }, true],
    ['never the value itself', { segment: 'OBX', field: 5, component: 1, meaning: 'value-before' }, false],
    ['nor its first repetition', { segment: 'OBX', field: 5, repetition: 1, component: 1, meaning: 'dilution' }, false],
    ['a segment of the standard keeps what it says of the order', { segment: 'OBR', field: 13, component: 1, meaning: 'ward' }, false],
    ['no other segment', { segment: 'PID', field: 3, component: 1, meaning: 'analyser-flag' }, false],
  ])('%s', (_, field, isAccepted) => {
    expect(accepts(field)).toBe(isAccepted);
  });
});

describe('controls of the laboratory', () => {
  const MSH = 'MSH|^~\\&|SIL|LBM-VALMONT|R|G|20261121021200||ORU^R01|9|P|2.5';
  const controls = (...lines: string[]) => translated([MSH, ...lines].join('\r'), VALMONT);
  const OBX = 'OBX|1|NM|2823-3^Potassium^LN^K^Potassium^LOCAL|1|5.9|mmol/L|4.8-5.6|H|||F|||20261121021000||||COBAS-1';

  test('a message whose samples are all control materials, and that names nobody, is one of controls', () => {
    const {
      groups,
      controls: own,
      problems,
    } = controls('OBR|1||CQ1|CQ^Contrôle^LOCAL|||20261121021000', OBX, 'SPM|1|LOT42||CTRL^Sérum de contrôle|||||||Q|||Niveau 2');
    expect(groups).toEqual([]);
    expect(problems.filter(({ severity }) => severity === 'E')).toEqual([]);
    expect(own).toEqual([
      {
        specimen: 'LOT42',
        level: 'Niveau 2',
        analyser: 'COBAS-1',
        code: '2823-3',
        codeSystem: 'LN',
        localCode: 'K',
        label: 'Potassium',
        value: '5.9',
        unit: 'mmol/L',
        target: '',
        limits: '4.8-5.6',
        state: 'out',
        said: 'H',
        measuredAt: new Date('2026-11-21T02:10:00+01:00'),
      },
    ]);
  });

  test('a value beyond its limits is out, whatever the LIS says of it', () => {
    expect(controls('OBR|1', OBX.replace('|H|', '|N|'), 'SPM|1|L|||||||||Q').controls[0]?.state).toBe('out');
    expect(controls('OBR|1', OBX.replace('|5.9|', '|5.2|').replace('|H|', '||'), 'SPM|1|L|||||||||Q').controls[0]?.state).toBe('in');
    expect(controls('OBR|1', OBX.replace('|5.9|', '|5.2|').replace('|4.8-5.6|H|', '|||'), 'SPM|1|L|||||||||Q').controls[0]?.state).toBe('unknown');
  });

  test('one that names a patient is his, and one without a control material still needs a patient', () => {
    const named = controls('PID|1||1^^^A^PI||N^P', 'ORC|RE|||D1', 'OBR|1||N1|CQ', OBX, 'SPM|1|L|||||||||Q');
    expect([named.controls, named.groups.length]).toEqual([[], 1]);
    expect(controls('OBR|1', OBX, 'SPM|1|L|||||||||P').problems.map(({ segment }) => segment)).toContain('PID');
  });

  test('a control without any result is told', () => {
    expect(controls('SPM|1|L|||||||||Q').problems.some(({ severity }) => severity === 'E')).toBe(true);
  });
});

test('nothing of controls for a message of results', () => {
  expect(translated(message(OBR, K), VALMONT).controls).toEqual([]);
});
