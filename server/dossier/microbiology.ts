import { type Antibiogram, type AntibiogramCell, type AntibiogramOrganism, antibiogramsOf, type Tested } from './antibiogram';
import type { ObservationRecord, ServiceRequestRecord } from './read-dossier';
import { categoryOfFlags, categoryOfText, isConcentration, plain, saysIntermediate, substanceOf } from './susceptibility';
import { classOf, displayUnit, displayValue, flagOf } from './values';

export type { Antibiogram };

export type MicrobiologyObservation = Pick<
  ObservationRecord,
  | 'id'
  | 'serviceRequestId'
  | 'code'
  | 'codeSystem'
  | 'label'
  | 'subId'
  | 'values'
  | 'number'
  | 'unit'
  | 'referenceRange'
  | 'interpretation'
  | 'status'
  | 'notes'
  | 'method'
  | 'position'
>;
export type MicrobiologyRequest = Pick<
  ServiceRequestRecord,
  'id' | 'section' | 'fillerNumber' | 'placerNumber' | 'label' | 'parentNumber' | 'parentCode' | 'parentSubId' | 'parentText'
>;

/** An organism that a result names. */
interface Organism {
  observation: MicrobiologyObservation;
  request: MicrobiologyRequest;
}

/** LOINC codes of « which organism grew ». */
const ORGANISM_CODES = new Set(
  '11475-1 600-7 601-5 602-3 604-9 606-4 608-0 609-8 610-6 611-4 612-2 624-7 625-4 626-2 630-4 634-6 6460-0 6462-6 6463-4'.split(' '),
);
const ORGANISM_LABEL = /identif|micro-?organism|organism|germe|isolat|souche|levure|bacterie/;
const NO_ORGANISM = /^(absence|aucun|culture|sterile|negati|voir|flore|pas |non |no |en cours|positi|presence|$)/;
const QUANTITY_LABEL = /numeration|quantite|denombrement|colony count|ufc/;
const SECTIONS = new Set(['MB', 'MCB', 'MYC']);

/**
 * Reads the antibiograms of a dossier out of its results, however the laboratory sends them: child requests under the organism of their parent (OBR-26,
 * OBR-29), flat lines that share a sub-id with it (OBX-4), or texts one after the other. An antibiotic is put under an organism only where the message leaves
 * no choice; else its column says that the organism was not told. What is not recognised is not here, and stays the ordinary line that it is anyway.
 * @see HL7 2.5 chapter 7.4.1.26, 7.4.1.29, 7.4.2.4; LOINC user's guide, microbiology
 */
export function microbiologyOf(observations: readonly MicrobiologyObservation[], requests: readonly MicrobiologyRequest[]): Antibiogram[] {
  const byId = new Map(requests.map((request) => [request.id, request]));
  const shown = observations.filter((observation) => classOf(observation.status) === 'result');
  const organisms = shown.flatMap((observation) => {
    const request = byId.get(observation.serviceRequestId);
    return request && isOrganism(observation) ? [{ observation, request }] : [];
  });
  const tested = shown.flatMap((observation): Tested[] => {
    const request = byId.get(observation.serviceRequestId);
    const cell = request ? cellOf(observation, isMicrobiology(request, organisms)) : null;
    if (!request || !cell) return [];
    const organism = organismOf(observation, request, organisms);
    return [
      {
        requestId: request.id,
        rootId: (organism?.request ?? rootOf(request, requests)).id,
        antibiotic: substanceOf(observation.label),
        cell,
        organism: columnOf(observation, request, organism, shown),
      },
    ];
  });
  return antibiogramsOf(tested);
}

/** Results that the table tells wholly: nothing of them is lost when they have no line of their own. */
export function toldByTable(antibiograms: readonly Antibiogram[], observations: readonly MicrobiologyObservation[]): Set<string> {
  const inTable = new Set(antibiograms.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flatMap((cell) => cell?.observationIds ?? []))));
  return new Set(observations.filter((observation) => inTable.has(observation.id) && !saysMore(observation)).map(({ id }) => id));
}

function saysMore(observation: MicrobiologyObservation): boolean {
  const { notes, referenceRange, interpretation, values } = observation;
  return notes.length > 0 || referenceRange !== '' || flagOf(interpretation) !== 'not-evaluated' || values.length > 1 || values.some(saysIntermediate);
}

function isOrganism({ code, codeSystem, label, values, number }: MicrobiologyObservation): boolean {
  const [value = ''] = values;
  if (number !== null || NO_ORGANISM.test(plain(value)) || categoryOfText(value) !== null) return false;
  return (codeSystem === 'LN' && ORGANISM_CODES.has(code)) || (ORGANISM_LABEL.test(plain(label)) && /^\p{Lu}\p{L}/u.test(value) && value.length <= 120);
}

const isMicrobiology = (request: MicrobiologyRequest, organisms: readonly Organism[]): boolean =>
  SECTIONS.has(request.section) ||
  /antibiogramme|susceptib|bacterio/.test(plain(request.label)) ||
  organisms.some((organism) => organism.request.id === request.id);

