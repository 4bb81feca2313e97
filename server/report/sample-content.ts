import type { ReportContent } from './types';

type Panel = ReportContent['chapters'][number]['panels'][number];
type Result = Panel['results'][number];
type Row = readonly [label: string, value: string, unit: string, range: string, flag: Result['flag'], prior?: string];

const PRIOR_ON = '2026-11-21';
const HAUTERIVE = 'Laboratoire de biologie médicale de Hauterive';

/** A fictional corrective report that uses every part of the content: three chapters, changes, a critical value, a cancelled result, two laboratories. */
export const sampleContent: ReportContent = {
  reportId: '0194f3c2-7d11-7a40-9c55-2f7d6c1e8b02',
  accessionNumber: '26112400163',
  version: 2,
  kind: 'corrective',
  supersedes: {
    version: 1,
    releasedAt: '2026-11-24T06:48:00+01:00',
    changes: [
      'Potassium : 5,9 mmol/L (élevé) devient 4,4 mmol/L (dans l’intervalle). Motif : premier tube hémolysé, dosage repris sur le second tube du même prélèvement.',
      'Troponine I : ajoutée, premier dosage.',
    ],
  },
  isTest: false,
  issuedAt: '2026-11-24T07:31:00+01:00',
  laboratory: {
    name: 'Laboratoire de biologie médicale de Valmont',
    legalForm: 'Laboratoire du Centre hospitalier de Valmont, établissement public de santé',
    addressLines: ['4 rue des Tilleuls', '99100 Valmont'],
    phone: '03 53 01 22 00, jour et nuit',
    responsibleBiologists: ['Hélène MARCHETTI', 'Paul GÉRARD (coresponsable)'],
    accreditationNumber: '8-0000',
  },
  patient: {
    birthFamilyName: 'TEST-CARLIER',
    firstGivenName: 'Monique',
    usedName: 'EXEMPLE',
    birthDate: '1948-05-02',
    birthDateText: '19480502',
    ageText: '78 ans',
    sex: 'F',
    identifier: '3906128',
    identifierAuthority: 'IPP, CH de Valmont',
    ins: '2 48 05 99 200 001 31',
    identityGuaranteed: true,
  },
  request: {
    priority: 'urgent',
    requestedAt: '2026-11-24T05:40:00+01:00',
    placerNumber: 'PRE-2026-118842',
    prescriber: { name: 'Dr Claire AUBIN', rppsNumber: '99900001233' },
    ward: 'Médecine interne 3B, chambre 314, lit porte',
    encounterNumber: '926014477',
    clinicalInformation: 'Pneumopathie traitée, J4. Insuffisance cardiaque, furosémide 40 mg. Sous fluindione.',
    recipients: ['Dr Claire AUBIN', 'Dr Yves CALMET, médecin traitant', 'patiente'],
  },
  collection: {
    collectedAt: '2026-11-24T05:55:00+01:00',
    collector: 'Luc PERRIN, infirmier (RPPS 99900002087)',
    receivedAt: '2026-11-24T06:14:00+01:00',
    specimens: [
      { identifier: '261124001631', kind: 'plasma hépariné', condition: 'hémolysé (indice 3+)' },
      { identifier: '261124001632', kind: 'plasma hépariné', condition: null },
      { identifier: '261124001633', kind: 'sang total EDTA', condition: null },
      { identifier: '261124001634', kind: 'plasma citraté', condition: null },
    ],
  },
  chapters: [
    { title: 'Biochimie', panels: [ionogram(), cardiacPanel()] },
    { title: 'Hématologie', panels: [bloodCount()] },
    { title: 'Hémostase', panels: [coagulation()] },
  ],
  awaited: [],
  dossierNotes: ['Prélèvement conforme, sauf un tube hémolysé : les dosages sensibles à l’hémolyse ont été faits sur le second tube.'],
  conclusion:
    'Évolution favorable du syndrome inflammatoire (CRP 64 puis 38 mg/L, leucocytes 14,6 puis 11,2). Fonction rénale stable depuis le 21/11. La valeur de potassium de la version 1 ne doit pas être retenue : si un traitement a été engagé sur cette valeur, un contrôle est conseillé.',
  executingLaboratories: [
    {
      name: HAUTERIVE,
      addressLines: ['Centre hospitalier de Hauterive', '12 quai des Forges', '99200 Hauterive'],
      phone: '03 53 01 31 00',
      results: ['Zinc', 'INR'],
    },
  ],
  validations: [
    { name: 'Paul GÉRARD', rppsNumber: '99900000532', at: '2026-11-24T06:39:00+01:00', scope: 'pour les examens réalisés à Hauterive' },
    { name: 'Hélène MARCHETTI', rppsNumber: '99900000417', at: '2026-11-24T07:29:00+01:00', scope: 'pour l’ensemble du dossier' },
  ],
};

