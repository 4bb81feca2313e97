import { readFileSync } from 'node:fs';
import { MllpClient, type MllpClientTls } from '../hl7/mllp-client';
import { MllpFault } from '../hl7/mllp-fault';
import { type Attempt, answeredControlId, attemptOf } from './rules';

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

  async exchange(url: string, payload: Buffer, controlId: string): Promise<Attempt> {
    const link = this.#links.get(url) ?? this.#open(url);
    try {
      const answer = await link.client.send(payload, (frame) => {
        const answered = answeredControlId(frame);
        return answered === controlId || !link.answered.includes(answered);
      });
      const attempt = attemptOf(answer, controlId);
      if (attempt.outcome === 'wrong-answer') await this.#hangUp(url, link);
      else link.answered = [...link.answered.slice(1 - REMEMBERED), controlId];
      return attempt;
    } catch (error) {
      if (!(error instanceof MllpFault)) throw error;
      return { outcome: error.retry === 'safe' ? 'unreachable' : 'no-answer', answerCode: null };
    }
  }

  /** Lets what is in flight have its answer, then hangs up everywhere. */
  async close(): Promise<void> {
    await Promise.all([...this.#links].map(([url, link]) => this.#hangUp(url, link)));
  }

  #open(url: string): Link {
    const { protocol, hostname, port } = new URL(url);
    const tls = protocol === 'mllps:' ? tlsOf(process.env) : undefined;
    const client = new MllpClient({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), timeoutMs: this.#timeoutMs, ...(tls ? { tls } : {}) });
    const link = { client, answered: [] };
    this.#links.set(url, link);
    return link;
  }

  async #hangUp(url: string, link: Link): Promise<void> {
    if (this.#links.get(url) === link) this.#links.delete(url);
    await link.client.close();
  }
}

/** The certificate that Relais shows as a receiver is also the one that it shows as a sender. */
function tlsOf(source: NodeJS.ProcessEnv): MllpClientTls {
  const read = (name: string) => (source[name] ? readFileSync(source[name]) : undefined);
  const [ca, cert, key] = [read('MLLP_TLS_CA'), read('MLLP_TLS_CERT'), read('MLLP_TLS_KEY')];
  return { ...(ca ? { ca } : {}), ...(cert && key ? { cert, key } : {}) };
}
