import type { IncomingDocument, IncomingObservation } from '../../dossier/types';
import { classOf } from '../../dossier/values';
import type { Segment } from '../../hl7/grammar';
import { chooseCoding } from './coding';
import { decodeDocument, isDamaged } from './document';
import { personOf } from './names';
import type { ResultPart } from './patient-parts';
import { privateText, privateTexts, unclaimed } from './private-fields';
import type { MessageReader, WrittenInstant } from './reader';
import { statusMeant, statusSubject, valueNamed } from './status';
import { parseRange, translateValue } from './value';

export interface ObservationContext {
  accessionNumber: string;
  /** OBR-7 and OBR-32 of the request above. */
  collected: WrittenInstant | null;
  interpreter: string;
  /** Where it was measured, by a private field of this link; empty = in the laboratory. */
  origin: string;
  /** OBR-22 of the request above. */
  status: WrittenInstant | null;
  /** The request itself and the Z-segments that speak of all its results. */
  shared: readonly Segment[];
}

/**
 * Reads one OBX with its notes, or null for a line without a code, which goes to repair while the rest goes on.
 * The result's key lacks its rank: the caller counts equals.
 * @see HL7 2.5 chapter 7.4.2
 */
export function translateObservation(
  reader: MessageReader,
  { obx, notes, privates }: ResultPart,
  context: ObservationContext,
): Omit<IncomingObservation, 'observationKey'> | null {
  const coded = chooseCoding((position) => partOf(reader, obx, position), reader.profile.settings.loincSystems);
  if (coded.code === '') {
    reader.tell('no_code');
    reader.repair({
      kind: 'unreadable_line',
      subject: `OBX ${reader.key(obx, 1) || '?'}`,
      segment: 'OBX',
      field: 3,
      accessionNumber: context.accessionNumber,
    });
    return null;
  }
  if (coded.codeSystem !== 'LN') {
    reader.tell('unmapped_code');
    reader.repair({ kind: 'unmapped_code', subject: coded.code, segment: 'OBX', field: 3, accessionNumber: context.accessionNumber });
  }
  const value = translateValue(reader, reader.text(obx, 2), unclaimed(reader, obx, 5));
  const referenceRange = reader.free(obx, 7).trim();
  const range = parseRange(referenceRange);
  const status = statusOf(reader, obx, context.accessionNumber);
  if (status === '') reader.tell('no_status');
  const performer = performerOf(reader, obx);
  const responsible = personOf(reader, obx, 16);
  const observed = reader.written(obx, 14);
  const analysed = reader.written(obx, 19);
  const shown = observed ?? analysed ?? context.collected;
  // Field by field: objects of this size that are spread together cost more than all the reading.
  return {
    code: coded.code,
    codeSystem: coded.codeSystem,
    localCode: coded.localCode,
    label: coded.label,
    valueType: value.valueType,
    values: value.values,
    number: value.number,
    comparator: value.comparator,
    subId: reader.key(obx, 4),
    unit: reader.text(obx, 6) || reader.text(obx, 6, 2),
    referenceRange,
    referenceLow: range.low,
    referenceHigh: range.high,
    interpretation: unclaimed(reader, obx, 8)
      .map((flag) => flagOf(reader, reader.component(flag, 1)))
      .filter((flag) => flag !== '')
      .join('~'),
    // Nothing says that a result without status is finished: it waits (product decision 9).
    status: status === '' ? 'R' : status,
    observedAt: shown?.at ?? null,
    observedText: shown?.text ?? '',
    analysedAt: analysed?.at ?? null,
    analysedText: analysed?.text ?? '',
    performerCode: performer.performerCode,
    performerName: performer.performerName,
    performerFiness: performer.performerFiness,
    responsibleObserver: responsible.name,
    method: reader.text(obx, 17, 2) || reader.text(obx, 17),
    equipment: reader.text(obx, 18),
    notes,
    lisValidator: validatorOf(reader, status, performer, responsible.name, context),
    ...executorOf(reader, status, performer, responsible.name),
    origin: context.origin,
    statusAt: context.status?.at ?? null,
    statusText: context.status?.text ?? '',
    ...technicalOf(reader, [obx, ...privates], context.shared),
    ...(reader.text(obx, 2) === 'ED' ? { documents: documentsOf(reader, obx, context.accessionNumber) } : {}),
  };
}

/**
 * What an analyser said besides the value, where the link's settings name it. An alarm or the state of the control may be told once for a request; a value before a rerun and
 * a dilution are those of one result.
 */
