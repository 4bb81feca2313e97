import { compareEvents, type DossierEvents, type LiveTraffic, liveDossiers, type TrafficEvent } from './traffic-events';

/** Gives events in time order while the rate changes: dossiers that were begun are always finished. */
export class TrafficFeed {
  readonly #seed: string;
  #dossiers: Iterator<DossierEvents, void>;
  #upcoming: DossierEvents | null;
  /** Later messages of begun dossiers, in time order. */
  readonly #pending: TrafficEvent[] = [];

  constructor(live: LiveTraffic) {
    this.#seed = live.seed;
    this.#dossiers = liveDossiers(live);
    this.#upcoming = this.#dossiers.next().value ?? null;
  }

  /** From that instant on new dossiers come at the new rate. */
  setRate(rate: number, from: Date): void {
    this.#dossiers = liveDossiers({ seed: this.#seed, from, rate });
    this.#upcoming = this.#dossiers.next().value ?? null;
  }

  /** The next event, left in place; null when nothing will ever come at this rate. */
  peek(): TrafficEvent | null {
    const first = this.#upcoming?.first;
    const later = this.#pending[0];
    if (!first || !later) return first ?? later ?? null;
    return compareEvents(first, later) <= 0 ? first : later;
  }

  /** Takes the next event. */
  take(): TrafficEvent | null {
    const event = this.peek();
    if (event === null || event !== this.#upcoming?.first) return this.#pending.shift() ?? null;
    for (const later of this.#upcoming.later) this.#keep(later);
    this.#upcoming = this.#dossiers.next().value ?? null;
    return event;
  }

  #keep(event: TrafficEvent): void {
    let low = 0;
    let high = this.#pending.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#pending[middle];
      if (other && compareEvents(other, event) < 0) low = middle + 1;
      else high = middle;
    }
    this.#pending.splice(low, 0, event);
  }
}
