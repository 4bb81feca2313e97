import { describe, expect, it } from 'vitest';
import { segmentsNamed, textOf } from '../hl7/access';
import { decodeBytes } from '../hl7/charset';
import { type Hl7Message, parseMessage } from '../hl7/grammar';
import type { LisResult } from './lis-message';
import { prescribers, unknownPrescriber } from './prescribers';
import { historyMessages, trafficBetween } from './traffic';
import type { TrafficEvent } from './traffic-events';
import { writeMessage } from './write-message';

const day = { seed: 'essai', from: new Date('2026-11-18T23:00:00Z'), rate: 4 };
const dayEnd = new Date('2026-11-19T23:00:00Z');
const events = trafficBetween(day, dayEnd);
const firsts = events.filter((event) => event.turn === 0);
const history = historyMessages({ seed: 'essai', from: new Date('2026-10-20T00:00:00Z'), to: new Date('2026-11-19T00:00:00Z'), dossiers: 150 });

const keyOf = ({ laboratory, accessionNumber }: { laboratory: string; accessionNumber: string }) => `${laboratory} ${accessionNumber}`;
const linesOf = (event: TrafficEvent): LisResult[] => event.content.groups.flatMap((group) => [...group.results]);
const dossiersWith = (test: (line: LisResult) => boolean) => new Set(events.filter((event) => linesOf(event).some(test)).map(keyOf)).size;
const share = (count: number) => count / firsts.length;

function parsed(bytes: Buffer): Hl7Message {
  const outcome = parseMessage(decodeBytes(bytes, 'ASCII').text);
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return outcome.message;
}

describe('live traffic', () => {
  it('is the same for the same seed and another for another', () => {
    const from = new Date('2026-11-19T07:00:00Z');
    const to = new Date('2026-11-19T08:00:00Z');
    const bytesOf = (seed: string) => trafficBetween({ seed, from, rate: 4 }, to).map((event) => writeMessage(event.content, 'X').toString('latin1'));
    expect(bytesOf('essai')).toEqual(bytesOf('essai'));
    expect(bytesOf('essai')).not.toEqual(bytesOf('autre'));
  });

  it('goes on as before when a run begins in the middle', () => {
    const middle = new Date('2026-11-19T10:00:00Z');
    const later = trafficBetween({ ...day, from: middle }, dayEnd);
    expect(later.filter((event) => event.turn === 0).map(keyOf)).toEqual(firsts.filter((event) => event.at >= middle).map(keyOf));
  });

  it('keeps every dossier of a lower rate at a higher one', () => {
    const higher = new Set(trafficBetween({ ...day, rate: 8 }, dayEnd).map(keyOf));
    expect(firsts.every((event) => higher.has(keyOf(event)))).toBe(true);
  });

  it('comes in time order, each dossier begun by its first message, no number used twice', () => {
    expect(events.every((event, index) => index === 0 || event.at >= (events[index - 1]?.at ?? event.at))).toBe(true);
    expect(new Set(firsts.map(keyOf)).size).toBe(firsts.length);
    const begun = new Set<string>();
    for (const event of events) {
      if (event.turn === 0) begun.add(keyOf(event));
      expect(begun.has(keyOf(event))).toBe(true);
    }
  });

  it('sends nothing at rate 0', () => {
    expect(trafficBetween({ ...day, rate: 0 }, dayEnd)).toEqual([]);
  });

  it('has the volume, the urgency and the oddities of a group of laboratories', () => {
    const critical = dossiersWith((line) => line.interpretation === 'HH' || line.interpretation === 'LL');
    const count = (test: (event: TrafficEvent) => boolean) => firsts.filter(test).length;
    expect({
      dossiers: firsts.length,
      critical,
      stat: count((event) => event.content.order.priority === 'stat'),
      urgent: count((event) => event.content.order.priority === 'urgent'),
      unsure: count((event) => event.content.patient.reliability === 'PROV'),
      unknownPrescriber: count((event) => event.content.order.prescriber.rppsNumber === unknownPrescriber.rppsNumber),
    }).toMatchInlineSnapshot(`
      {
        "critical": 74,
        "dossiers": 2129,
        "stat": 74,
        "unknownPrescriber": 18,
        "unsure": 47,
        "urgent": 250,
      }
    `);
    expect(share(critical)).toBeGreaterThan(0.022);
    expect(share(critical)).toBeLessThan(0.038);
  });

  it('has corrections, late and subcontracted results, awaited analytes and results without a flag', () => {
    expect(share(dossiersWith((line) => line.status === 'C'))).toBeGreaterThan(0.005);
    expect(share(dossiersWith((line) => line.status === 'I'))).toBeGreaterThan(0.3);
    expect(share(dossiersWith((line) => line.notes.some((note) => note.startsWith('Repassé'))))).toBeGreaterThan(0.05);
    expect(share(dossiersWith((line) => line.loincCode === null))).toBeGreaterThan(0.3);
    expect(events.length).toBeGreaterThan(firsts.length * 1.4);
    const subcontracted = events.flatMap(linesOf).filter((line) => line.executedBy !== null);
    expect(subcontracted.length).toBeGreaterThan(20);
    expect(subcontracted.every((line) => line.status === 'F' && line.responsible?.code.startsWith('BIO'))).toBe(true);
    const unflagged = events
      .flatMap(linesOf)
      .filter((line) => line.valueType === 'NM' && line.referenceRange !== '' && line.interpretation === '' && isOutside(line));
    expect(unflagged.length).toBeGreaterThan(20);
  });

  it('is busiest between seven and ten and quiet at night', () => {
    const perHour = (from: number, to: number) =>
      firsts.filter(({ at }) => (at.getUTCHours() + 1) % 24 >= from && (at.getUTCHours() + 1) % 24 < to).length / (to - from);
    expect(perHour(7, 11)).toBeGreaterThan(5 * perHour(0, 5));
  });
});

