import { messagesOf } from './dossier-messages';
import type { LaboratoryCode } from './laboratories';
import type { LisMessage } from './lis-message';
import { longestFirstDelayMs, planDossier, shortestFirstDelayMs } from './plan-dossier';
import { minuteMs, type Registration, registrationsOfMinute, registrationsOfPeriod } from './rhythm';
import { writeMessage } from './write-message';

/** One message that a laboratory system sends at an instant. */
export interface TrafficEvent {
  at: Date;
  laboratory: LaboratoryCode;
  accessionNumber: string;
  /** 0 for the first message of the dossier. */
  turn: number;
  content: LisMessage;
}

export interface HistoryMessage {
  at: Date;
  laboratory: LaboratoryCode;
  accessionNumber: string;
  bytes: Buffer;
}

export interface LiveTraffic {
  seed: string;
  from: Date;
  /** 1 is 500 dossiers a day for the group; 0 sends nothing. */
  rate: number;
}

/** How often the patient of a dossier is one of the regulars. */
const regularShare = { live: 0.3, history: 0.85 } as const;

/**
 * Endless events in time order: every dossier whose first message falls after `from`, with all its later ones.
 * The stream depends on seed and time alone, so a run that starts later continues the same stream.
 */
export function* liveEvents({ seed, from, rate }: LiveTraffic): Generator<TrafficEvent, void, undefined> {
  if (rate <= 0) return;
  let waiting: TrafficEvent[] = [];
  for (let minute = Math.floor((from.getTime() - longestFirstDelayMs) / minuteMs); ; minute += 1) {
    for (const registration of registrationsOfMinute(seed, minute, rate)) {
      const events = eventsOf(seed, registration, regularShare.live);
      if (events[0] && events[0].at >= from) waiting.push(...events);
    }
    const settledBefore = (minute + 1) * minuteMs + shortestFirstDelayMs;
    const due = waiting.filter((event) => event.at.getTime() < settledBefore).sort(inOrder);
    if (due.length > 0) waiting = waiting.filter((event) => event.at.getTime() >= settledBefore);
    yield* due;
  }
}

/** The events between two instants, in time order; the same arguments always give the same events. */
export function trafficBetween(live: LiveTraffic, to: Date): TrafficEvent[] {
  const events: TrafficEvent[] = [];
  for (const event of liveEvents(live)) {
    if (event.at >= to) break;
    events.push(event);
  }
  return events;
}

/**
 * The past of the demo: `dossiers` dossiers opened between `from` and `to` with every message that was sent by `to`,
 * in time order and deterministic. Control ids say that they come from a history, so no live message repeats one.
 */
export function historyMessages({ seed, from, to, dossiers }: { seed: string; from: Date; to: Date; dossiers: number }): HistoryMessage[] {
  const events = registrationsOfPeriod(seed, from, to, dossiers)
    .flatMap((registration) => eventsOf(seed, registration, regularShare.history))
    .filter((event) => event.at <= to)
    .sort(inOrder);
  return events.map(({ at, laboratory, accessionNumber, content }, index) => ({
    at,
    laboratory,
    accessionNumber,
    bytes: writeMessage(content, controlIdOf(content, 'H', index + 1)),
  }));
}

/** MSH-10: laboratory, run, counter; at most 20 characters, and unique while no two runs share a run id (HL7 2.5 MSH-10). */
export function controlIdOf({ laboratory }: LisMessage, runId: string, counter: number): string {
  return `${laboratory.prefix}${runId}-${String(counter).padStart(6, '0')}`.slice(0, 20);
}

function eventsOf(seed: string, { laboratory, at }: Registration, share: number): TrafficEvent[] {
  const dossier = planDossier({ seed, laboratory, registeredAt: at, regularShare: share });
  return messagesOf(dossier).map((content, turn) => ({
    at: content.sentAt,
    laboratory: laboratory.code,
    accessionNumber: dossier.order.accessionNumber,
    turn,
    content,
  }));
}

function inOrder(left: TrafficEvent, right: TrafficEvent): number {
  return (
    left.at.getTime() - right.at.getTime() ||
    left.laboratory.localeCompare(right.laboratory) ||
    left.accessionNumber.localeCompare(right.accessionNumber) ||
    left.turn - right.turn
  );
}
