import { type LaboratoryCode, laboratoryOf } from './laboratories';
import type { LisGroup, LisMessage, LisPatient, LisResult } from './lis-message';
import { insKey } from './patients';
import { writeMessage } from './write-message';

/** One observation of a test message; everything has a default that makes an ordinary unvalidated potassium. */
export interface TestResult {
  /** Local code. */
  code: string;
  label: string;
  loincCode: string | null;
  value: string | readonly string[];
  valueType: LisResult['valueType'];
  unit: string;
  range: string;
  /** OBX-8. */
  flag: string;
  /** OBX-11; by default what the laboratory writes before validation (R or P). */
  status: string;
  subId: string;
  notes: readonly string[];
  method: string;
  equipment: string;
  analysedAt: Date | null;
  /** OBX-16, technician or validator; null leaves it empty. */
  responsible: LisResult['responsible'];
  executedBy: LaboratoryCode | null;
}

export interface TestGroup extends Partial<Omit<LisGroup, 'results'>> {
  results: readonly Partial<TestResult>[];
}

export interface TestMessage {
  accessionNumber: string;
  laboratory: LaboratoryCode;
  patient: Partial<LisPatient>;
  encounter: Partial<LisMessage['encounter']>;
  /** Results of one OBR; use `groups` for several. */
  results: readonly Partial<TestResult>[];
  groups: readonly TestGroup[];
  priority: LisMessage['order']['priority'];
  prescriberRpps: string;
  prescriberName: readonly [familyName: string, givenName: string];
  placerNumber: string;
  orderStatus: LisMessage['order']['status'];
  orderedAt: Date;
  collectedAt: Date;
  receivedAt: Date;
  sentAt: Date;
  clinicalInformation: string;
  controlId: string;
  processingId: LisMessage['processingId'];
}

let written = 0;

/**
 * Builds the bytes of an ORU^R01 as one of the three laboratories sends it, unframed; whatever is not given has a
 * sensible default, and the control id is never used twice in one process unless it is given.
 * @example testMessage({ accessionNumber: '26112100001', results: [{ value: '6.9', flag: 'HH' }] })
 */
export function testMessage(given: Partial<TestMessage> = {}): Buffer {
  written += 1;
  const laboratory = laboratoryOf(given.laboratory ?? 'LBM-VALMONT');
  const sentAt = given.sentAt ?? new Date('2026-11-21T03:14:12+01:00');
  const receivedAt = given.receivedAt ?? new Date(sentAt.getTime() - 16 * 60_000);
  const collectedAt = given.collectedAt ?? new Date(sentAt.getTime() - 29 * 60_000);
  const orderedAt = given.orderedAt ?? new Date(sentAt.getTime() - 24 * 60_000);
  const [familyName, givenName] = given.prescriberName ?? ['MARCHAL', 'Élise'];
  const accessionNumber = given.accessionNumber ?? `261121${String(10_000 + written)}`;
  const groups = given.groups ?? [{ results: given.results ?? [{}] }];
  const content: LisMessage = {
    laboratory,
    sentAt,
    processingId: given.processingId ?? 'P',
    patient: { ...testPatient(laboratory.hospital), ...given.patient },
    encounter: { patientClass: 'I', ward: 'URG', room: 'BOX4', bed: '1', visitNumber: 'V2611200917', ...given.encounter },
    order: {
      placerNumber: given.placerNumber ?? `P${accessionNumber.slice(-5)}`,
      accessionNumber,
      orderedAt,
      priority: given.priority ?? 'routine',
      prescriber: { rppsNumber: given.prescriberRpps ?? '10001234567', familyName, givenName },
      wardPhone: '0329000415',
      status: given.orderStatus ?? 'IP',
    },
    groups: groups.map((group, index) => ({
      code: 'IONO',
      label: 'Ionogramme sanguin',
      suffix: index === 0 ? 'BIOCH' : `BIOCH${index + 1}`,
      section: 'CH',
      specimen: { code: 'BLD', label: 'Sang veineux' },
      collectedAt,
      receivedAt,
      collector: { code: 'IDE0417', familyName: 'PERRIN', givenName: 'Luc', profession: 'IDE' },
      clinicalInformation: given.clinicalInformation ?? '',
      changedAt: sentAt,
      status: laboratory.unvalidatedStatus,
      technician: laboratory.technicians[0] ?? null,
      notes: [],
      ...group,
      results: group.results.map((result) => testResult(result, laboratory.code, sentAt)),
    })),
    specimens: [{ identifier: `${accessionNumber}-1`, code: 'BLD', label: 'Sang veineux', collectedAt, receivedAt }],
  };
  return writeMessage(content, given.controlId ?? `${laboratory.prefix}T${process.pid}-${written}`);
}

/** Always the same fictional woman, with a qualified identity of the test domain. */
function testPatient(hospital: LisPatient['hospital']): LisPatient {
  return {
    identifier: '0004711',
    hospital,
    ins: `2790351215189${insKey('2790351215189')}`,
    birthFamilyName: 'PAT-TROIS',
    usedName: null,
    givenNames: ['DOMINIQUE'],
    birthDate: '1979-03-28',
    sex: 'F',
    birthPlaceCode: '63220',
    street: '12 rue des Tilleuls',
    postalCode: '88100',
    town: 'VALMONT',
    mobilePhone: '0639980001',
    email: 'dominique.pat-trois@courriel.example',
    reliability: 'VALI',
    notes: [],
  };
}

function testResult(given: Partial<TestResult>, code: LaboratoryCode, sentAt: Date): LisResult {
  const laboratory = laboratoryOf(code);
  const isPotassium = given.code === undefined;
  const value = given.value ?? '4.1';
  const loincCode = given.loincCode === undefined ? (isPotassium ? '2823-3' : null) : given.loincCode;
  const label = given.label ?? (isPotassium ? 'Potassium' : (given.code ?? ''));
  return {
    localCode: given.code ?? 'K',
    label,
    loincCode,
    loincLabel: isPotassium ? 'Potassium [Moles/Volume] Sérum/Plasma ; Numérique' : label,
    subId: given.subId ?? '',
    valueType: given.valueType ?? 'NM',
    values: typeof value === 'string' ? [value] : value,
    unit: given.unit ?? (isPotassium ? 'mmol/L' : ''),
    referenceRange: given.range ?? (isPotassium ? '3.5 - 5.1' : ''),
    interpretation: given.flag ?? '',
    status: given.status ?? laboratory.unvalidatedStatus,
    responsible: given.responsible === undefined ? (laboratory.technicians[0] ?? null) : given.responsible,
    method: given.method ?? '',
    equipment: given.equipment ?? 'COBAS-1',
    analysedAt: given.analysedAt === undefined ? new Date(sentAt.getTime() - 7 * 60_000) : given.analysedAt,
    executedBy: given.executedBy ? laboratoryOf(given.executedBy) : null,
    notes: given.notes ?? [],
  };
}
