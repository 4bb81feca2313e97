import { sql } from 'drizzle-orm';
import type { Context } from '../platform/context';
import { codeOf } from '../platform/fault';
import { log } from '../platform/log';

/** What came within that time is told in one go: a wake-up and a notice for each message would cost more than the messages. */
const GATHER_MS = 100;

/**
 * Wakes the worker and the open screens after messages were stored. May be lost with the process: the worker looks by itself every second, and a screen
 * shows the next notice.
 */
export class ReceptionEcho {
  readonly #ctx: Context;
  readonly #laboratoryIds = new Set<string>();
  #timer: NodeJS.Timeout | null = null;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  stored(laboratoryId: string): void {
    this.#laboratoryIds.add(laboratoryId);
    this.#timer ??= setTimeout(() => void this.tell(), GATHER_MS);
  }

  /** Tells what is not told yet. */
  async tell(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const keys = [...this.#laboratoryIds].map((id) => `exchanges:${id}`);
    if (keys.length === 0) return;
    this.#laboratoryIds.clear();
    try {
      await this.#ctx.statement(sql`
        select wake('inbound.apply', ${this.#ctx.now().toISOString()}), (select count(pg_notify('relais_live', key)) from json_array_elements_text(${JSON.stringify(keys)}::text::json) key)`);
    } catch (error) {
      log('warn', 'reception.echo-lost', { code: codeOf(error) });
    }
  }
}
