import { componentText, segmentsNamed, textOf } from '../hl7/access';
import { fieldValueOf, message, segment } from '../hl7/build';
import { encodeText } from '../hl7/charset';
import { type Hl7Message, printMessage, type Segment } from '../hl7/grammar';
import { printHl7Time } from '../hl7/time';
import { interpretationOf } from './measure';
import { type Random, randomFrom } from './random';
import { tests } from './tests';

export interface RequestAnswer {
  /** MSH-6 of the request: the laboratory that was asked. */
  laboratory: string;
  accessionNumber: string;
  /** How long the laboratory takes. */
  delayMs: number;
  bytesAt(at: Date, controlId: string): Buffer;
}

const ZONE = 'Europe/Paris';
const CHARSET = '8859/1';
/** Seconds, in a demonstration: minutes and hours at a real laboratory. */
const NOTES: Readonly<Record<string, string>> = {
  RERUN: 'Repassé à la demande du biologiste.',
  DILUTION: 'Repassé après dilution au 1/2, à la demande du biologiste.',
};
const DELAYS_MS: Readonly<Record<string, number>> = { RERUN: 8_000, DILUTION: 10_000, RECOLLECTION: 20_000, 'ADD-ON': 12_000 };

/** What a laboratory will send back for a request; null for what is no request, or takes one back. */
export function answerToRequest(request: Hl7Message): RequestAnswer | null {
  const [msh] = segmentsNamed(request, 'MSH');
  const [pid] = segmentsNamed(request, 'PID');
  const [zrq] = segmentsNamed(request, 'ZRQ');
  if (!msh || !pid || !zrq || textOf(request, msh, 9) !== 'OML' || textOf(request, zrq, 8) !== 'ASK') return null;
  const kind = textOf(request, zrq, 2);
  const random = randomFrom(`request/${textOf(request, zrq, 1)}`);
  return {
    laboratory: textOf(request, msh, 6),
    accessionNumber: textOf(request, zrq, 6),
    delayMs: DELAYS_MS[kind] ?? 10_000,
    bytesAt: (at, controlId) =>
      encodeText(printMessage(message(header(request, msh, at, controlId), identity(request, pid), ...groupsOf(request, zrq, kind, random, at))), CHARSET),
  };
}

/** The request names the patient without how sure the identity is; the laboratory knows, and says it with every message. */
function identity(request: Hl7Message, pid: Segment): Segment {
  const copy = (field: number) => fieldValueOf(request, pid, field);
  const isQualified = (pid.fields[3] ?? '').split('~').some((identifier) => /\^INS(-\w+)?$/.test(identifier.trim()));
  return segment('PID', { 1: '1', 3: copy(3), 5: copy(5), 7: copy(7), 8: copy(8), 32: isQualified ? 'VALI' : undefined });
}

function header(request: Hl7Message, msh: Segment, at: Date, controlId: string): Segment {
  const copy = (field: number) => fieldValueOf(request, msh, field);
  return segment('MSH', {
    3: copy(5),
    4: copy(6),
    5: copy(3),
    6: copy(4),
    7: printHl7Time(at, ZONE),
    9: ['ORU', 'R01', 'ORU_R01'],
    10: controlId,
    11: copy(11),
    12: '2.5',
    17: 'FRA',
    18: CHARSET,
  });
}

/** Orders as they were asked for, each result measured anew; an order without a result is one that was added. */
function groupsOf(request: Hl7Message, zrq: Segment, kind: string, random: Random, at: Date): Segment[] {
  const time = printHl7Time(at, ZONE);
  const number = textOf(request, zrq, 6);
  let group = 0;
  return request.segments.flatMap((from) => {
    const copy = (field: number) => fieldValueOf(request, from, field);
    switch (from.name) {
      case 'ORC':
        group += 1;
        return [segment('ORC', { 1: 'RE', 2: copy(2), 3: kind === 'ADD-ON' ? [`${number}-ADD${group}`, 'SIL'] : copy(3), 4: copy(4), 5: 'CM' })];
      case 'OBR': {
        const filler = kind === 'ADD-ON' ? ([`${number}-ADD${group}`, 'SIL'] as const) : copy(3);
        const obr = segment('OBR', {
          1: copy(1),
          2: copy(2),
          3: filler,
          4: copy(4),
          7: kind === 'RERUN' || kind === 'DILUTION' ? copy(7) : time,
          22: time,
          24: 'CH',
          25: 'R',
        });
        return kind === 'ADD-ON' ? [obr, addedResult(request, from, random, time)] : [obr];
      }
      case 'OBX':
        return [measuredAgain(request, from, random, time), segment('NTE', { 1: '1', 2: 'L', 3: NOTES[kind] ?? 'Sur nouveau prélèvement.' })];
      default:
        return [];
    }
  });
}

function measuredAgain(request: Hl7Message, from: Segment, random: Random, time: string): Segment {
  const copy = (field: number) => fieldValueOf(request, from, field);
  const before = textOf(request, from, 5);
  const decimals = before.split('.')[1]?.length ?? 0;
  const after = /^\d+([.]\d+)?$/.test(before) ? (Number(before) * (0.96 + random.next() * 0.06)).toFixed(decimals) : null;
  return segment('OBX', {
    1: copy(1),
    2: copy(2),
    3: copy(3),
    4: copy(4),
    5: after ?? copy(5),
    6: copy(6),
    7: copy(7),
    8: copy(8),
    11: 'R',
    14: time,
    19: time,
  });
}

function addedResult(request: Hl7Message, obr: Segment, random: Random, time: string): Segment {
  const code = textOf(request, obr, 4);
  const label = componentText(request, obr.fields[4] ?? '', 2);
  const test = tests.find(({ loincCode }) => loincCode === code);
  if (!test) return segment('OBX', { 1: '1', 2: 'ST', 3: [code, label, 'LN'], 11: 'X', 14: time });
  const drawn = test.shape === 'log' ? test.mean * Math.exp(random.normal() * test.spread * 0.5) : test.mean + random.normal() * test.spread * 0.5;
  const value = Number(drawn.toFixed(test.decimals));
  const interval = test.intervals[0] ?? {};
  const range = interval.low !== undefined && interval.high !== undefined ? `${interval.low} - ${interval.high}` : '';
  return segment('OBX', {
    1: '1',
    2: 'NM',
    3: [code, label, 'LN', test.code, test.label, 'LOCAL'],
    5: value.toFixed(test.decimals),
    6: test.unit,
    7: range,
    8: interpretationOf({ test, value }, interval),
    11: 'R',
    14: time,
    19: time,
  });
}
