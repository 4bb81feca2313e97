import { MllpClient } from '../hl7/mllp-client';
import { MllpFault } from '../hl7/mllp-fault';
import { ownCertificate } from './own-certificate';
import { type Attempt, answeredControlId, attemptOf, noAnswer } from './rules';

/** Answers that arrive twice (commit, then application) name one of the last messages. */
const REMEMBERED = 20;

interface Link {
  client: MllpClient;
  answered: string[];
}

/**
 * The connections to the LISs, one each, kept open between messages. `exchange` sends once and always says how it ended; it
 * never sends twice and never throws.
 */
export class LisLinks {
  readonly #links = new Map<string, Link>();
  readonly #timeoutMs: number;

  constructor(options: { timeoutMs?: number } = {}) {
    this.#timeoutMs = options.timeoutMs ?? 10_000;
  }

  async exchange(url: string, payload: Buffer, controlId: string, timeoutMs = this.#timeoutMs): Promise<Attempt> {
    const key = `${url} ${timeoutMs}`;
    const link = this.#links.get(key) ?? this.#open(key, url, timeoutMs);
    try {
      const answer = await link.client.send(payload, (frame) => {
        const answered = answeredControlId(frame);
        return answered === controlId || !link.answered.includes(answered);
      });
      const attempt = attemptOf(answer, controlId);
      if (attempt.outcome === 'wrong-answer') await this.#hangUp(key, link);
      else link.answered = [...link.answered.slice(1 - REMEMBERED), controlId];
      return attempt;
    } catch (error) {
      if (!(error instanceof MllpFault)) throw error;
      return noAnswer(error.retry === 'safe' ? 'unreachable' : 'no-answer');
    }
  }

  /** Lets what is in flight have its answer, then hangs up everywhere. */
  async close(): Promise<void> {
    await Promise.all([...this.#links].map(([key, link]) => this.#hangUp(key, link)));
  }

  #open(key: string, url: string, timeoutMs: number): Link {
    const { protocol, hostname, port } = new URL(url);
    const tls = protocol === 'mllps:' ? ownCertificate(process.env) : undefined;
    const client = new MllpClient({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), timeoutMs, ...(tls ? { tls } : {}) });
    const link = { client, answered: [] };
    this.#links.set(key, link);
    return link;
  }

  async #hangUp(key: string, link: Link): Promise<void> {
    if (this.#links.get(key) === link) this.#links.delete(key);
    await link.client.close();
  }
}
