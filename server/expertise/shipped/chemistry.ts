import type { WrittenRule } from '../types';

const AUTHOR = 'Relais, jeu de départ';

/** Electrolytes, metabolites, enzymes. */
export const CHEMISTRY: readonly WrittenRule[] = [
  {
    code: 'K-01',
    title: 'Potassium hors limites chez l’adulte et l’enfant de plus d’un mois',
    chapter: 'chemistry',
    line: 'value',
    given: [{ age: { from: { days: 28 } } }],
    check: {
      kind: 'bounds',
      about: 'potassium',
      unit: 'mmol/L',
      levels: { normal: { low: 3.5, high: 5.1 }, validation: { low: 3, high: 5.5 }, alert: { low: 2.5, high: 6.2 }, impossible: { low: 1, high: 12 } },
    },
    author: AUTHOR,
    source: 'SFBC-CNBH, valeurs critiques en biologie médicale ; valeurs usuelles : LIRB',
    version: 1,
    date: '2026-11-01',
    examples: [
      { name: 'à la borne usuelle haute : rien', results: { potassium: { value: '5.1' } }, expects: 'silent' },
      { name: 'juste au-dessus', results: { potassium: { value: '5.2' } }, expects: { level: 'normal', effect: 'inform' } },
      { name: 'à la borne d’alerte : pas encore', results: { potassium: { value: '6.2' } }, expects: { level: 'validation' } },
      { name: 'au-delà de l’alerte', results: { potassium: { value: '6.3' } }, expects: { level: 'alert', effect: 'call' } },
      { name: 'en milligrammes par litre', results: { potassium: { value: '270', unit: 'mg/L' } }, expects: { level: 'alert' } },
      { name: 'impossible', results: { potassium: { value: '14' } }, expects: { level: 'impossible', effect: 'block' } },
      { name: 'moins que : sûrement bas', results: { potassium: { value: '<2' } }, expects: { level: 'alert' } },
      { name: 'plus que 5 : on ne sait pas', results: { potassium: { value: '>5' } }, expects: 'not-evaluable' },
      { name: 'unité sans rapport', results: { potassium: { value: '4', unit: 'U/L' } }, expects: 'not-evaluable' },
      { name: 'âge inconnu', age: null, results: { potassium: { value: '6.9' } }, expects: 'not-evaluable' },
      { name: 'nouveau-né : règle d’un autre âge', age: { days: 3 }, results: { potassium: { value: '6.9' } }, expects: 'silent' },
    ],
  },
  {
    code: 'TA-01',
    title: 'Trou anionique hors de ce qui se voit',
    chapter: 'chemistry',
    line: 'contradiction',
    effect: 'hold',
    check: {
      kind: 'formula',
      about: 'sodium',
      label: 'le trou anionique',
      value: {
        subtract: [
          { analyte: 'sodium', unit: 'mmol/L' },
          {
            add: [
              { analyte: 'chloride', unit: 'mmol/L' },
              { analyte: 'total-co2', unit: 'mmol/L' },
            ],
          },
        ],
      },
      unit: 'mmol/L',
      low: 3,
      high: 30,
      decimals: 0,
    },
    says: 'Trou anionique à {value} {unit} (limite {limit}) : sodium {sodium}, chlorure {chloride}, CO₂ total {total-co2} ne vont pas ensemble.',
    author: AUTHOR,
    source: 'Kraut JA, Madias NE. Serum anion gap. Clin J Am Soc Nephrol 2007;2:162-74',
    version: 1,
    date: '2026-11-01',
    examples: [
      {
        name: 'usuel',
        results: { sodium: { value: '140' }, chloride: { value: '104' }, 'total-co2': { value: '25' } },
        expects: 'silent',
      },
      {
        name: 'négatif',
        results: { sodium: { value: '128' }, chloride: { value: '112' }, 'total-co2': { value: '24' } },
        expects: { effect: 'hold', sentence: 'à −8 mmol/L' },
      },
      { name: 'sans chlorure : rien à comparer', results: { sodium: { value: '128' }, 'total-co2': { value: '24' } }, expects: 'silent' },
    ],
  },
];
