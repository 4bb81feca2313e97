import type { MllpServer } from '../hl7/mllp-server';
import { type OwnPort, type PortState, readOwnPorts, recordPorts } from '../inbound/own-ports';
import type { Context } from '../platform/context';
import { codeOf } from '../platform/fault';
import { log } from '../platform/log';

type Listen = (port: number, profileId: string) => Promise<MllpServer>;

/**
 * Keeps a listener open on the own port of every link in use, and closes it when the link is closed or moves: settings hold without a restart. One port that cannot be
 * opened is said on the page of links and tried again each time; the others go on.
 */
export class OwnPorts {
  readonly #open = new Map<string, { port: number; server: MllpServer }>();
  #told = '';
  #work: Promise<void> = Promise.resolve();

  constructor(
    readonly ctx: Context,
    readonly listen: Listen,
  ) {}

  /** One comparison of what is asked for with what is open; one at a time. */
  follow(): Promise<void> {
    this.#work = this.#work.then(() => this.#compare()).catch((error) => log('error', 'gateway.ports', { code: codeOf(error) }));
    return this.#work;
  }

  async close(): Promise<void> {
    await this.#work;
    await Promise.all([...this.#open.values()].map(({ server }) => server.close()));
    this.#open.clear();
  }

  async #compare(): Promise<void> {
    const wanted = await readOwnPorts(this.ctx);
    for (const [profileId, { port, server }] of this.#open) {
      if (wanted.some((own) => own.profileId === profileId && own.port === port)) continue;
      this.#open.delete(profileId);
      await server.close();
    }
    const stands: (OwnPort & PortState)[] = [];
    for (const own of wanted) stands.push({ ...own, ...(await this.#opened(own)) });
    const told = JSON.stringify(stands);
    if (told === this.#told) return;
    await recordPorts(this.ctx, stands);
    this.#told = told;
  }

  async #opened({ profileId, port }: OwnPort): Promise<PortState> {
    if (this.#open.has(profileId)) return { state: 'listening' };
    try {
      this.#open.set(profileId, { port, server: await this.listen(port, profileId) });
      return { state: 'listening' };
    } catch (error) {
      const code = codeOf(error);
      return { state: code === 'EADDRINUSE' ? 'in-use' : 'failed', code };
    }
  }
}
