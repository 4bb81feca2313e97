import { flagsOfCda } from '../../dossier/cda';
import type { SaidFlags } from '../../dossier/confidentiality';
import type { IncomingDossier, IncomingObservation, IncomingRequest, IncomingSpecimen, Priority } from '../../dossier/types';
import type { Segment } from '../../hl7/grammar';
import { instantToTheMinute } from '../../platform/written-instant';
import { telephoneOf } from './composite';
import { translateFlags } from './flags';
import { describePerson, personOf } from './names';
import { translateObservation } from './observation';
import { parentOf } from './parent';
import type { OrderGroup, PatientPart } from './patient-parts';
import { centrifugedIn, privateText, privateTexts } from './private-fields';
import type { MessageReader, WrittenInstant } from './reader';
import { specimenKind, translateSpecimen } from './specimen';

/** The dossiers of one patient's part: requests of one accession number together, in the order of the message. */
export function translateOrders(reader: MessageReader, part: PatientPart): IncomingDossier[] {
  return [...ordersByAccession(reader, part)].map(([accessionNumber, orders]) => translateDossier(reader, part, accessionNumber, orders));
}

/** A result together with the segments that it was read from. */
export interface SourcedObservation {
  accessionNumber: string;
  observationKey: string;
  /** OBX-11 in table 0085, by the link's own words. */
  status: string;
  obx: Segment;
  obr: Segment;
  /** The ORC that stands before the request, its own or the last one before. */
  orc: Segment | null;
}

/** Where every result of one patient's part was read: the way back from a stored result to its own line, for the answer to the LIS. */
export function sourcedObservations(reader: MessageReader, part: PatientPart): SourcedObservation[] {
  return [...ordersByAccession(reader, part)].flatMap(([accessionNumber, orders]) =>
    keyedOrders(reader, part, accessionNumber, orders).flatMap(({ order, observations }) =>
      observations.map(({ obx, observation }) => ({
        accessionNumber,
        observationKey: observation.observationKey,
        status: observation.status,
        obx,
        obr: order.obr,
        orc: order.inheritedOrc,
      })),
    ),
  );
}

export function ordersByAccession(reader: MessageReader, part: PatientPart): Map<string, OrderGroup[]> {
  const byAccession = new Map<string, OrderGroup[]>();
  for (const order of part.orders) {
    const accessionNumber = accessionNumberOf(reader, order);
    if (accessionNumber === '') {
      reader.tell('no_accession');
      continue;
    }
    byAccession.set(accessionNumber, [...(byAccession.get(accessionNumber) ?? []), order]);
  }
  return byAccession;
}

/** The first of the link's fields that holds a number: ORC-4 before the filler's and the placer's number, when it says nothing else (decisions « Data »). */
function accessionNumberOf(reader: MessageReader, { orc, inheritedOrc, obr }: OrderGroup): string {
  for (const place of reader.profile.settings.accessionFields) {
    const field = Number(place.slice(4));
    // The number of a group of orders holds for the requests that follow; a request's own number for that request alone.
    const segment = place.startsWith('OBR') ? obr : field === 4 ? inheritedOrc : orc;
    const number = segment ? reader.key(segment, field) : '';
    if (number !== '') return number;
  }
  return '';
}

