import { messagesOf } from './dossier-messages';
import type { LaboratoryCode } from './laboratories';
import type { LisMessage } from './lis-message';
import { longestFirstDelayMs, planDossier, shortestFirstDelayMs } from './plan-dossier';
import { minuteMs, type Registration, registrationsOfMinute } from './rhythm';

/** One message that a laboratory system sends at an instant. */
export interface TrafficEvent {
  at: Date;
  laboratory: LaboratoryCode;
  accessionNumber: string;
  /** 0 for the first message of the dossier. */
  turn: number;
  content: LisMessage;
}

/** A dossier's messages. */
export interface DossierEvents {
  first: TrafficEvent;
  later: readonly TrafficEvent[];
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
 * Endless dossiers whose first message falls after `from`, each with all its messages, ordered by the first one.
 * The stream depends on seed and time alone, so a run that starts later continues the same stream, and a higher rate
 * only adds dossiers to it.
 */
export function* liveDossiers({ seed, from, rate }: LiveTraffic): Generator<DossierEvents, void, undefined> {
  if (rate <= 0) return;
  let waiting: DossierEvents[] = [];
  for (let minute = Math.floor((from.getTime() - longestFirstDelayMs) / minuteMs); ; minute += 1) {
    for (const registration of registrationsOfMinute(seed, minute, rate)) {
      const dossier = eventsOf(seed, registration, 'live');
      if (dossier.first.at >= from) waiting.push(dossier);
    }
    const settledBefore = (minute + 1) * minuteMs + shortestFirstDelayMs;
    const isSettled = (dossier: DossierEvents) => dossier.first.at.getTime() < settledBefore;
    yield* waiting.filter(isSettled).sort((left, right) => compareEvents(left.first, right.first));
    waiting = waiting.filter((dossier) => !isSettled(dossier));
  }
}

/** All the messages of one registered dossier. */
export function eventsOf(seed: string, { laboratory, at }: Registration, regulars: 'live' | 'history'): DossierEvents {
  const dossier = planDossier({ seed, laboratory, registeredAt: at, regularShare: regularShare[regulars] });
  const { accessionNumber } = dossier.order;
  const [first, ...later] = messagesOf(dossier).map((content, turn) => ({ at: content.sentAt, laboratory: laboratory.code, accessionNumber, turn, content }));
  if (!first) throw new Error('a dossier has at least one message');
  return { first, later };
}

/** Time order, with a fixed order for what happens at the same instant. */
export function compareEvents(left: TrafficEvent, right: TrafficEvent): number {
  return (
    left.at.getTime() - right.at.getTime() ||
    left.laboratory.localeCompare(right.laboratory) ||
    left.accessionNumber.localeCompare(right.accessionNumber) ||
    left.turn - right.turn
  );
}
