import { type FieldValue, message, repeat, segment } from '../hl7/build';
import { encodeText } from '../hl7/charset';
import { printMessage, type Segment } from '../hl7/grammar';
import { printHl7Time } from '../hl7/time';
import { assigningAuthority, type Laboratory, type Staff } from './laboratories';
import type { LisGroup, LisMessage, LisOrder, LisPatient, LisResult, LisSpecimen } from './lis-message';

const zone = 'Europe/Paris';

/**
 * Writes an ORU^R01 as a French laboratory system does, in the sender's character set; the same message and control
 * id always give the same bytes.
 * @see HL7 2.5 chapter 7.3.1, and docs/interfaces.md for the fields that are read
 */
export function writeMessage(content: LisMessage, controlId: string): Buffer {
  const built = message(
    mshSegment(content, controlId),
    pidSegment(content.patient),
    ...content.patient.notes.map(noteSegment),
    pv1Segment(content),
    orcSegment(content),
    ...content.groups.flatMap((group, index) => groupSegments(content, group, index)),
    ...content.specimens.flatMap((specimen, index) => [spmSegment(specimen, index), ...(specimen.notes ?? []).map(noteSegment)]),
  );
  return encodeText(printMessage(built), content.laboratory.charset);
}

function mshSegment({ laboratory, sentAt, processingId }: LisMessage, controlId: string): Segment {
  const stamp = printHl7Time(sentAt, zone);
  return segment('MSH', {
    3: 'SIL',
    4: laboratory.code,
    5: 'RELAIS',
    6: 'GCS-VOSNORD',
    7: laboratory.writesZone ? stamp : stamp.slice(0, 14),
    9: ['ORU', 'R01', 'ORU_R01'],
    10: controlId,
    11: processingId,
    12: laboratory.version,
    15: 'AL',
    16: 'NE',
    17: 'FRA',
    18: laboratory.charset,
    19: 'FR',
  });
}

function pidSegment(patient: LisPatient): Segment {
  const identifier = [patient.identifier, '', '', assigningAuthority[patient.hospital], 'PI'];
  const ins = ['', '', '', ['ASIP-SANTE-INS-NIR', '1.2.250.1.213.1.4.10', 'ISO'], 'INS'];
  const first = patient.givenNames[0] ?? '';
  const legalName = [patient.birthFamilyName, first, patient.givenNames.join(' '), '', '', '', 'L'];
  const usedName = [patient.usedName ?? '', first, '', '', '', '', 'D'];
  const home = [patient.street, '', patient.town, '', patient.postalCode, 'FRA', 'H'];
  const birthPlace = ['', '', '', '', '', '', 'BDL', '', patient.birthPlaceCode ?? ''];
  return segment('PID', {
    1: '1',
    3: patient.ins ? repeat(identifier, [patient.ins, ...ins.slice(1)]) : repeat(identifier),
    5: patient.usedName ? repeat(legalName, usedName) : repeat(legalName),
    7: patient.birthDate.replaceAll('-', ''),
    8: patient.sex,
    11: patient.birthPlaceCode ? repeat(home, birthPlace) : repeat(home),
    13: telecoms(patient),
    32: patient.reliability,
  });
}

function telecoms({ mobilePhone, email }: LisPatient): FieldValue {
  const phone = ['', 'PRN', 'CP', '', '', '', mobilePhone ?? ''];
  const mail = ['', 'NET', 'Internet', email ?? ''];
  return repeat(...(mobilePhone ? [phone] : []), ...(email ? [mail] : []));
}

function noteSegment(text: string, index: number): Segment {
  return segment('NTE', { 1: String(index + 1), 2: 'L', 3: text });
}

function pv1Segment({ encounter, patient }: LisMessage): Segment {
  return segment('PV1', {
    1: '1',
    2: encounter.patientClass,
    3: [encounter.ward, encounter.room, encounter.bed, patient.hospital],
    19: encounter.visitNumber,
  });
}

function orcSegment({ order, encounter }: LisMessage): Segment {
  return segment('ORC', {
    1: 'RE',
    2: [order.placerNumber, 'DPI'],
    4: [order.accessionNumber, 'SIL'],
    5: order.status,
    9: localTime(order.orderedAt),
    12: prescriberField(order),
    13: ['', '', '', encounter.ward],
    14: ['', 'WPN', 'PH', '', '', '', order.wardPhone],
  });
}

function prescriberField({ prescriber }: LisOrder): FieldValue {
  const authority = ['ASIP-SANTE-PS', '1.2.250.1.71.4.2.1', 'ISO'];
  const { rppsNumber, familyName, givenName } = prescriber;
  return [rppsNumber, familyName, givenName, '', '', 'Dr', '', '', authority, 'D', '', '', 'RPPS'];
}