function translateDossier(reader: MessageReader, part: PatientPart, accessionNumber: string, orders: readonly OrderGroup[]): IncomingDossier {
  const read = <T>(pick: (order: OrderGroup) => T | null | ''): T | null => {
    for (const order of orders) {
      const value = pick(order);
      if (value !== null && value !== '') return value;
    }
    return null;
  };
  const prescriber = read((order) => prescriberOf(reader, order));
  const ward = part.pv1;
  const privates = [...part.privates, ...orders.flatMap((order) => order.privates)];
  const requested = read((order) => (order.inheritedOrc ? reader.written(order.inheritedOrc, 9) : null) ?? reader.written(order.obr, 6));
  const collected = earliest(orders.map((order) => collectedOf(reader, order)));
  const received = read((order) => reader.written(order.obr, 14));
  const planned = earliest(orders.map((order) => order.timings.map((timing) => reader.written(timing, 8)).find((written) => written !== null) ?? null));
  const requests = keyedOrders(reader, part, accessionNumber, orders).map((keyed) => translateRequest(reader, keyed));
  return {
    accessionNumber,
    placerNumber: read((order) => (order.inheritedOrc ? reader.text(order.inheritedOrc, 2) : '') || reader.text(order.obr, 2)),
    encounterNumber: ward ? reader.text(ward, 19) || null : null,
    patientClass: ward ? reader.text(ward, 2) : '',
    priority: mostPressing(orders.map((order) => priorityOf(reader, order))),
    wardCode: privateText(reader, privates, 'ward') || (ward ? reader.key(ward, 3, 1) : ''),
    room: ward ? reader.text(ward, 3, 2) : '',
    bed: ward ? reader.text(ward, 3, 3) : '',
    prescriberRpps: prescriber?.isRpps ? prescriber.identifier : '',
    prescriberName: prescriber?.name ?? '',
    callbackPhone:
      privateText(reader, privates, 'callback-phone') ||
      (read((order) => (order.inheritedOrc ? phoneOf(reader, order.inheritedOrc, 14) : '') || phoneOf(reader, order.obr, 17)) ?? ''),
    requestedAt: requested?.at ?? null,
    requestedText: requested?.text ?? '',
    collectedAt: collected?.at ?? null,
    collectedText: collected?.text ?? '',
    receivedAt: received?.at ?? null,
    receivedText: received?.text ?? '',
    // A day is no hour to hold oneself to.
    plannedFor: planned ? instantToTheMinute(planned.at, planned.text) : null,
    collector: read((order) => describePerson(personOf(reader, order.obr, 10))) ?? '',
    clinicalInformation: [
      ...new Set(
        [...orders.map((order) => reader.free(order.obr, 13)), ...privateTexts(reader, privates, 'clinical-information')].filter((text) => text.trim() !== ''),
      ),
    ].join('\n'),
    // What a document says of itself only ever restricts.
    confidentiality: {
      ...translateFlags(
        reader,
        orders.flatMap((order) => order.metadata),
      ),
      ...flagsOfDocuments(requests),
    },
    notes: [...part.notes, ...privateTexts(reader, privates, 'dossier-note')],
    requests,
    specimens: specimensOf(reader, orders),
  };
}

const flagsOfDocuments = (requests: readonly IncomingRequest[]): SaidFlags =>
  Object.assign(
    {},
    ...requests
      .flatMap(({ observations }) => observations.flatMap(({ documents }) => documents ?? []))
      .filter(({ mediaType }) => mediaType === 'application/xml')
      .map(({ bytes }) => flagsOfCda(bytes)),
  );

function translateRequest(reader: MessageReader, { order, requestKey, observations }: KeyedOrder): IncomingRequest {
  const { obr } = order;
  const code = examinationOf(reader, obr);
  return {
    requestKey,
    placerNumber: placerNumberOf(reader, order),
    fillerNumber: fillerNumberOf(reader, order),
    code,
    codeSystem: reader.text(obr, 4, 3),
    label: reader.text(obr, 4, 5) || reader.text(obr, 4, 2) || code,
    section: reader.text(obr, 24),
    status: reader.text(obr, 25),
    specimenKind: specimenKindOf(reader, order),
    technician: describePerson(personOf(reader, obr, 34)),
    ...parentOf(reader, obr, order.orc),
    notes: order.notes,
    centrifugedAt: centrifugedIn(reader, [obr, ...order.ownPrivates]),
    observations: observations.map(({ observation }) => observation),
    ...(isCancelled(reader, order) ? { isCancelled: true } : {}),
  };
}

/** By the order's own ORC only: one that stands before another request says nothing of this one. */
const isCancelled = (reader: MessageReader, { orc, obr }: OrderGroup): boolean =>
  (orc !== null && ['CA', 'OC', 'CR'].includes(reader.text(orc, 1).toUpperCase())) || reader.text(obr, 25).toUpperCase() === 'X';

const fillerNumberOf = (reader: MessageReader, { obr, orc }: OrderGroup): string => reader.key(obr, 3) || (orc ? reader.key(orc, 3) : '');
const placerNumberOf = (reader: MessageReader, { obr, orc }: OrderGroup): string => reader.key(obr, 2) || (orc ? reader.key(orc, 2) : '');
const examinationOf = (reader: MessageReader, obr: Segment): string => [1, 4, 2, 5].map((part) => reader.key(obr, 4, part)).find((text) => text !== '') ?? '';

