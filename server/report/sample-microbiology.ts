import { amend, panelOf, sampleContent } from './sample-content';
import type { ReportContent } from './types';

type Panel = ReportContent['chapters'][number]['panels'][number];
type Antibiotic = readonly [name: string, ecoli: string, klebsiella: string, staphylococcus: string];

const ANTIBIOTICS: readonly Antibiotic[] = [
  ['Amoxicilline', 'R (> 8 mg/L)', 'R (> 8 mg/L)', 'R'],
  ['Amoxicilline – acide clavulanique', 'S (4 mg/L)', 'R (> 8 mg/L)', 'S'],
  ['Pipéracilline – tazobactam', 'S (≤ 4 mg/L)', 'I (16 mg/L)', '–'],
  ['Céfotaxime', 'S (≤ 0,25 mg/L)', 'R (> 4 mg/L)', '–'],
  ['Ceftazidime', 'S (≤ 0,5 mg/L)', 'R (> 8 mg/L)', '–'],
  ['Céfépime', 'S (≤ 0,5 mg/L)', 'R (> 8 mg/L)', '–'],
  ['Ertapénème', 'S (≤ 0,12 mg/L)', 'S (0,25 mg/L)', '–'],
  ['Méropénème', 'S (≤ 0,12 mg/L)', 'S (≤ 0,12 mg/L)', '–'],
  ['Gentamicine', 'S (≤ 1 mg/L)', 'S (≤ 1 mg/L)', 'S (≤ 0,5 mg/L)'],
  ['Amikacine', 'S (≤ 2 mg/L)', 'S (4 mg/L)', 'S'],
  ['Ciprofloxacine', 'S (≤ 0,06 mg/L)', 'R (> 1 mg/L)', 'R'],
  ['Cotrimoxazole', 'R (> 4 mg/L)', 'R (> 4 mg/L)', 'S (≤ 1 mg/L)'],
  ['Fosfomycine', 'S (≤ 16 mg/L)', 'S (32 mg/L)', 'S'],
  ['Oxacilline', '–', '–', 'S (0,5 mg/L)'],
  ['Vancomycine', '–', '–', 'S (1 mg/L)'],
  ['Linézolide', '–', '–', 'S (2 mg/L)'],
  ['Rifampicine', '–', '–', 'S (≤ 0,03 mg/L)'],
];

/** A fictional partial report of bacteriology: antibiograms as one long text and as one result per antibiotic, long interpretations. */
export const microbiologySampleContent: ReportContent = {
  ...sampleContent,
  reportId: '0194f3c2-7d11-7a40-9c55-2f7d6c1e8b04',
  accessionNumber: '26112300877',
  version: 2,
  kind: 'partial',
  supersedes: {
    version: 1,
    releasedAt: '2026-11-23T17:02:00+01:00',
    changes: ['Hémocultures : identification et antibiogramme ajoutés.', 'Examen cytobactériologique des urines : résultat ajouté.'],
  },
  issuedAt: '2026-11-24T16:20:00+01:00',
  patient: {
    ...sampleContent.patient,
    birthFamilyName: 'FICTIF',
    firstGivenName: 'Aurélien',
    usedName: null,
    sex: 'M',
    birthDate: '1957-09-30',
    ageText: '69 ans',
    identifier: '3911204',
    ins: null,
    identityGuaranteed: false,
  },
  request: {
    ...sampleContent.request,
    requestedAt: '2026-11-23T13:20:00+01:00',
    placerNumber: 'PRE-2026-118017',
    ward: 'Réanimation, box 7',
    clinicalInformation:
      'Choc septique à point de départ urinaire probable. Sonde à demeure. Fièvre à 39,4 °C.\nTraité par ceftriaxone depuis le 23/11 à 14 h. Allergie : aucune connue.',
  },
  collection: {
    ...sampleContent.collection,
    collectedAt: '2026-11-23T13:35:00+01:00',
    receivedAt: '2026-11-23T14:02:00+01:00',
    specimens: [
      { identifier: '261123008771', kind: 'hémoculture, veine périphérique droite', condition: null },
      { identifier: '261123008772', kind: 'hémoculture, cathéter central', condition: 'volume insuffisant (4 mL)' },
      { identifier: '261123008773', kind: 'urines sur sonde', condition: null },
      { identifier: '261123008774', kind: 'aspiration trachéale', condition: null },
    ],
  },
  chapters: [{ title: 'Bactériologie', panels: [bloodCulture(), urine(), aspiration(), susceptibilityPanel()] }],
  awaited: ['Antibiogramme complémentaire de Klebsiella pneumoniae (ceftazidime – avibactam)', 'Recherche de Legionella, culture'],
  dossierNotes: ['Résultat de l’examen direct des hémocultures téléphoné au Dr Claire AUBIN le 23/11/2026 à 21:14 par Paul GÉRARD, relu.'],
  executingLaboratories: [],
  validations: [
    { name: 'Paul GÉRARD', rppsNumber: '99900000532', at: '2026-11-23T17:00:00+01:00', scope: 'pour l’examen direct des hémocultures' },
    { name: 'Hélène MARCHETTI', rppsNumber: '99900000417', at: '2026-11-24T16:18:00+01:00', scope: 'pour les autres résultats' },
  ],
  conclusion:
    'Bactériémie à Escherichia coli à point de départ urinaire. Une désescalade de l’antibiothérapie est possible : avis de l’équipe mobile d’infectiologie conseillé. La klebsielle de l’aspiration trachéale est productrice de BLSE : précautions complémentaires de type contact.',
};

