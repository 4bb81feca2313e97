import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explain } from './explain';

const fixture = (name: string) => readFileSync(`server/simulator/fixtures/${name}`);

describe('explain', () => {
  it('says of the urgent sample exactly what the contract promises', () => {
    const [explanation] = explain(fixture('fr_urgent_unvalidated_8859-1.hl7'));
    expect(explanation).toMatchObject({ answer: 'AA', controlId: 'VAL2611210031' });
    expect(explanation?.dossiers.map((dossier) => dossier.accessionNumber)).toEqual(['26112100457']);
    expect(explanation?.dossiers[0]?.observations[1]).toEqual({
      code: '2823-3',
      codeSystem: 'LN',
      localCode: 'K',
      label: 'Potassium',
      subId: null,
      valueType: 'NM',
      value: '6.9',
      values: ['6.9'],
      number: 6.9,
      comparator: null,
      unit: 'mmol/L',
      referenceRange: '3.5 - 5.1',
      interpretation: 'HH',
      status: 'R',
      observedAt: '2026-11-21T03:07:11+01:00',
      notes: ['Repassé : 6.9 puis 6.8 mmol/L. Échantillon non hémolysé (indice H = 4).'],
    });
  });

  it('reads a comparator sent as NM, and says so without refusing', () => {
    const platelets = explain(fixture('fr_urgent_unvalidated_8859-1.hl7'))[0];
    expect(platelets?.dossiers[0]?.observations.at(-1)).toMatchObject({ value: '<10', number: 10, comparator: '<' });
    expect(platelets?.problems).toContainEqual(expect.objectContaining({ severity: 'W', segment: 'OBX', field: 5 }));
  });

  it('gives each message of a file its own answer, also when one of them is no message', () => {
    const good = fixture('03_chem_AZ_Turnhout.hl7').toString('latin1').replaceAll('\n', '\r');
    const answers = explain(Buffer.from(`${good}\rMSH|broken\r${good.replace('LAB001', 'LAB999')}`, 'latin1')).map(
      ({ answer, controlId }) => `${answer} ${controlId}`,
    );
    expect(answers[0]).toBe('AA LAB001');
    expect(answers.at(-1)).toBe('AA LAB999');
    expect(answers).toHaveLength(3);
    expect(answers[1]?.startsWith('A')).toBe(true);
    expect(answers[1]?.startsWith('AA')).toBe(false);
  });

  it('answers for what is no HL7 at all', () => {
    expect(explain(Buffer.from('bonjour'))).toMatchObject([{ answer: 'AE', patient: null, dossiers: [] }]);
  });
});