/** Null for a result that is none of susceptibility. A letter in the value counts only in microbiology; one in OBX-8 says by itself what it is. */
function cellOf(observation: MicrobiologyObservation, isHere: boolean): AntibiogramCell | null {
  const number = observation.number === null ? null : Number(observation.number);
  const text = observation.values.length === 1 ? (observation.values[0] ?? '') : '';
  const category = categoryOfFlags(observation.interpretation) ?? (isHere && number === null ? categoryOfText(text) : null);
  const isMeasured = number !== null && (category !== null || (isHere && isConcentration(observation.label)));
  if (category === null && !isMeasured) return null;
  // A text besides the letter (« BLSE ») belongs to a line, not to a cell.
  if (!isMeasured && categoryOfText(text) === null && text !== '') return null;
  const measured = isMeasured ? [displayValue({ values: observation.values, number }), displayUnit(observation.unit)].join(' ').trim() : null;
  const isDisk = /^mm$/i.test(observation.unit.trim());
  return { category, mic: isDisk ? null : measured, zone: isDisk ? measured : null, method: observation.method || null, observationIds: [observation.id] };
}

function organismOf(observation: MicrobiologyObservation, request: MicrobiologyRequest, organisms: readonly Organism[]): Organism | null {
  const own = organisms.filter((organism) => organism.request.id === request.id);
  if (own.length > 0) return amongOwn(observation, own);
  if (request.parentNumber === '' && request.parentText === '' && request.parentSubId === '')
    return only(organisms.filter((organism) => isNamedIn(organism, request)));
  const ofParent = organisms.filter(
    ({ request: parent }) => request.parentNumber === '' || parent.fillerNumber === request.parentNumber || parent.placerNumber === request.parentNumber,
  );
  const bySubId = ofParent.filter(({ observation: { subId } }) => request.parentSubId !== '' && subId === request.parentSubId);
  if (bySubId.length > 1) return only(bySubId.filter(({ observation: { code } }) => code === request.parentCode));
  const byText = ofParent.filter(({ observation: { values } }) => request.parentText !== '' && plain(values[0] ?? '') === plain(request.parentText));
  return only(bySubId) ?? only(byText) ?? (request.parentSubId === '' && request.parentText === '' ? only(ofParent) : null);
}

/** Of the organisms in its own request: the one of its sub-id, else the only one, else the last before it when nothing bears a sub-id. */
function amongOwn({ subId, position }: MicrobiologyObservation, own: readonly Organism[]): Organism | null {
  const bySubId = own.filter(({ observation }) => observation.subId !== '' && (subId === observation.subId || subId.startsWith(`${observation.subId}.`)));
  if (bySubId.length > 0) return only(bySubId);
  if (own.length === 1) return subId === '' || own[0]?.observation.subId === '' ? only(own) : null;
  if (subId !== '' || own.some(({ observation }) => observation.subId !== '')) return null;
  return own.filter(({ observation }) => observation.position < position).sort((a, b) => b.observation.position - a.observation.position)[0] ?? null;
}

const isNamedIn = ({ observation, request: own }: Organism, request: MicrobiologyRequest): boolean => {
  const name = plain(observation.values[0] ?? '');
  return own.fillerNumber === request.fillerNumber && name !== '' && plain(request.label).includes(name);
};

const only = (organisms: readonly Organism[]): Organism | null => (organisms.length === 1 ? (organisms[0] ?? null) : null);

function rootOf(request: MicrobiologyRequest, requests: readonly MicrobiologyRequest[]): MicrobiologyRequest {
  if (request.parentNumber === '') return request;
  return (
    requests.find(
      ({ id, fillerNumber, placerNumber }) => id !== request.id && (fillerNumber === request.parentNumber || placerNumber === request.parentNumber),
    ) ?? request
  );
}

function columnOf(
  observation: MicrobiologyObservation,
  request: MicrobiologyRequest,
  organism: Organism | null,
  shown: readonly MicrobiologyObservation[],
): AntibiogramOrganism {
  if (organism === null) {
    const rank = request.parentSubId || observation.subId;
    return { name: request.parentText || (rank === '' ? 'Germe non précisé' : `Germe n° ${rank}`), quantity: null, comment: null, observationId: null };
  }
  const { id, subId, values, notes, serviceRequestId } = organism.observation;
  const quantity = shown.find(
    (other) => other.serviceRequestId === serviceRequestId && other.subId === subId && subId !== '' && QUANTITY_LABEL.test(plain(other.label)),
  );
  return {
    name: values[0] ?? '',
    quantity: quantity
      ? [displayValue({ values: quantity.values, number: quantity.number === null ? null : Number(quantity.number) }), displayUnit(quantity.unit)]
          .join(' ')
          .trim()
      : null,
    comment: notes.length === 0 ? null : notes.join('\n'),
    observationId: id,
  };
}
