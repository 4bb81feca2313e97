import type { Card, CardPrior, CardRequest, CardResult, WorklistEntry } from './types';

/** A moment of the fictional night of the tests, Paris time: `at('03:16')`. */
export const at = (time: string, day = '2026-11-21'): Date => new Date(`${day}T${time}:00+01:00`);

/** A result as the server sends it; give what the test is about. */
export function sampleResult(given: Partial<CardResult> = {}): CardResult {
  return {
    id: 'r-na',
    label: 'Sodium',
    localCode: 'NA',
    subId: '',
    value: '134',
    isNumeric: true,
    number: 134,
    comparator: null,
    unit: 'mmol/L',
    referenceRange: '136 – 145',
    referenceLow: 136,
    referenceHigh: 145,
    flag: 'low',
    lisWords: [],
    status: 'R',
    standing: 'awaiting',
    isReminded: false,
    removal: null,
    notes: [],
    method: '',
    equipment: 'COBAS-1',
    origin: '',
    analysedAt: at('03:07'),
    technician: '',
    isOwnTechnical: false,
    performedBy: null,
    requests: [],
    differences: [],
    analyserFlags: [],
    qualityControl: '',
    qualityState: 'unknown',
    controls: [],
    valuesBefore: [],
    dilution: '',
    statusAt: null,
    earlier: [],
    replaces: null,
    delta: null,
    priors: [],
    priorAbsence: 'Premier dosage connu.',
    documents: [],
    findings: [],
    rules: 0,
    decision: null,
    ...given,
  };
}

/** An earlier value of nine days before. */
export function samplePrior(value: string, given: Partial<CardPrior> = {}): CardPrior {
  return {
    dossierId: 'd-before',
    on: at('08:00', '2026-11-12'),
    value,
    number: Number(value.replace(',', '.')),
    comparator: null,
    unit: 'mmol/L',
    method: '',
    laboratory: 'Valmont',
    ...given,
  };
}

/** A sample of the patient, of which nothing was said. */
export function sampleSpecimen(given: Partial<Card['specimens'][number]> = {}): Card['specimens'][number] {
  return {
    identifier: '1',
    kind: 'sang veineux',
    site: '',
    role: '',
    description: '',
    condition: null,
    collectedAt: null,
    receivedAt: null,
    centrifugedAt: null,
    notes: [],
    ...given,
  };
}

/** A dossier with one panel that holds `results`. */
export function sampleCard(results: CardResult[], given: Partial<Card> = {}): Card {
  return {
    dossierId: 'd-1',
    accessionNumber: '26112100457',
    revision: 1,
    displayed: '0f'.repeat(32),
    undoSeconds: 10,
    receivedAt: at('03:14'),
    standing: 'awaiting',
    priority: 'stat',
    deadlineAt: at('03:30'),
    isTest: false,
    laboratory: { id: 'l-1', name: 'Laboratoire de Valmont', shortName: 'Valmont', phone: '' },
    patient: {
      birthFamilyName: 'PAT-TROIS',
      firstGivenName: 'Dominique',
      usedFamilyName: null,
      birthDate: '1979-03-28',
      birthDateText: '28/03/1979',
      sex: 'F',
      identifier: '0004711',
      authority: 'CH Valmont',
      ins: null,
      insGaps: ['no-ins'],
      identityGuaranteed: true,
      identityReliability: 'VALI',
    },
    identity: null,
    expertise: null,
    place: { ward: 'Urgences', wardPhone: null, room: 'Box 4', bed: '1', encounterNumber: null },
    request: {
      placerNumber: null,
      requestedAt: at('02:50'),
      prescriber: 'Dr Élise MARCHAL',
      prescriberRpps: '',
      isPrescriberKnown: true,
      callbackPhone: '',
      clinicalInformation: '',
    },
    collection: { collectedAt: at('02:45'), collector: 'Luc PERRIN', receivedAt: at('02:58') },
    specimens: [],
    indices: [],
    sameDay: [],
    mute: [],
    notes: [],
    panels: [
      {
        title: 'Ionogramme sanguin',
        section: 'Biochimie',
        specimen: '',
        technician: '',
        equipment: '',
        analysedAt: null,
        statusAt: null,
        centrifugedAt: null,
        notes: [],
        results,
        antibiogram: null,
      },
    ],
    comments: [],
    requests: [],
    priorColumns: [],
    decisions: [],
    ...given,
  };
}

/** A rerun of the potassium, asked at 03:20. */
export function sampleRequest(given: Partial<CardRequest> = {}): CardRequest {
  return {
    id: 'q-1',
    kind: 'rerun',
    state: 'acknowledged',
    labels: ['Potassium'],
    reason: 'Valeur inattendue',
    by: 'Hélène MARCHETTI',
    requestedAt: at('03:20'),
    effectiveAt: at('03:20'),
    answeredAt: null,
    cancelledAt: null,
    cancelledBy: null,
    refusalCode: null,
    refusalText: '',
    isLate: false,
    ...given,
  };
}

/** A line of the worklist. */
export function sampleEntry(dossierId: string, given: Partial<WorklistEntry> = {}): WorklistEntry {
  return {
    dossierId,
    siteId: 's-1',
    siteName: 'Valmont',
    standing: 'awaiting',
    revision: 1,
    accessionNumber: '26112100457',
    patientName: 'PAT-TROIS Dominique',
    patientSex: 'F',
    patientBirthDate: '1979-03-28',
    place: 'Urgences, Box 4',
    priority: 'routine',
    requestedAt: at('02:50'),
    collectedAt: at('02:45'),
    deadlineAt: null,
    arrivedAt: at('03:14'),
    criticalCount: 0,
    abnormalCount: 0,
    awaitingCount: 1,
    requested: [],
    highlights: [],
    awaited: [],
    holdReason: '',
    remindedAt: null,
    reading: null,
    isModified: false,
    isBedside: false,
    isAutomatic: false,
    identityChanges: [],
    ruleEffect: '',
    findingCount: 0,
    rank: 3,
    ward: 'Urgences',
    plannedFor: null,
    openCallAt: null,
    group: 'next',
    tier: 5,
    pressesAt: new Date('9999-12-31T00:00:00Z'),
    ...given,
  };
}
