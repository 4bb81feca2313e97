import { sql } from 'drizzle-orm';
import { connect, type Database } from '../../../db/client';
import { closeLisLinks } from '../../outbound/jobs';
import { systemActor } from '../../platform/actor';
import { contextFor } from '../../platform/context';
import { type Environment, requireVariable } from '../../platform/env';
import { registerWiring } from '../../platform/handlers';
import { controlRounds } from '../../simulator/controls';
import { startLisServer } from '../../simulator/lis-server';
import { historyMessages } from '../../simulator/traffic';
import { WIRING } from '../wiring';
import { seedAccounts } from './accounts';
import { seedCallPolicy } from './call-policy';
import { bedsideHistory, seedDevices } from './devices';
import { replayHistory } from './history';
import { knownPatientHistory } from './known-patient';
import { seedReference } from './reference';
import { messagesToRepair } from './to-repair';

const DAYS = 30;
const DAY_MS = 86_400_000;
/** The last rounds of controls: those that count for what still waits. */
const CONTROLS_MS = 3 * 3_600_000;

/**
 * Fills an empty database with the fictional group and thirty days of its life: every message is received, decided on,
 * released, read and sent back by the very use cases of the product, with the clock passed in. Leaves a database that
 * already has somebody in it alone.
 */
export async function seedDemo(environment: Environment): Promise<void> {
  const { db, close } = connect(requireVariable(environment, 'RELAIS_WORKER_DATABASE_URL'), { max: 4, applicationName: 'relais-seed', isReplayable: true });
  try {
    if (await isInhabited(db)) return;
    const now = new Date();
    const from = new Date(now.getTime() - DAYS * DAY_MS);
    const ctx = contextFor(db, systemActor('seed'), () => from);
    await seedReference(ctx);
    await seedDevices(ctx);
    const biologists = await seedAccounts(ctx, now);
    await seedCallPolicy(db, biologists.biologists, from);
    await registerWiring(db, WIRING);
    await withLaboratorySystem(() =>
      replayHistory(db, {
        from,
        to: now,
        messages: [
          ...(environment.SIMULATOR_HISTORY > 0 ? knownPatientHistory() : []),
          ...livedHistory(environment, from, now),
          ...(environment.SIMULATOR_HISTORY > 0 ? messagesToRepair(now) : []),
          ...(environment.SIMULATOR_HISTORY > 0 ? bedsideHistory(environment.SIMULATOR_SEED ?? 'relais', now) : []),
        ],
        ...biologists,
      }),
    );
  } finally {
    await close();
  }
}

/** What the laboratories sent in that time, controls of the last hours among it, in the order in which it was sent. */
function livedHistory(environment: Environment, from: Date, now: Date): { at: Date; bytes: Buffer }[] {
  const seed = environment.SIMULATOR_SEED ?? 'relais';
  const dossiers = environment.SIMULATOR_HISTORY;
  const controls = dossiers > 0 ? controlRounds(seed, new Date(now.getTime() - CONTROLS_MS), now, 'H') : [];
  return [...historyMessages({ seed, from, to: now, dossiers }), ...controls].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

async function isInhabited(db: Database): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from user_account limit 1`);
  return rows.length > 0;
}

/** The laboratories' system of the past: what the product sent then was acknowledged then, over real MLLP. */
async function withLaboratorySystem(work: () => Promise<void>): Promise<void> {
  const lis = await startLisServer({ host: '127.0.0.1', port: 0, seed: 'history', refusalRate: 0, now: () => new Date() });
  const before = process.env.LIS_URL;
  process.env.LIS_URL = `mllp://127.0.0.1:${lis.port}`;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env.LIS_URL;
    else process.env.LIS_URL = before;
    await closeLisLinks();
    await lis.close();
  }
}