interface KeyedOrder {
  order: OrderGroup;
  requestKey: string;
  observations: { obx: Segment; observation: IncomingObservation }[];
}

/**
 * Gives every request and result of a dossier its key: the same in every message that speaks of it, whatever else that
 * message holds, and never given twice. Requests often share one number (OBR-3), so the examination is always part of it;
 * what is sent twice alike (a test repeated over time) is told apart by its rank.
 */
function keyedOrders(reader: MessageReader, part: PatientPart, accessionNumber: string, orders: readonly OrderGroup[]): KeyedOrder[] {
  const ranked = ranking();
  return orders.map((order) => {
    const number = fillerNumberOf(reader, order) || placerNumberOf(reader, order) || accessionNumber;
    const requestKey = ranked(`${number}/${examinationOf(reader, order.obr)}`);
    const context = {
      accessionNumber,
      collected: collectedOf(reader, order),
      interpreter: personOf(reader, order.obr, 32).name,
      origin: privateText(reader, [...order.privates, ...part.privates], 'origin'),
      status: reader.written(order.obr, 22),
      shared: [order.obr, ...order.ownPrivates],
    };
    const observations = order.observations.flatMap((result) => {
      const { obx } = result;
      const observation = translateObservation(reader, result, context);
      if (!observation) return [];
      const observationKey = ranked(`${requestKey}|${observation.localCode || observation.code}|${observation.subId}`);
      return [{ obx, observation: Object.assign(observation, { observationKey }) }];
    });
    return { order, requestKey, observations };
  });
}

/** The key itself the first time, then with its rank; also when another key looks like that. */
function ranking(): (key: string) => string {
  const given = new Set<string>();
  return (key) => {
    let unique = key;
    for (let rank = 2; given.has(unique); rank += 1) unique = `${key}#${rank}`;
    given.add(unique);
    return unique;
  };
}

function prescriberOf(reader: MessageReader, order: OrderGroup) {
  const sources = [order.inheritedOrc ? personOf(reader, order.inheritedOrc, 12) : null, personOf(reader, order.obr, 16)];
  return sources.find((person) => person?.isRpps) ?? sources.find((person) => person !== null && (person.name !== '' || person.identifier !== '')) ?? null;
}

function priorityOf(reader: MessageReader, order: OrderGroup): Priority | null {
  const sent = [
    ...order.timings.map((timing) => reader.text(timing, 9)),
    reader.text(order.obr, 27, 6),
    order.inheritedOrc ? reader.text(order.inheritedOrc, 7, 6) : '',
    reader.text(order.obr, 5),
  ].find((text) => text !== '');
  if (sent === undefined) return null;
  const code = sent.toUpperCase();
  if (code === 'S' || code === 'STAT') return 'stat';
  return code === 'A' || code === 'ASAP' || code === 'U' || code === 'URG' ? 'urgent' : 'routine';
}

function mostPressing(priorities: readonly (Priority | null)[]): Priority | null {
  for (const priority of ['stat', 'urgent', 'routine'] as const) if (priorities.includes(priority)) return priority;
  return null;
}

function collectedOf(reader: MessageReader, order: OrderGroup): WrittenInstant | null {
  return reader.written(order.obr, 7) ?? earliest(order.specimens.map(({ spm }) => reader.written(spm, 17)));
}

function earliest(instants: readonly (WrittenInstant | null)[]): WrittenInstant | null {
  const known = instants.filter((instant) => instant !== null).sort((a, b) => a.at.getTime() - b.at.getTime());
  return known[0] ?? null;
}

function phoneOf(reader: MessageReader, segment: Segment, field: number): string {
  return telephoneOf(reader, reader.repetitions(segment, field)[0] ?? '');
}

function specimenKindOf(reader: MessageReader, { obr, specimens: [first] }: OrderGroup): string {
  return (first && specimenKind(reader, first.spm)) || reader.text(obr, 15, 2) || reader.text(obr, 15);
}

/** The samples of a dossier by their numbers: what a request says again of a sample replaces what an earlier one said. */
function specimensOf(reader: MessageReader, orders: readonly OrderGroup[]): IncomingSpecimen[] {
  const sent = orders.flatMap((order) => order.specimens.map((specimen) => translateSpecimen(reader, specimen)));
  return [...new Map(sent.map((specimen) => [specimen.identifier, specimen])).values()];
}
