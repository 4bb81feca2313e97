import { ANY_RESULT, type Condition, type WrittenRule } from '../types';
import { example, over, PRACTICE, shipped, under } from './write';

const HAEMOLYSIS = 'Simundic AM et al. (EFLM) Crit Rev Clin Lab Sci 2020;57:1-21';
const SAMPLING = 'Simundic AM et al. (EFLM, COLABIOCLI) Clin Chem Lab Med 2018;56:2015-38';
const SCALE = `limite de l’indice propre à chaque automate : ${PRACTICE}`;
const HAEMOLYSED: Condition = { any: [over('haemolysis-index', 15, ''), { sampleWords: ['hémolys', 'aspect rosé', 'aspect rouge'] }] };

const falselyHigh = (code: string, about: string, name: string, limit: { above: number; unit: string }, other: string): WrittenRule =>
  shipped({
    code,
    title: `${name} sur un sérum hémolysé`,
    chapter: 'sample',
    line: 'doubt',
    effect: 'hold',
    check: { kind: 'condition', about, when: { all: [over(about, limit.above, limit.unit), HAEMOLYSED] } },
    says: `${name} {${about}} sur un sérum hémolysé : faussement augmenté.`,
    source: `${HAEMOLYSIS} ; ${SCALE}`,
    examples: [
      example('à la borne de l’indice', { [about]: String(limit.above + 1), 'haemolysis-index': '15' }, 'silent'),
      example('juste au-dessus', { [about]: String(limit.above + 1), 'haemolysis-index': '16' }, { effect: 'hold' }),
      example('à la borne du résultat', { [about]: String(limit.above), 'haemolysis-index': '60' }, 'silent'),
      example('dit en mots', { [about]: String(limit.above + 1) }, 'found', { sample: 'Sérum hémolysé' }),
      example('« non hémolysé »', { [about]: String(limit.above + 1) }, 'silent', { sample: 'Non hémolysé' }),
      example('autre unité', { [about]: other, 'haemolysis-index': '60' }, 'found'),
      example('sans indice', { [about]: String(limit.above + 1) }, 'silent'),
    ],
  });