describe('messages on the wire', () => {
  it('are all read by the grammar with the accents of their character set', () => {
    for (const event of events.slice(0, 600)) {
      const message = parsed(writeMessage(event.content, 'X1'));
      const [msh] = segmentsNamed(message, 'MSH');
      const [obr] = segmentsNamed(message, 'OBR');
      const { prescriber, accessionNumber } = event.content.order;
      expect(msh && textOf(message, msh, 18)).toBe(event.laboratory === 'LBM-HAUTERIVE' ? 'UNICODE UTF-8' : '8859/1');
      expect(obr && [textOf(message, obr, 3).split('-')[0], textOf(message, obr, 16, 2), textOf(message, obr, 16, 3)]).toEqual([
        accessionNumber,
        prescriber.familyName,
        prescriber.givenName,
      ]);
      expect(segmentsNamed(message, 'OBX')).toHaveLength(linesOf(event).length);
    }
  });

  it('name no prescriber twice in the directory of the demo', () => {
    expect(new Set(prescribers.map((one) => one.rppsNumber)).size).toBe(prescribers.length);
  });
});

describe('history', () => {
  it('is the same for the same arguments', () => {
    const again = historyMessages({ seed: 'essai', from: new Date('2026-10-20T00:00:00Z'), to: new Date('2026-11-19T00:00:00Z'), dossiers: 150 });
    expect(again).toEqual(history);
  });

  it('holds the dossiers asked for, in order, under control ids of its own', () => {
    expect(new Set(history.map(keyOf)).size).toBe(150);
    const ids = history.map(({ bytes }) => {
      const message = parsed(bytes);
      const [msh] = segmentsNamed(message, 'MSH');
      return msh ? textOf(message, msh, 10) : '';
    });
    expect(new Set(ids).size).toBe(history.length);
    expect(ids.every((id) => /^(VAL|HTR|CLA)H-\d{6}$/.test(id))).toBe(true);
  });

  it('gives patients several dossiers, so that there are previous values', () => {
    const perPatient = new Map<string, Set<string>>();
    for (const one of history) {
      const message = parsed(one.bytes);
      const [pid] = segmentsNamed(message, 'PID');
      const key = pid ? `${textOf(message, pid, 3, 4)} ${textOf(message, pid, 3)}` : '';
      perPatient.set(key, (perPatient.get(key) ?? new Set()).add(keyOf(one)));
    }
    const withPrior = [...perPatient.values()].filter((dossiers) => dossiers.size > 1).reduce((sum, dossiers) => sum + dossiers.size, 0);
    expect(withPrior / 150).toBeGreaterThan(0.5);
  });

  it('never shares a dossier number with the live stream', () => {
    expect(history.every(({ accessionNumber }) => Number(accessionNumber.slice(-1)) % 2 === 0)).toBe(true);
    expect(firsts.every(({ accessionNumber }) => Number(accessionNumber.slice(-1)) % 2 === 1)).toBe(true);
  });
});

function isOutside({ values, referenceRange }: LisResult): boolean {
  const [low, high] = referenceRange.split(' - ').map(Number);
  const value = Number(values[0]);
  return low !== undefined && high !== undefined && (value < low || value > high);
}
