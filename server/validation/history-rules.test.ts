import { describe, expect, test } from 'vitest';
import { type HistoryValue, historyRows } from './history-rules';

const value = (given: Partial<HistoryValue> & { written?: string } = {}): HistoryValue => {
  const written = given.written ?? '5.0';
  return {
    dossierId: 'd1',
    code: '14749-6',
    scope: '',
    label: 'Glucose',
    subId: '',
    chapter: 'Biochimie',
    values: [written],
    number: Number.isNaN(Number(written)) ? null : Number(written),
    comparator: null,
    unit: 'mmol/L',
    method: '',
    interpretation: 'N',
    referenceRange: '3.9-5.5',
    position: 0,
    at: new Date('2026-11-20T08:00:00Z'),
    isValidated: true,
    ...given,
  };
};
const before = new Date('2026-10-01T08:00:00Z');

describe('a patient’s whole history', () => {
  test('one quantity is one row, in the unit of its newest value; what was written otherwise is converted and says so', () => {
    const rows = historyRows([value(), value({ dossierId: 'd0', code: '2345-7', unit: 'g/L', written: '1.20', at: before })]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ unit: 'mmol/L', referenceRange: '3,9 – 5,5' });
    expect(rows[0]?.cells).toMatchObject([
      { dossierId: 'd1', value: '5,0', converted: null },
      { dossierId: 'd0', value: '6,66', converted: '1,20 g/L' },
    ]);
  });

  test('what cannot be converted stays as it was written, with its unit', () => {
    const [row] = historyRows([value(), value({ dossierId: 'd0', unit: 'croix', written: '3', at: before })]);
    expect(row?.cells[1]).toMatchObject({ value: '3', unit: 'croix', converted: null });
  });

  test('two spellings of one unit are one unit', () => {
    const creatinine = { code: '14682-9', label: 'Créatinine', written: '80' };
    const [row] = historyRows([value({ ...creatinine, unit: 'umol/L' }), value({ ...creatinine, dossierId: 'd0', unit: 'µmol/L', at: before })]);
    expect(row?.cells.map(({ converted }) => converted)).toEqual([null, null]);
  });

  test('methods are not joined, nor local codes of two laboratories, nor two times of one test', () => {
    const labels = (values: HistoryValue[]) => historyRows(values).map(({ label, method, cells }) => [label, method, cells.length]);
    expect(labels([value({ method: 'Hexokinase' }), value({ method: 'Oxydase', at: before })])).toEqual([
      ['Glucose', 'Hexokinase', 1],
      ['Glucose', 'Oxydase', 1],
    ]);
    expect(historyRows([value({ code: 'X', scope: 'a' }), value({ code: 'X', scope: 'b' })])).toHaveLength(2);
    expect(labels([value({ subId: 'T0' }), value({ subId: 'T60' })])).toEqual([
      ['Glucose T0', '', 1],
      ['Glucose T60', '', 1],
    ]);
  });

  test('a comparator is carried into the other unit, a text is never touched', () => {
    const [row] = historyRows([
      value(),
      value({ dossierId: 'd0', unit: 'g/L', written: '<0.20', number: 0.2, comparator: '<', at: before }),
      value({ dossierId: 'd2', written: 'ininterprétable', unit: '', at: before }),
    ]);
    expect(row?.cells.map(({ value: shown, converted }) => [shown, converted])).toEqual([
      ['5,0', null],
      ['<1,1', '<0,20 g/L'],
      ['ininterprétable', null],
    ]);
  });

  test('what nobody has validated says so', () => {
    expect(historyRows([value({ isValidated: false })])[0]?.cells[0]).toMatchObject({ isValidated: false });
  });
});