/** A fictional first report of a few results, which takes one page. */
export const smallSampleContent: ReportContent = {
  ...sampleContent,
  reportId: '0194f3c2-7d11-7a40-9c55-2f7d6c1e8b03',
  accessionNumber: '26112400201',
  version: 1,
  kind: 'complete',
  supersedes: null,
  laboratory: { ...sampleContent.laboratory, responsibleBiologists: ['Hélène MARCHETTI'] },
  patient: {
    ...sampleContent.patient,
    birthFamilyName: 'ESSAI',
    firstGivenName: 'Bastien',
    usedName: null,
    sex: 'M',
    birthDate: '1989-02-14',
    ageText: '37 ans',
    identifier: '3907001',
    ins: null,
  },
  request: {
    ...sampleContent.request,
    priority: 'routine',
    prescriber: { name: 'Dr Yves CALMET', rppsNumber: '99900001558' },
    ward: null,
    clinicalInformation: null,
    recipients: ['Dr Yves CALMET', 'patient'],
  },
  collection: { ...sampleContent.collection, specimens: [{ identifier: '261124002011', kind: 'sérum', condition: null }] },
  chapters: [
    {
      title: 'Biochimie',
      panels: [
        panelOf('Bilan lipidique', 'sérum, à jeun', [
          ['Cholestérol total', '4,92', 'mmol/L', '< 5,20', 'normal', '5,31'],
          ['Triglycérides', '0,8', 'mmol/L', '< 1,70', 'normal', '1,1'],
          ['Glucose', '5,1', 'mmol/L', '3,9 – 6,1', 'normal', '5,0'],
          ['Ferritine', '18', 'µg/L', '30 – 400', 'low'],
        ]),
      ],
    },
  ],
  dossierNotes: [],
  conclusion: null,
  executingLaboratories: [],
  validations: sampleContent.validations.slice(1),
};

function ionogram(): Panel {
  const panel = panelOf('Ionogramme, fonction rénale', 'plasma hépariné', [
    ['Sodium', '137', 'mmol/L', '136 – 145', 'normal', '135'],
    ['Potassium', '4,4', 'mmol/L', '3,5 – 5,1', 'normal', '4,2'],
    ['Chlorure', '101', 'mmol/L', '98 – 107', 'normal', '100'],
    ['Calcium', '1,62', 'mmol/L', '2,15 – 2,55', 'critical-low', '2,21'],
    ['Magnésium', '', 'mmol/L', '0,66 – 1,07', 'not-evaluated'],
    ['Créatinine', '98', 'µmol/L', '45 – 84', 'high', '104'],
    ['Débit de filtration glomérulaire estimé (CKD-EPI 2009)', '48', 'mL/min/1,73 m²', '≥ 60', 'low', '45'],
    ['CRP', '38', 'mg/L', 'moins de 5', 'high', '64'],
    ['Zinc', '11,2', 'µmol/L', '11,0 – 19,0', 'not-evaluated'],
  ]);
  amend(panel, 'Sodium', { method: 'Potentiométrie indirecte' });
  amend(panel, 'Potassium', {
    method: 'Potentiométrie indirecte',
    changed: 'Changé en version 2, remplace 5,9.',
    notes: ['Dosé sur le second tube, sans hémolyse (indice 0). Le premier tube était hémolysé (indice 3+) et surestimait le potassium.'],
  });
  amend(panel, 'Calcium', { notes: ['Valeur critique contrôlée. Annoncée par téléphone à Nadia BELKACEM, infirmière, le 24/11/2026 à 06:58, relue : 1,62.'] });
  amend(panel, 'Magnésium', { cancelled: 'Non rendu : quantité insuffisante', priorAbsence: 'source indisponible' });
  amend(panel, 'CRP', { method: 'Immunoturbidimétrie' });
  amend(panel, 'Zinc', {
    method: 'Absorption atomique',
    performedBy: HAUTERIVE,
    notes: ['Non évalué : le laboratoire exécutant n’a transmis aucun signalement pour ce résultat.'],
  });
  return panel;
}

