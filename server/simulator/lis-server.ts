import { segmentsNamed, textOf } from '../hl7/access';
import { buildAck, findControlId } from '../hl7/ack';
import { decodeBytes, encodeText } from '../hl7/charset';
import { type Hl7Message, parseMessage, printMessage } from '../hl7/grammar';
import { type MllpServer, startMllpServer } from '../hl7/mllp-server';
import { type Random, randomFrom } from './random';
import { type ReceivedSummary, summarise } from './received-summary';

/** What was done with a message; a real system also loses some, answers late, or says no. */
export type Reception = 'AA' | 'AE' | 'AR' | 'hung up' | 'repeated';

export interface ReceivedMessage {
  at: Date;
  controlId: string;
  text: string;
  reception: Reception;
  /** True when the system has it in its files; hanging up leaves the sender without knowing. */
  isStored: boolean;
  /** Null for what is no HL7. */
  summary: ReceivedSummary | null;
  /** The same MSH-10 came before with other bytes. */
  isAlarming: boolean;
}

export interface LisServerOptions {
  host: string;
  /** 0 lets the system choose; the port then stays the same when the system comes back. */
  port: number;
  seed: string;
  /** Share of messages that are refused, turned away, or left without an answer; a third each. */
  refusalRate: number;
  now: () => Date;
  /** Hears of every message that was taken, once. */
  onTaken?: (message: Hl7Message) => void;
}

export interface LisServer {
  readonly port: number;
  /** Newest last; the oldest go when there are more than five thousand. */
  readonly received: readonly ReceivedMessage[];
  readonly isAway: boolean;
  readonly refusalRate: number;
  setRefusalRate(rate: number): void;
  /** Away: nothing listens, connections are cut. Back: the same port again, with everything remembered. */
  setAway(away: boolean): Promise<void>;
  close(): Promise<void>;
}

const keptMessages = 5000;
const idleTimeoutMs = 10 * 60_000;

/**
 * Receives like a laboratory system: what it accepted it answers `AA` for ever, the second time without storing
 * anything; what it refused it looks at anew. The same control id with other bytes is taken and alarmed.
 * @see HL7 2.5 chapter 2.9.2 (original mode)
 */
export async function startLisServer(options: LisServerOptions): Promise<LisServer> {
  const files = new ReceivedFiles(options);
  let refusalRate = options.refusalRate;
  const listen = (port: number) =>
    startMllpServer({
      host: options.host,
      port,
      maxFrameBytes: 20 * 1024 * 1024,
      idleTimeoutMs,
      maxConnections: 32,
      onFrame: async (bytes) => files.receive(bytes, refusalRate),
    });
  let server: MllpServer | null = await listen(options.port);
  const { port } = server;
  let change = Promise.resolve();
  const setAway = async (away: boolean) => {
    if (away && server) {
      const open = server;
      server = null;
      await open.close();
    } else if (!away && !server) server = await listen(port);
  };
  /** One after the other, so that away and back again ends up back. */
  const inTurn = (away: boolean) => {
    change = change.then(() => setAway(away));
    return change;
  };
  return {
    port,
    received: files.received,
    get isAway() {
      return server === null;
    },
    get refusalRate() {
      return refusalRate;
    },
    setRefusalRate: (rate) => {
      refusalRate = rate;
    },
    setAway: inTurn,
    close: () => inTurn(true),
  };
}

/** The system's files and its moods. */
class ReceivedFiles {
  readonly received: ReceivedMessage[] = [];
  /** Bytes of every accepted message, by control id. */
  readonly #accepted = new Map<string, string[]>();
  readonly #random: Random;
  readonly #options: LisServerOptions;
  #answered = 0;

  constructor(options: LisServerOptions) {
    this.#options = options;
    this.#random = randomFrom(`${options.seed}/moods`);
  }

  /** Gives the answer; throws to hang up, which is what a rejected frame does. */
  receive(bytes: Buffer, refusalRate: number): Buffer {
    const { text } = decodeBytes(bytes, 'UNICODE UTF-8');
    const parsed = parseMessage(text);
    if (!parsed.ok) {
      const controlId = findControlId(text);
      this.#keep({ controlId, text, reception: 'AE', isStored: false, summary: null, isAlarming: false });
      return this.#answer(null, 'AE', controlId, [{ ...parsed.problem }]);
    }
    const { message } = parsed;
    const [msh] = segmentsNamed(message, 'MSH');
    const controlId = msh ? textOf(message, msh, 10) : '';
    const before = this.#accepted.get(controlId) ?? [];
    const isRepeated = before.includes(text);
    const isAlarming = before.length > 0 && !isRepeated;
    const reception = isRepeated ? 'repeated' : this.#mood(refusalRate);
    const isStored = reception === 'AA' || (reception === 'hung up' && this.#random.chance(0.5));
    if (isStored) {
      this.#accepted.set(controlId, [...before, text]);
      this.#options.onTaken?.(message);
    }
    this.#keep({ controlId, text, reception, isStored, summary: summarise(message), isAlarming });
    switch (reception) {
      case 'hung up':
        throw new Error('the simulated system hangs up');
      case 'AE':
        return this.#answer(message, 'AE', controlId, [{ segment: 'OBR', field: 3, code: '207', text: 'Refus simulé : dossier verrouillé au laboratoire.' }]);
      case 'AR':
        return this.#answer(message, 'AR', controlId, [{ segment: 'MSH', field: null, code: '207', text: 'Refus simulé : base occupée, réessayer.' }]);
      case 'AA':
      case 'repeated':
        return this.#answer(message, 'AA', controlId, []);
    }
  }

  #mood(refusalRate: number): Reception {
    if (!this.#random.chance(refusalRate)) return 'AA';
    return this.#random.pick(['AE', 'AR', 'hung up'] as const);
  }

  #answer(
    original: Parameters<typeof buildAck>[0]['original'],
    code: 'AA' | 'AE' | 'AR',
    answeredControlId: string,
    problems: Parameters<typeof buildAck>[0]['problems'],
  ): Buffer {
    this.#answered += 1;
    const at = this.#options.now();
    const controlId = `SIL${at.getTime().toString(36)}-${this.#answered}`;
    const charset = 'UNICODE UTF-8';
    return encodeText(printMessage(buildAck({ original, code, controlId, answeredControlId, at, zone: 'Europe/Paris', problems, charset })), charset);
  }

  #keep(message: Omit<ReceivedMessage, 'at'>): void {
    this.received.push({ at: this.#options.now(), ...message });
    if (this.received.length > keptMessages) this.received.splice(0, this.received.length - keptMessages);
  }
}