function bloodCulture(): Panel {
  const panel = panelOf('Hémocultures', '2 paires, aérobie et anaérobie', [
    ['Délai de positivité', '8,4', 'h', '', 'not-evaluated'],
    ['Examen direct sur flacon', 'Bacilles à Gram négatif', '', '', 'abnormal'],
    ['Culture', 'Escherichia coli, 2 flacons sur 4', '', 'culture stérile', 'critical-high'],
    ['Antibiogramme, Escherichia coli', table((each) => each[1]), '', '', 'not-evaluated'],
  ]);
  amend(panel, 'Antibiogramme, Escherichia coli', {
    method: 'Microdilution, EUCAST 2026',
    notes: ['S : sensible à posologie standard. I : sensible à forte posologie. R : résistant.', interpretation()],
  });
  amend(panel, 'Culture', { changed: 'Ajouté en version 2.' });
  return panel;
}

function urine(): Panel {
  const panel = panelOf('Examen cytobactériologique des urines', 'urines sur sonde', [
    ['Leucocytes', '850', '/mm³', '< 10', 'high'],
    ['Hématies', '< 5', '/mm³', '< 5', 'normal'],
    ['Cellules épithéliales', 'absence', '', '', 'normal'],
    ['Numération des germes', '> 1 000 000', 'UFC/mL', '< 1 000', 'high'],
    ['Identification', 'Escherichia coli', '', '', 'abnormal'],
  ]);
  panel.notes.push('Même antibiogramme que la souche isolée des hémocultures.');
  return panel;
}

function aspiration(): Panel {
  const panel = panelOf('Aspiration trachéale', null, [
    [
      'Examen direct',
      'Nombreux polynucléaires, rares cellules épithéliales.\nNombreux bacilles à Gram négatif.\nAssez nombreux cocci à Gram positif en amas.',
      '',
      '',
      'not-evaluated',
    ],
    ['Culture', 'Klebsiella pneumoniae, 10⁶ UFC/mL, productrice de bêta-lactamase à spectre étendu (BLSE)', '', '', 'abnormal'],
    ['Culture, second germe', 'Staphylococcus aureus, 10⁴ UFC/mL', '', '', 'abnormal'],
    ['Antibiogrammes', table((each) => `${each[2]}\t${each[3]}`, 'Antibiotique\tK. pneumoniae\tS. aureus'), '', '', 'not-evaluated'],
  ]);
  amend(panel, 'Antibiogrammes', { notes: [interpretation(), interpretation()] });
  return panel;
}

/** The other way laboratories send an antibiogram: one result per antibiotic. */
function susceptibilityPanel(): Panel {
  return panelOf(
    'Antibiogramme, Escherichia coli des urines',
    'diffusion en gélose',
    ANTIBIOTICS.filter((each) => each[1] !== '–').map((each) => [
      each[0],
      each[1].startsWith('S') ? 'Sensible' : 'Résistant',
      '',
      '',
      each[1].startsWith('S') ? 'normal' : 'abnormal',
    ]),
  );
}

function table(cell: (antibiotic: Antibiotic) => string, heading?: string): string {
  const rows = ANTIBIOTICS.map((each) => `${each[0]}\t${cell(each)}`);
  return (heading ? [heading, ...rows] : rows.filter((row) => !row.endsWith('\t–'))).join('\n');
}

function interpretation(): string {
  return 'Les catégories cliniques suivent le référentiel en vigueur au laboratoire. La catégorie « sensible à forte posologie » n’est pas une résistance : elle demande une posologie ou une exposition plus élevée. Pour les infections graves, un avis spécialisé est conseillé avant toute modification du traitement, en tenant compte de la fonction rénale et du site de l’infection.';
}