function technicalOf(reader: MessageReader, own: readonly Segment[], shared: readonly Segment[]): Partial<IncomingObservation> {
  if (reader.profile.settings.privateFields.length === 0) return {};
  return {
    analyserFlags: privateTexts(reader, [...own, ...shared], 'analyser-flag'),
    qualityControl: privateText(reader, own, 'quality-control') || privateText(reader, shared, 'quality-control'),
    valuesBefore: privateTexts(reader, own, 'value-before'),
    dilution: privateText(reader, own, 'dilution'),
  };
}

/** OBX-5 of type ED, each repetition a document; one that cannot be read, or not to its end, goes to repair, while its line and the others go on. */
function documentsOf(reader: MessageReader, obx: Segment, accessionNumber: string): IncomingDocument[] {
  return reader.repetitions(obx, 5).flatMap((repetition) => {
    const decoded = decodeDocument(reader.component(repetition, 4), reader.component(repetition, 5));
    const trouble = decoded.ok ? (isDamaged(decoded.document) ? 'damaged_document' : null) : decoded.problem;
    if (trouble === null && decoded.ok) return [decoded.document];
    if (trouble !== null) reader.tell(trouble);
    reader.repair({ kind: 'unreadable_line', subject: `OBX ${reader.key(obx, 1) || '?'}`, segment: 'OBX', field: 5, accessionNumber });
    return decoded.ok ? [decoded.document] : [];
  });
}

/** A word that nobody knows is told once for each link, whatever it says of how many results: the link's settings say what it means. */
function statusOf(reader: MessageReader, obx: Segment, accessionNumber: string): string {
  const sent = reader.text(obx, 11);
  const { status, isKnown } = statusMeant(reader.profile.settings, sent);
  if (isKnown) return status;
  const [msh] = reader.message.segments;
  const link = msh ? [reader.text(msh, 3), reader.text(msh, 4)].join(' ').trim() : '';
  reader.tell('unknown_status');
  reader.repair({ kind: 'unknown_status', subject: statusSubject(sent, link), segment: 'OBX', field: 11, accessionNumber });
  return status;
}

/** OBX-8 in table 0078, by the link's own words where it has some. */
const flagOf = (reader: MessageReader, sent: string): string => valueNamed(reader.profile.settings.flags, sent) ?? sent;

/** OBX-3: codes are keys, the rest is words. */
function partOf(reader: MessageReader, obx: Segment, position: number): string {
  return position === 1 || position === 4 ? reader.key(obx, 3, position) : reader.text(obx, 3, position);
}

function performerOf(reader: MessageReader, obx: Segment) {
  const organisation = reader.repetitions(obx, 23)[0] ?? '';
  const finess = [reader.component(organisation, 10), reader.component(organisation, 3), reader.text(obx, 15)].find((text) => /^\d{9}$/.test(text));
  const performerCode = reader.text(obx, 15) || reader.component(organisation, 10);
  const isOwnCode = performerCode !== '' && performerCode === reader.profile.facility;
  return {
    performerCode,
    performerName: reader.text(obx, 15, 2) || reader.component(organisation, 1),
    performerFiness: finess ?? (isOwnCode ? reader.profile.laboratoryFiness : ''),
  };
}

/**
 * Names who validated a final result, when the sampling laboratory's own LIS says so; an executing laboratory's `F` is that
 * laboratory's validation, never the whole dossier's, also when that laboratory has a name and no number.
 * @see GBUI XIV-2a; decisions « `F` from the LIS is published without a biologist only… »
 */
function validatorOf(
  reader: MessageReader,
  status: string,
  performer: { performerFiness: string; performerCode: string; performerName: string },
  responsible: string,
  context: ObservationContext,
): string | null {
  if ((status !== 'F' && status !== 'C') || reader.profile.settings.awaitsBiologist.includes(status)) return null;
  const isUnnamed = performer.performerFiness === '' && performer.performerCode === '' && performer.performerName === '';
  const isOwn = performer.performerFiness !== '' && performer.performerFiness === reader.profile.laboratoryFiness;
  if (!isUnnamed && !isOwn) return null;
  const validator = responsible || context.interpreter;
  if (validator === '' && classOf(status) === 'result') reader.tell('final_without_validator');
  return validator === '' ? null : validator;
}

/** Of another laboratory's result that is final, who validated it there; said of no other. A system whose `F` waits for a biologist says nothing of that. */
function executorOf(
  reader: MessageReader,
  status: string,
  { performerFiness }: { performerFiness: string },
  responsible: string,
): Partial<IncomingObservation> {
  if ((status !== 'F' && status !== 'C') || reader.profile.settings.awaitsBiologist.includes(status)) return {};
  return performerFiness === '' || performerFiness === reader.profile.laboratoryFiness ? {} : { executorValidator: responsible };
}