function cardiacPanel(): Panel {
  const panel = panelOf('Marqueurs cardiaques', 'plasma hépariné', [
    ['Troponine I ultrasensible', '1 840', 'ng/L', '< 16', 'critical-high'],
    ['NT-proBNP', '> 35 000', 'ng/L', '< 450', 'high', '12 400'],
  ]);
  amend(panel, 'Troponine I ultrasensible', { changed: 'Ajouté en version 2.' });
  panel.notes.push('Cinétique conseillée : un second dosage de troponine à 3 heures.');
  return panel;
}

function bloodCount(): Panel {
  return panelOf('Numération formule', 'sang total EDTA', [
    ['Hémoglobine', '11,8', 'g/dL', '11,5 – 16,0', 'normal', '11,6'],
    ['Hématocrite', '0,36', 'L/L', '0,35 – 0,46', 'normal', '0,35'],
    ['Volume globulaire moyen', '91', 'fL', '80 – 100', 'normal', '91'],
    ['Leucocytes', '11,2', '10⁹/L', '4,0 – 10,0', 'high', '14,6'],
    ['Polynucléaires neutrophiles', '8,4', '10⁹/L', '1,8 – 7,5', 'high', '11,9'],
    ['Lymphocytes', '1,7', '10⁹/L', '1,0 – 4,0', 'normal', '1,4'],
    ['Plaquettes', '312', '10⁹/L', '150 – 400', 'normal', '288'],
  ]);
}

function coagulation(): Panel {
  const panel = panelOf('Surveillance des antivitamines K', 'plasma citraté', [['INR', '2,6', 'sans unité', 'cible 2,0 – 3,0', 'normal', '2,4']]);
  amend(panel, 'INR', { performedBy: HAUTERIVE, notes: ['Cible thérapeutique reçue avec la demande : 2,0 à 3,0.'] });
  return panel;
}

/** A panel from short rows; a row without a prior value is a first measurement. */
export function panelOf(title: string, specimen: string | null, rows: readonly Row[]): Panel {
  return { title, specimen, notes: [], results: rows.map((row, index) => resultOf(row, `${title}-${index + 1}`)) };
}

function resultOf([label, value, unit, referenceRange, flag, prior]: Row, observationId: string): Result {
  return {
    observationId,
    label,
    method: null,
    value,
    isNumeric: /^[<>≤≥]?\s?-?\d[\d\s]*(?:,\d+)?$/.test(value),
    unit,
    referenceRange,
    flag,
    cancelled: null,
    prior: prior === undefined ? null : { value: prior, on: PRIOR_ON },
    priorAbsence: prior === undefined ? '1er dosage' : null,
    changed: null,
    notes: [],
    performedBy: null,
  };
}

/** Completes the result of that label. */
export function amend(panel: Panel, label: string, more: Partial<Result>): void {
  const result = panel.results.find((each) => each.label === label);
  if (result) Object.assign(result, more);
}