/** What may be false because of the tube, the arm or the way. */
export const SAMPLE: readonly WrittenRule[] = [
  falselyHigh('HE-01', 'potassium', 'Potassium', { above: 5.1, unit: 'mmol/L' }, '240 mg/L'),
  falselyHigh('HE-02', 'ldh', 'LDH', { above: 250, unit: 'U/L' }, '10 ukat/L'),
  falselyHigh('HE-03', 'ast', 'ASAT', { above: 40, unit: 'U/L' }, '2 ukat/L'),
  falselyHigh('HE-04', 'magnesium', 'Magnésium', { above: 1.1, unit: 'mmol/L' }, '60 mg/L'),
  falselyHigh('HE-05', 'phosphate', 'Phosphate', { above: 1.5, unit: 'mmol/L' }, '80 mg/L'),
  shipped({
    code: 'HE-06',
    title: 'Potassium bas ou normal bas sur un sérum hémolysé',
    chapter: 'sample',
    line: 'doubt',
    effect: 'hold',
    check: { kind: 'condition', about: 'potassium', when: { all: [under('potassium', 3.5, 'mmol/L'), HAEMOLYSED] } },
    says: 'Potassium {potassium} sur un sérum hémolysé : le vrai est plus bas encore. Reprélever.',
    source: `${HAEMOLYSIS} ; ${SCALE}`,
    examples: [
      example('à la borne', { potassium: '3.5', 'haemolysis-index': '60' }, 'silent'),
      example('juste sous la borne', { potassium: '3.4', 'haemolysis-index': '60' }, { effect: 'hold' }),
      example('à la borne de l’indice', { potassium: '3.0', 'haemolysis-index': '15' }, 'silent'),
      example('en mg/L', { potassium: '120 mg/L', 'haemolysis-index': '60' }, 'found'),
      example('sans indice', { potassium: '3.0' }, 'silent'),
    ],
  }),
  shipped({
    code: 'IC-01',
    title: 'Créatinine sur un sérum très ictérique',
    chapter: 'sample',
    line: 'doubt',
    effect: 'inform',
    check: { kind: 'condition', about: 'creatinine', when: { any: [over('icterus-index', 20, ''), over('bilirubin', 350, 'umol/L')] } },
    says: 'Créatinine {creatinine} sur un sérum très ictérique : sous-estimée par certaines techniques.',
    source: `${HAEMOLYSIS} ; ${SCALE}`,
    examples: [
      example('à la borne de la bilirubine', { creatinine: '60', bilirubin: '350' }, 'silent'),
      example('juste au-dessus', { creatinine: '60', bilirubin: '351' }, { effect: 'inform' }),
      example('bilirubine en mg/L', { creatinine: '60', bilirubin: '230 mg/L' }, 'found'),
      example('indice', { creatinine: '60', 'icterus-index': '25' }, 'found'),
      example('sans indice ni bilirubine', { creatinine: '60' }, 'silent'),
    ],
  }),
  shipped({
    code: 'LP-01',
    title: 'Hémoglobine et CCMH sur un plasma lipémique',
    chapter: 'sample',
    line: 'doubt',
    effect: 'hold',
    check: {
      kind: 'condition',
      about: 'haemoglobin',
      when: {
        all: [
          over('mchc', 360, 'g/L'),
          { any: [over('triglycerides', 10, 'mmol/L'), over('lipaemia-index', 200, ''), { sampleWords: ['lactescent', 'lipémique', 'opalescent'] }] },
        ],
      },
    },
    says: 'Hémoglobine {haemoglobin} et CCMH {mchc} sur un plasma lipémique : faussement hautes. Remplacer le plasma.',
    source: `Berda-Haddad Y et al. Int J Lab Hematol 2017;39:32-41 ; ${SCALE}`,
    examples: [
      example('à la borne de la CCMH', { haemoglobin: '140', mchc: '360', triglycerides: '22' }, 'silent'),
      example('juste au-dessus', { haemoglobin: '140', mchc: '361', triglycerides: '22' }, { effect: 'hold' }),
      example('en g/dL', { haemoglobin: '14 g/dL', mchc: '38 g/dL', 'lipaemia-index': '400' }, 'found'),
      example('dit en mots', { haemoglobin: '140', mchc: '375' }, 'found', { sample: 'Plasma lactescent' }),
      example('sans lipémie', { haemoglobin: '140', mchc: '375' }, 'silent'),
    ],
  }),
  shipped({
    code: 'PERF-01',
    title: 'Prélevé sur un bras perfusé au glucose',
    chapter: 'sample',
    line: 'doubt',
    effect: 'block',
    check: {
      kind: 'condition',
      about: 'glucose',
      when: {
        all: [
          over('glucose', 20, 'mmol/L'),
          under('potassium', 3.3, 'mmol/L'),
          under('sodium', 132, 'mmol/L'),
          { any: [under('protein', 55, 'g/L'), under('calcium', 2, 'mmol/L')] },
        ],
      },
    },
    says: 'Glucose {glucose}, et tout le reste bas (sodium {sodium}, potassium {potassium}) : sang dilué par une perfusion de glucose. Ne pas rendre ; reprélever l’autre bras.',
    source: `${SAMPLING} ; bornes : ${PRACTICE}`,
    examples: [
      example('dilué', { glucose: '42', sodium: '121', potassium: '2.6', protein: '41' }, { effect: 'block' }),
      example('à la borne du glucose', { glucose: '20', sodium: '121', potassium: '2.6', protein: '41' }, 'silent'),
      example('juste au-dessus, en g/L', { glucose: '3.7 g/L', sodium: '121', potassium: '2.6', protein: '41' }, 'found'),
      example('par le calcium', { glucose: '42', sodium: '121', potassium: '2.6', calcium: '1.5' }, 'found'),
      example('acidocétose', { glucose: '42', sodium: '128', potassium: '5.6', protein: '78' }, 'silent'),
      example('sans protéines ni calcium', { glucose: '42', sodium: '121', potassium: '2.6' }, 'silent'),
    ],
  }),
  shipped({
    code: 'PERF-02',
    title: 'Prélevé sur un bras perfusé au sérum salé',
    chapter: 'sample',
    line: 'doubt',
    effect: 'block',
    check: {
      kind: 'condition',
      about: 'chloride',
      when: { all: [over('chloride', 115, 'mmol/L'), under('potassium', 3.3, 'mmol/L'), under('calcium', 1.9, 'mmol/L'), under('protein', 55, 'g/L')] },
    },
    says: 'Chlorure {chloride}, et tout le reste bas (potassium {potassium}, calcium {calcium}, protéines {protein}) : sang dilué par du sérum salé. Ne pas rendre ; reprélever l’autre bras.',
    source: `${SAMPLING} ; bornes : ${PRACTICE}`,
    examples: [
      example('dilué', { chloride: '126', potassium: '2.4', calcium: '1.4', protein: '38' }, { effect: 'block' }),
      example('à la borne du chlorure', { chloride: '115', potassium: '2.4', calcium: '1.4', protein: '38' }, 'silent'),
      example('juste au-dessus, protéines en g/dL', { chloride: '115.1', potassium: '2.4', calcium: '1.4', protein: '3.8 g/dL' }, 'found'),
      example('protéines conservées', { chloride: '126', potassium: '2.4', calcium: '1.4', protein: '72' }, 'silent'),
      example('sans calcium', { chloride: '126', potassium: '2.4', protein: '38' }, 'silent'),
    ],
  }),
  shipped({
    code: 'CQ-01',
    title: 'Contrôle de qualité hors limites',
    chapter: 'sample',
    line: 'doubt',
    effect: 'hold',
    check: { kind: 'condition', about: ANY_RESULT, when: { control: ANY_RESULT, among: ['out'] } },
    says: 'Contrôle de qualité de ce dosage hors limites : ne pas rendre avant que l’origine de l’écart soit connue et le résultat repassé.',
    source: 'NF EN ISO 15189:2022, 7.3.7.2 (CIQ : résultats non rendus quand les règles ne sont pas respectées) ; Westgard JO et al. Clin Chem 1981;27:493-501',
    examples: [
      example('hors limites', { potassium: { value: '4.1', control: 'out' } }, { effect: 'hold', sentence: 'hors limites' }),
      example('dans les limites', { potassium: { value: '4.1', control: 'in' } }, 'silent'),
      example('à la borne : une alerte n’est pas un dépassement', { potassium: { value: '4.1', control: 'warning' } }, 'silent'),
      example('contrôle non transmis', { potassium: '4.1' }, 'silent'),
      example('un résultat en toutes lettres', { 'hiv-screening': { value: 'Négatif', control: 'out' } }, 'found'),
    ],
  }),
  shipped({
    code: 'CQ-02',
    title: 'Contrôle de qualité en alerte',
    chapter: 'sample',
    line: 'doubt',
    effect: 'inform',
    check: { kind: 'condition', about: ANY_RESULT, when: { control: ANY_RESULT, among: ['warning'] } },
    says: 'Contrôle de qualité de ce dosage en alerte (entre 2 et 3 écarts-types).',
    source: 'Westgard JO et al. Clin Chem 1981;27:493-501 (règle 1-2s : avertissement)',
    examples: [
      example('alerte', { potassium: { value: '4.1', control: 'warning' } }, { effect: 'inform' }),
      example('à la borne : un dépassement n’est plus une alerte', { potassium: { value: '4.1', control: 'out' } }, 'silent'),
      example('dans les limites', { potassium: { value: '4.1', control: 'in' } }, 'silent'),
      example('état illisible', { potassium: { value: '4.1', control: 'unknown' } }, 'silent'),
    ],
  }),
  shipped({
    code: 'CENT-01',
    title: 'Potassium haut, centrifugé plus de 2 heures après le prélèvement',
    chapter: 'sample',
    line: 'doubt',
    effect: 'hold',
    check: {
      kind: 'condition',
      about: 'potassium',
      when: { all: [over('potassium', 5.1, 'mmol/L'), { delayTo: 'centrifugation', longerThan: { hours: 2 } }] },
    },
    says: 'Potassium {potassium}, centrifugé plus de 2 heures après le prélèvement : il sort des cellules en attendant.',
    source: 'CLSI GP44-A4 (séparation en 2 heures)',
    examples: [
      example('à la borne du délai', { potassium: { value: '5.6', centrifugedAfter: 120 } }, 'silent'),
      example('juste au-delà', { potassium: { value: '5.6', centrifugedAfter: 121 } }, { effect: 'hold' }),
      example('à la borne du potassium', { potassium: { value: '5.1', centrifugedAfter: 180 } }, 'silent'),
      example('en mg/L', { potassium: { value: '215', unit: 'mg/L', centrifugedAfter: 180 } }, 'found'),
      example('heure de centrifugation non transmise', { potassium: '5.6' }, 'silent'),
    ],
  }),
];
