import type { LaboratoryCode } from './laboratories';
import type { LisMessage } from './lis-message';
import { registrationsOfPeriod } from './rhythm';
import { compareEvents, eventsOf, type LiveTraffic, type TrafficEvent } from './traffic-events';
import { TrafficFeed } from './traffic-feed';
import { writeMessage } from './write-message';

export interface HistoryMessage {
  at: Date;
  laboratory: LaboratoryCode;
  accessionNumber: string;
  bytes: Buffer;
}

/** Endless events in time order: the messages of `liveDossiers`, first and later ones. */
export function* liveEvents(live: LiveTraffic): Generator<TrafficEvent, void, undefined> {
  const feed = new TrafficFeed(live);
  for (let event = feed.take(); event !== null; event = feed.take()) yield event;
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
    .flatMap((registration) => {
      const { first, later } = eventsOf(seed, registration, 'history');
      return [first, ...later];
    })
    .filter((event) => event.at <= to)
    .sort(compareEvents);
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
