import { describe, expect, test } from 'vitest';
import { controlsThatCount, gravestState, stateByLimits } from './control-rules';
import { controlStateOf } from './control-words';
import { changeOf, contentHashOf, revisionHashOf } from './rules';
import type { IncomingObservation } from './types';

const SAID: IncomingObservation = {
  observationKey: 'k',
  code: '2823-3',
  codeSystem: 'LN',
  localCode: 'K',
  label: 'Potassium',
  subId: '',
  valueType: 'NM',
  values: ['6.9'],
  number: 6.9,
  comparator: null,
  unit: 'mmol/L',
  referenceRange: '',
  referenceLow: null,
  referenceHigh: null,
  interpretation: 'HH',
  status: 'R',
  observedAt: null,
  analysedAt: null,
  performerCode: '',
  performerName: '',
  performerFiness: '',
  responsibleObserver: '',
  method: '',
  equipment: '',
  notes: [],
  lisValidator: null,
  origin: '',
};
const TECHNICAL = { analyserFlags: ['HEM'], qualityControl: 'conforme à 02:10', valuesBefore: ['7.0'], dilution: '5' };
const AT = new Date('2026-11-21T03:00:00Z');

describe('what an analyser said besides a value', () => {
  const known = (given: Partial<IncomingObservation>) => {
    const row = { ...SAID, ...given };
    return { ...row, id: 'v1', version: 1, sentAt: AT, contentHash: contentHashOf(row) };
  };
  const change = (sent: Partial<IncomingObservation>, before: Partial<IncomingObservation>) =>
    changeOf({ ...SAID, ...sent }, known(before), new Date(AT.getTime() + 60_000));

  test('is content: its first word makes another version', () => {
    expect(change(TECHNICAL, {}).kind).toBe('changed');
    expect(change({ analyserFlags: ['HEM'] }, {}).kind).toBe('changed');
  });

  test('stays said when the same value comes again without it, as an echo of our decision does', () => {
    expect(change({ status: 'F' }, TECHNICAL).kind).toBe('kept');
    const validated = change({ status: 'F', lisValidator: 'Dr X' }, TECHNICAL);
    expect(validated.kind === 'changed' && validated.observation).toMatchObject(TECHNICAL);
  });

  test('is gone with another value: alarms of one measurement are not those of the next', () => {
    const rerun = change({ values: ['4.1'], number: 4.1 }, TECHNICAL);
    expect(rerun.kind === 'changed' && rerun.observation.analyserFlags).toBeFalsy();
  });

  test('of a control only its state is content, unless nobody can read it', () => {
    expect(change({ ...TECHNICAL, qualityControl: 'conforme à 06:05' }, TECHNICAL).kind).toBe('kept');
    expect(change({ ...TECHNICAL, qualityControl: 'hors limites' }, TECHNICAL).kind).toBe('changed');
    expect(change({ qualityControl: 'lot 12' }, { qualityControl: 'lot 13' }).kind).toBe('changed');
  });

  test('what was not said leaves every hash of before as it was', () => {
    expect(contentHashOf({ ...SAID, analyserFlags: [], qualityControl: '', valuesBefore: [], dilution: '' })).toBe(contentHashOf(SAID));
    expect(revisionHashOf([], [], [], [{ identifier: 'S', notes: [] }])).toBe(revisionHashOf([], [], []));
    expect(revisionHashOf([], [], [], [{ identifier: 'S', notes: ['coagulé'] }])).not.toBe(revisionHashOf([], [], []));
  });
});

test.each([
  ['conforme', 'in'],
  ['CQ OK', 'in'],
  ['N', 'in'],
  ['non conforme', 'out'],
  ['pas conforme', 'out'],
  ['HORS LIMITES', 'out'],
  ['1-3s', 'out'],
  ['2_2S', 'unknown'],
  ['alerte 1-2s', 'warning'],
  ['H', 'out'],
  ['', 'unknown'],
  ['aucun CQ ce jour', 'unknown'],
])('a control of which the LIS says « %s » is %s', (said, state) => {
  expect(controlStateOf(said)).toBe(state);
});

describe('which controls count for a measurement', () => {
  const at = (time: string) => new Date(`2026-11-21T${time}:00Z`);
  const control = (level: string, time: string, state: 'in' | 'out' | 'warning' = 'in') => ({ level, analyser: 'A', state, measuredAt: at(time) });

  test('of each level the newest before it, and the newest after it that is not in order', () => {
    const all = [control('1', '01:00', 'out'), control('1', '02:00'), control('2', '02:01'), control('1', '05:00'), control('2', '05:01', 'out')];
    expect(controlsThatCount(all, at('03:00')).map(({ level, measuredAt }) => [level, measuredAt])).toEqual([
      ['1', at('02:00')],
      ['2', at('02:01')],
      ['2', at('05:01')],
    ]);
  });

  test('one that is in order again says nothing more of what went wrong after', () => {
    expect(controlsThatCount([control('1', '02:00'), control('1', '04:00', 'out'), control('1', '05:00')], at('03:00'))).toHaveLength(1);
  });

  test('the gravest of what was told counts; nothing told is nothing', () => {
    expect(gravestState(['in', 'unknown', 'out'])).toBe('out');
    expect(gravestState(['in', 'unknown'])).toBe('unknown');
    expect(gravestState([])).toBeNull();
  });

  test('a limit itself is inside', () => {
    expect(stateByLimits(5.6, { low: 4.8, high: 5.6 })).toBe('in');
    expect(stateByLimits(5.61, { low: 4.8, high: 5.6 })).toBe('out');
    expect(stateByLimits(4.79, { low: 4.8, high: null })).toBe('out');
    expect(stateByLimits(null, { low: 4.8, high: 5.6 })).toBe('unknown');
    expect(stateByLimits(5, { low: null, high: null })).toBe('unknown');
  });
});
