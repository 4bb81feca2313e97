import { describe, expect, test } from 'vitest';
import { type MicrobiologyObservation, type MicrobiologyRequest, microbiologyOf, toldByTable } from './microbiology';

const request = (fields: Partial<MicrobiologyRequest> = {}): MicrobiologyRequest => ({
  id: 'culture',
  section: 'MB',
  fillerNumber: 'F1',
  placerNumber: 'P1',
  label: 'Hémoculture',
  parentNumber: '',
  parentCode: '',
  parentSubId: '',
  parentText: '',
  ...fields,
});

let next = 0;
const line = (label: string, value: string, fields: Partial<MicrobiologyObservation> = {}): MicrobiologyObservation => ({
  id: `${label} ${fields.subId ?? ''}`.trim(),
  serviceRequestId: 'culture',
  code: '',
  codeSystem: 'L',
  label,
  subId: '',
  values: [value],
  number: /^\d+([.,]\d+)?$/.test(value) ? value : null,
  unit: '',
  referenceRange: '',
  interpretation: '',
  status: 'F',
  notes: [],
  method: '',
  position: next++,
  ...fields,
});

/** « Ceftriaxone: E. coli = S CMI 0,5 mg/L | K. = – ». */
const read = (observations: MicrobiologyObservation[], requests: MicrobiologyRequest[] = [request()]): string[] =>
  microbiologyOf(observations, requests).flatMap(({ organisms, rows }) =>
    rows.map(
      ({ antibiotic, cells }) =>
        `${antibiotic}: ${cells.map((cell, index) => `${organisms[index]?.name} = ${cell ? [cell.category, cell.mic, cell.zone].filter(Boolean).join(' ') : '–'}`).join(' | ')}`,
    ),
  );

describe('flat lines', () => {
  test('an antibiotic stands under the organism of its sub-id, its concentration in the same cell', () => {
    const observations = [
      line('Identification', 'Escherichia coli', { subId: '1' }),
      line('Identification', 'Klebsiella pneumoniae', { subId: '2' }),
      line('Céfotaxime', '0.5', { subId: '1', interpretation: 'S', unit: 'mg/L' }),
      line('Céfotaxime', 'R', { subId: '2' }),
      line('CMI Céfotaxime', '8', { subId: '2', unit: 'mg/L' }),
      line('Méropénem', 'SDD', { subId: '2' }),
    ];
    expect(read(observations)).toEqual([
      'Céfotaxime: Escherichia coli = S 0,5 mg/L | Klebsiella pneumoniae = R 8 mg/L',
      'Méropénem: Escherichia coli = – | Klebsiella pneumoniae = SDD',
    ]);
  });

  test('without sub-ids, under the organism right before', () => {
    const observations = [
      line('Germe 1', 'Escherichia coli'),
      line('Amoxicilline', 'R (Résistant)'),
      line('Germe 2', 'Proteus mirabilis'),
      line('Amoxicilline', 'Sensible', { id: 'second' }),
    ];
    expect(read(observations)).toEqual(['Amoxicilline: Escherichia coli = R | Proteus mirabilis = S']);
  });

  test('under no organism where the message leaves a choice', () => {
    const observations = [
      line('Identification', 'Escherichia coli', { subId: '1' }),
      line('Identification', 'Klebsiella pneumoniae', { subId: '2' }),
      line('Céfotaxime', 'R', { subId: '7' }),
      line('Gentamicine', 'S'),
    ];
    expect(read(observations)).toEqual(['Céfotaxime: Germe n° 7 = R | Germe non précisé = –', 'Gentamicine: Germe n° 7 = – | Germe non précisé = S']);
  });
});

describe('child requests', () => {
  const child = request({ id: 'child', label: 'Antibiogramme', fillerNumber: 'F2', parentNumber: 'F1', parentCode: '625-4', parentSubId: '2' });
  test('stand under the organism that they name in OBR-26', () => {
    const observations = [
      line('Culture', 'Campylobacter jejuni', { code: '625-4', codeSystem: 'LN', subId: '1' }),
      line('Culture', 'Salmonella', { code: '625-4', codeSystem: 'LN', subId: '2' }),
      line('Ciprofloxacin [Susceptibility]', '', { serviceRequestId: 'child', interpretation: 'R', values: [] }),
    ];
    expect(read(observations, [request(), child])).toEqual(['Ciprofloxacin: Salmonella = R']);
  });

  test('keep the name that they bring themselves when the parent is not here', () => {
    const observations = [line('Ciprofloxacine', 'S', { serviceRequestId: 'child' })];
    expect(read(observations, [{ ...child, parentText: 'Salmonella enterica' }])).toEqual(['Ciprofloxacine: Salmonella enterica = S']);
  });
});

describe('nothing that is something else becomes an antibiotic', () => {
  test.each([
    ['chemistry', [line('Rhésus', 'S')], request({ section: 'CH', label: 'Groupe' })],
    [
      'a letter and a word that contradict each other',
      [line('Culture', 'Escherichia coli', { code: '600-7', codeSystem: 'LN' }), line('Colistine', 'S (Résistant)')],
      request(),
    ],
    ['a removed result', [line('Colistine', 'R', { status: 'W' })], request()],
    ['a sterile culture', [line('Identification', 'Culture stérile'), line('Leucocytes', '12')], request()],
  ] as const)('%s', (_what, observations, own) => {
    expect(read([...observations], [own])).toEqual([]);
  });
});

test('two results for one cell both stay, and one that says more than a cell keeps its line', () => {
  const observations = [
    line('Identification', 'Escherichia coli'),
    line('Colistine', 'S'),
    line('Colistine', 'R', { id: 'again' }),
    line('Ciprofloxacine', 'I (Intermédiaire)'),
    line('CMI Ciprofloxacine', '0.5', { referenceRange: '<=0.25', interpretation: 'H' }),
    line('Gentamicine', 'S', { notes: ['BLSE négatif'] }),
  ];
  expect(read(observations)).toEqual([
    'Colistine: Escherichia coli = S',
    'Colistine: Escherichia coli = R',
    'Ciprofloxacine: Escherichia coli = I 0,5',
    'Gentamicine: Escherichia coli = S',
  ]);
  expect([...toldByTable(microbiologyOf(observations, [request()]), observations)]).toEqual(['Colistine', 'again']);
});
