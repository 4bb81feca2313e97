import { join } from 'node:path';
import postgres from 'postgres';
import { MllpClient } from '../server/hl7/mllp-client';
import { WORKER_WORDS } from '../server/main/supervisor-plan';
import { dossiersIn, nightMessage } from './night';
import { openOwnDatabase } from './own-database';
import { freePort, ownUse, type Program, parentOf, startProgram, type Use, useOf } from './programs';

const LINES = 8;

/** What is still to do: messages that no dossier has yet, and tasks of those who hear that one was revised. */
export interface Undone {
  stored: number;
  followers: number;
}

/**
 * PostgreSQL, gateway and worker of their own, without web server and simulator. `send` sends over eight lines, one message at a time on each.
 */
export async function startBenchProduct(directory: string, run: string) {
  const database = await openOwnDatabase(join(directory, `pipeline-${run}`));
  const owner = postgres(database.ownerUrl, { max: 2, onnotice: () => undefined });
  const [backend] = await owner<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const mllpPort = await freePort();
  const environment = {
    MLLP_PORT: String(mllpPort),
    METRICS_PORT: String(await freePort()),
    RELAIS_WORKER_DATABASE_URL: database.workerUrl,
    RELAIS_DATA_DIR: directory,
    RELAIS_DEMO: '1',
    NEXTAUTH_SECRET: 'a secret of the bench that is long enough',
  };
  // Accounts are made in this process as well.
  process.env.NEXTAUTH_SECRET ??= environment.NEXTAUTH_SECRET;
  const profile = process.env.BENCH_PROFILE;
  const options = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  const gateway = await startProgram('dist/gateway.js', environment, options);
  let worker: Program | null = null;
  let sent = 0;
  const numbers = Array.from({ length: LINES }, () => 0);

  return {
    ...database,
    owner,
    sentMessages: () => sent,
    sentDossiers: () => numbers.reduce((sum, number) => sum + dossiersIn(number), 0),
    startWorker: async () => {
      worker = await startProgram('dist/worker.js', environment, [...WORKER_WORDS, ...options]);
    },
    uses: (): Record<string, Use> => ({
      gateway: useOf(gateway.pid),
      ...(worker ? { worker: useOf(worker.pid) } : {}),
      PostgreSQL: useOf(parentOf(backend?.pid ?? 0)),
      client: ownUse(),
    }),
    undone: async (): Promise<Undone> => {
      const [row] = await owner<Undone[]>`
        select count(*) filter (where handler = 'inbound.apply')::int as stored, count(*) filter (where handler <> 'inbound.apply')::int as followers
        from fact_task where state = 'open' and due_at <= now()`;
      return row ?? { stored: 0, followers: 0 };
    },
    /** Goes on while `mayGoOn` says so; it is asked before every message. */
    send: async (mayGoOn: () => boolean, wait: () => Promise<void>): Promise<void> => {
      await Promise.all(
        numbers.map(async (_, line) => {
          const client = new MllpClient({ host: '127.0.0.1', port: mllpPort, timeoutMs: 30_000 });
          while (mayGoOn()) {
            await wait();
            sent += 1;
            const answer = await client.send(nightMessage(run, line, numbers[line] ?? 0));
            if (!/\rMSA\|AA/.test(answer.toString('latin1'))) throw new Error('a message of the bench was not acknowledged');
            numbers[line] = (numbers[line] ?? 0) + 1;
          }
          await client.close();
        }),
      );
    },
    stop: async () => {
      await owner.end({ timeout: 5 });
      await worker?.stop();
      await gateway.stop();
      await database.stop();
    },
  };
}

export type BenchProduct = Awaited<ReturnType<typeof startBenchProduct>>;

/** Says what is wrong in the books after everything is done; empty when nothing is. */
export async function wrongsIn(product: BenchProduct): Promise<string[]> {
  const [found] = await product.owner<{ applied: number; dossiers: number; unordered: number; behind: number }[]>`
    select (select count(*)::int from inbound_message where state = 'applied') as applied, (select count(*)::int from dossier) as dossiers,
      (select count(*)::int from dossier_revision later join dossier_revision earlier on earlier.dossier_id = later.dossier_id and earlier.revision = later.revision - 1
        join inbound_message l on l.id = later.message_id join inbound_message e on e.id = earlier.message_id where l.arrival < e.arrival) as unordered,
      (select count(*)::int from dossier d left join worklist_entry w on w.dossier_id = d.id where w.revision is distinct from d.revision) as behind`;
  return [
    found?.applied === product.sentMessages() ? [] : [`${found?.applied} messages applied of ${product.sentMessages()}`],
    found?.dossiers === product.sentDossiers() ? [] : [`${found?.dossiers} dossiers of ${product.sentDossiers()}`],
    found?.unordered === 0 ? [] : [`${found?.unordered} revisions out of order`],
    found?.behind === 0 ? [] : [`${found?.behind} lines of the worklist behind their dossier`],
  ].flat();
}