function groupSegments(content: LisMessage, group: LisGroup, index: number): Segment[] {
  const { priority } = content.order;
  const saysTiming = priority !== 'routine' && content.laboratory.priorityIn === 'TQ1';
  return [
    obrSegment(content, group, index),
    ...group.notes.map(noteSegment),
    ...(saysTiming ? [segment('TQ1', { 1: '1', 9: [priorityCode[priority], priorityText[priority]] })] : []),
    ...(group.centrifugedAt ? [segment('ZCE', { 1: localTime(group.centrifugedAt) })] : []),
    ...group.results.flatMap((result, position) => [
      obxSegment(result, position, content.laboratory.writesAnalysisTime),
      ...result.notes.map(noteSegment),
      ...technicalSegments(result),
    ]),
  ];
}

/** What this system has no field of the standard for. */
function technicalSegments({ technical }: LisResult): Segment[] {
  if (!technical) return [];
  const { flags, control, valueBefore, dilution } = technical;
  if (flags.length === 0 && control === '' && valueBefore === '' && dilution === '') return [];
  return [segment('ZRS', { 1: repeat(...flags), 2: control, 3: valueBefore, 4: dilution })];
}

const priorityCode = { stat: 'S', urgent: 'A', routine: 'R' } as const;
const priorityText = { stat: 'Urgence vitale', urgent: 'Urgent', routine: 'Routine' } as const;

function obrSegment({ order, laboratory }: LisMessage, group: LisGroup, index: number): Segment {
  const { collector } = group;
  const saysPriority = order.priority !== 'routine' && laboratory.priorityIn === 'OBR-27';
  return segment('OBR', {
    1: String(index + 1),
    2: [order.placerNumber, 'DPI'],
    3: [`${order.accessionNumber}-${group.suffix}`, 'SIL'],
    4: [group.code, group.label, 'LOCAL'],
    7: localTime(group.collectedAt),
    10: [collector.code, collector.familyName, collector.givenName, '', '', collector.profession],
    13: group.clinicalInformation,
    14: localTime(group.receivedAt),
    15: [group.specimen.code, group.specimen.label],
    16: prescriberField(order),
    22: localTime(group.changedAt),
    24: group.section,
    25: group.status,
    27: saysPriority ? ['', '', '', '', '', priorityCode[order.priority]] : null,
    34: group.technician ? personField(group.technician) : null,
  });
}

function obxSegment(result: LisResult, position: number, writesAnalysisTime: boolean): Segment {
  const executor = result.executedBy;
  return segment('OBX', {
    1: String(position + 1),
    2: result.valueType,
    3: result.loincCode ? [result.loincCode, result.loincLabel, 'LN', result.localCode, result.label, 'LOCAL'] : [result.localCode, result.label, 'LOCAL'],
    4: result.subId,
    5: repeat(...result.values.map((value) => valueOccurrence(result, value))),
    6: result.unit,
    7: result.referenceRange,
    8: result.interpretation,
    11: result.status,
    14: result.analysedAt ? localTime(result.analysedAt) : null,
    15: executor ? [executor.code, executor.name, 'FINESS'] : null,
    16: result.responsible ? personField(result.responsible) : null,
    17: result.method === '' ? null : result.method.split('^'),
    18: result.equipment,
    19: writesAnalysisTime && result.analysedAt ? localTime(result.analysedAt) : null,
    23: executor ? organisationField(executor) : null,
  });
}

/** Texts are one component whatever they contain; numbers with a comparator and coded values have several. */
function valueOccurrence({ valueType }: LisResult, value: string): string | string[] {
  return valueType === 'TX' || valueType === 'ST' ? value : value.split('^');
}

function organisationField(laboratory: Laboratory): FieldValue {
  return [laboratory.code, '', '', '', '', '', 'FINEG', '', '', laboratory.finessNumber];
}

function personField(staff: Staff): FieldValue {
  return [staff.code, staff.familyName, staff.givenName];
}

function spmSegment(specimen: LisSpecimen, index: number): Segment {
  return segment('SPM', {
    1: String(index + 1),
    2: specimen.identifier,
    4: [specimen.code, specimen.label],
    8: specimen.site ? ['', specimen.site] : null,
    14: specimen.description ?? '',
    17: localTime(specimen.collectedAt),
    18: localTime(specimen.receivedAt),
    24: specimen.condition ?? null,
  });
}

/** Local time without a zone, as the French profiles send everything but MSH-7. */
function localTime(instant: Date): string {
  return printHl7Time(instant, zone).slice(0, 14);
}
