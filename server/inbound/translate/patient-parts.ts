import type { Segment } from '../../hl7/grammar';
import { isSegmentName } from '../../hl7/segment-names';
import { isMetadata } from './flags';
import type { MessageReader } from './reader';

/** One OBR with what stands around it in the message. */
export interface OrderGroup {
  /** The ORC right before; null when the message has none for this request. */
  orc: Segment | null;
  /** The last ORC seen: a second request of the same order may have none of its own. */
  inheritedOrc: Segment | null;
  obr: Segment;
  timings: Segment[];
  notes: string[];
  observations: ResultPart[];
  /** Lines that say who may see the dossier, not what was found. */
  metadata: Segment[];
  specimens: SpecimenPart[];
  /** Z-segments, read only where the link's settings name them. */
  privates: Segment[];
  /** Those of them that stand before its first result: they speak of the request as a whole. */
  ownPrivates: Segment[];
}

/** One OBX with the notes and the Z-segments that stand after it. */
export interface ResultPart {
  obx: Segment;
  notes: string[];
  privates: Segment[];
}

/** One SPM with what was said of the sample itself. */
export interface SpecimenPart {
  spm: Segment;
  notes: string[];
  privates: Segment[];
}

/** A patient's part of the message: everything from one PID to the next. */
export interface PatientPart {
  pid: Segment;
  pv1: Segment | null;
  /** MRG: other numbers of this patient. */
  merges: Segment[];
  notes: string[];
  /** Z-segments before the first request. */
  privates: Segment[];
  orders: OrderGroup[];
}

/**
 * Cuts a message into its patients and requests by the order of its segments, as real systems send them: an ORC may be
 * absent, an NTE belongs to what stands before it, a Z-segment to the request before it.
 * @param isAside whether a line says who may see the dossier, and is no result
 * @see HL7 2.5 chapter 7.3.1 (ORU^R01)
 */
export function patientParts(reader: MessageReader, isAside = (obx: Segment) => isMetadata(reader, obx)): PatientPart[] {
  const parts: PatientPart[] = [];
  let orc: Segment | null = null;
  let pending: Segment | null = null;
  /** Notes of what stands right before: a note about a sample or about the next request is none on the last result. */
  let notes: string[] = [];
  /** Z-segments of what stands right before. */
  let own: Segment[] = [];
  for (const segment of reader.message.segments) {
    const part = parts.at(-1);
    const order = part?.orders.at(-1);
    switch (segment.name) {
      case 'PID':
        notes = [];
        own = [];
        parts.push({ pid: segment, pv1: null, merges: [], notes, privates: [], orders: [] });
        orc = null;
        pending = null;
        break;
      case 'PV1':
        if (part && part.pv1 === null) part.pv1 = segment;
        break;
      case 'MRG':
        part?.merges.push(segment);
        break;
      case 'ORC':
        orc = segment;
        pending = segment;
        notes = [];
        own = [];
        break;
      case 'OBR':
        if (pending === null) notes = [];
        own = [];
        part?.orders.push({
          orc: pending,
          inheritedOrc: orc,
          obr: segment,
          timings: [],
          notes,
          observations: [],
          metadata: [],
          specimens: [],
          privates: [],
          ownPrivates: own,
        });
        pending = null;
        break;
      case 'TQ1':
        order?.timings.push(segment);
        break;
      case 'OBX':
        notes = [];
        own = [];
        // Some systems write the order after its request: what follows is results of it, and no request that it could be the order of.
        if (pending !== null && order?.orc === null) {
          order.orc = pending;
          order.inheritedOrc = pending;
          pending = null;
        }
        if (order && isAside(segment)) order.metadata.push(segment);
        else if (order) order.observations.push({ obx: segment, notes, privates: own });
        else if (part) tellOrphan(reader, segment);
        break;
      case 'SPM':
        notes = [];
        own = [];
        order?.specimens.push({ spm: segment, notes, privates: own });
        break;
      case 'NTE':
        if (reader.free(segment, 3).trim() !== '') notes.push(reader.free(segment, 3));
        break;
      default:
        if (segment.name.startsWith('Z')) {
          (order ?? part)?.privates.push(segment);
          own.push(segment);
        } else if (!isSegmentName(segment.name)) {
          tellUnknown(reader, segment);
          // What follows was said of it: on the result before, it would mislead.
          notes = [];
        }
    }
  }
  return parts;
}

function tellOrphan(reader: MessageReader, obx: Segment): void {
  reader.tell('orphan_result');
  reader.repair({ kind: 'unreadable_line', subject: `OBX ${reader.key(obx, 1) || '?'}`, segment: 'OBX', field: null, accessionNumber: '' });
}

/** It may be a result whose name was damaged on its way: kept, not shown, and a person looks. */
function tellUnknown(reader: MessageReader, segment: Segment): void {
  reader.tell('unknown_segment', { segment: segment.name.slice(0, 3) });
  reader.repair({
    kind: 'unreadable_line',
    subject: `${segment.name.slice(0, 3)} ${reader.key(segment, 1) || '?'}`,
    segment: segment.name.slice(0, 3),
    field: null,
    accessionNumber: '',
  });
}
