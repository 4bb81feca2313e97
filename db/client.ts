import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { ConnectionLost, type Life, lastingClient, whileItLives } from './lasting-client';

export type Sql = postgres.Sql;
export type Database = ReturnType<typeof connect>['db'];
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** A plan of an index that gives its rows in the order asked, and of no other: what a plan costs is not known while a table is empty. */
const BY_INDEX = { enable_seqscan: 'off', enable_bitmapscan: 'off', enable_sort: 'off', plan_cache_mode: 'force_generic_plan' };

/**
 * Opens a pool on one database role. Nothing is sent before the first query, and a lost server is found again by the
 * next query: the pool survives a database restart, whatever is under way in it.
 * @param options.isReplayable true only for work that can be done again from the start (the demonstration's history):
 *   commits then do not wait for the disk
 * @param options.neverScans true where every statement finds its rows by an index: a plan that was made while a table was empty then stays good when it
 *   has grown
 */
export function connect(url: string, options: { max?: number; applicationName: string; isReplayable?: boolean; neverScans?: boolean }) {
  const open = (onclose: () => void) => {
    const made = postgres(url, {
      max: options.max ?? 10,
      idle_timeout: 60,
      connect_timeout: 5,
      connection: {
        application_name: options.applicationName,
        ...(options.isReplayable ? { synchronous_commit: 'off' } : {}),
        ...(options.neverScans ? BY_INDEX : {}),
      },
      onnotice: () => undefined,
      onclose,
    });
    // Only to have it read and write values in its way.
    drizzle(made);
    return made;
  };
  const sql = lastingClient(open);
  return { sql, db: drizzle(preparing(sql)), close: () => sql.end({ timeout: 5 }) };
}

/**
 * Lets the server keep the plan of each statement by its text: drizzle hands its statements over as « unsafe », for which the driver else asks the
 * server to describe and plan them anew each time, with two trips for every one. In a transaction nothing is sent any more once its connection is lost.
 */
function preparing<T extends postgres.Sql>(client: T, life?: Life): T {
  return new Proxy(client, {
    get: (target, name) => {
      if (name === 'unsafe')
        return (text: string, values: never[] = [], options: postgres.UnsafeQueryOptions = {}) => {
          if (life?.isLost) throw new ConnectionLost();
          // Last, since drizzle says `prepare: false` itself.
          return target.unsafe(text, values, values.length === 0 ? options : { ...options, prepare: true });
        };
      const given: unknown = Reflect.get(target, name);
      if ((name !== 'begin' && name !== 'savepoint') || typeof given !== 'function') return given;
      // The last word is the work; before it may stand the options or the name.
      return (...words: unknown[]) => {
        if (life?.isLost) throw new ConnectionLost();
        const own = life ?? { isLost: false };
        const work = words.pop() as (inner: postgres.TransactionSql) => Promise<unknown>;
        const carried = (inner: postgres.TransactionSql) =>
          whileItLives(own, () => work(preparing(inner as unknown as postgres.Sql, own) as unknown as postgres.TransactionSql));
        const outcome = (given as (...all: unknown[]) => Promise<unknown>)(...words, carried);
        // However the whole transaction ended: what its work still asks for does not belong to it any more.
        return life ? outcome : outcome.finally(() => (own.isLost = true));
      };
    },
  });
}
