import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import type { ProfessionalActor } from './actor';
import { contextFor } from './context';

const BEAT_WITHIN_MS = 30_000;
const TASK_WITHIN_MS = 60_000;
const SENT_WITHIN_MS = 5 * 60_000;

export interface Readiness {
  ready: boolean;
  /** Each part with a state and counts; nothing that could be about a person. */
  parts: {
    database: { state: 'up' | 'down' };
    gateway: { state: 'up' | 'down' };
    worker: { state: 'up' | 'down' };
    queue: { state: 'up' | 'late' | 'unknown'; due: number; oldestSeconds: number };
    outbound: { state: 'up' | 'late' | 'unknown'; waiting: number; oldestSeconds: number };
  };
}

interface Measures extends Record<string, unknown> {
  gateway: Date | string | null;
  worker: Date | string | null;
  due: number;
  oldest_due: Date | string | null;
  waiting: number;
  oldest_waiting: Date | string | null;
}

/** The monitor reads the metadata of exchanges, as an administrator may, and nothing wider. */
const MONITOR: ProfessionalActor = {
  kind: 'professional',
  userId: '00000000-0000-0000-0000-000000000000',
  sessionId: '00000000-0000-0000-0000-000000000000',
  name: 'monitor',
  rppsNumber: null,
  roles: ['administrator'],
  siteIds: [],
  wardIds: [],
  prescriberId: null,
  stage: 'full',
  terminalId: null,
  address: '',
  terminal: '',
};

/**
 * Says whether the whole product does its work: database answers, gateway and worker beat within 30 s, no task is due for over a minute, no message has been
 * waiting for the LIS for over five minutes. Never throws: an unreachable database is an answer.
 */
export async function readReadiness(db: Database, now: () => Date = () => new Date()): Promise<Readiness> {
  try {
    const measures = await measure(db, now());
    return measures ? judge(measures, now().getTime()) : UNREACHABLE;
  } catch {
    return UNREACHABLE;
  }
}

const UNREACHABLE: Readiness = {
  ready: false,
  parts: {
    database: { state: 'down' },
    gateway: { state: 'down' },
    worker: { state: 'down' },
    queue: { state: 'unknown', due: 0, oldestSeconds: 0 },
    outbound: { state: 'unknown', waiting: 0, oldestSeconds: 0 },
  },
};

function measure(db: Database, now: Date): Promise<Measures | undefined> {
  return contextFor(db, MONITOR, () => now).transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = '3s'`);
    const rows = await tx.execute<Measures>(sql`
      select (select max(beat_at) from heartbeat where process = 'gateway') as gateway,
        (select max(beat_at) from heartbeat where process = 'worker') as worker,
        task.due, task.oldest_due, message.waiting, message.oldest_waiting
      from (select count(*)::int as due, min(due_at) as oldest_due from fact_task where state = 'open' and due_at <= ${now.toISOString()}) task,
        (select count(*)::int as waiting, min(created_at) as oldest_waiting from outbound_message where state = 'queued') message`);
    return rows[0];
  });
}

function judge(measures: Measures, now: number): Readiness {
  const age = (instant: Date | string | null): number => (instant === null ? 0 : Math.max(0, now - new Date(instant).getTime()));
  const beats = (instant: Date | string | null): 'up' | 'down' => (instant !== null && age(instant) < BEAT_WITHIN_MS ? 'up' : 'down');
  const pace = (instant: Date | string | null, withinMs: number): 'up' | 'late' => (age(instant) > withinMs ? 'late' : 'up');
  const seconds = (instant: Date | string | null): number => Math.floor(age(instant) / 1000);
  const parts: Readiness['parts'] = {
    database: { state: 'up' },
    gateway: { state: beats(measures.gateway) },
    worker: { state: beats(measures.worker) },
    queue: { state: pace(measures.oldest_due, TASK_WITHIN_MS), due: measures.due, oldestSeconds: seconds(measures.oldest_due) },
    outbound: { state: pace(measures.oldest_waiting, SENT_WITHIN_MS), waiting: measures.waiting, oldestSeconds: seconds(measures.oldest_waiting) },
  };
  return { ready: Object.values(parts).every((part) => part.state === 'up'), parts };
}
