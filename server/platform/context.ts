import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../db/client';
import type { Actor } from './actor';
import { failPoint } from './fail-point';

/** What every use case receives. Time comes from `now()` alone, so that a test or a replay can pass another clock. */
export interface Context<A extends Actor = Actor> {
  actor: A;
  now(): Date;
  /** One database transaction in which the actor is known to the row-level policies; rolled back when `work` throws. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * One statement that is a transaction of its own: one trip, and committed when it answers. The actor is not known to the policies in it, so that only
   * the processes' own role sees a row.
   */
  statement<T extends Record<string, unknown>>(query: Statement): Promise<T[]>;
}

/** A statement of constant text, `$1` to `$n` in it: what is put together anew each time costs more than what is sent. */
export interface Statement {
  text: string;
  values: readonly (string | number | Buffer | null)[];
}

/** Binds a database, an actor and a clock. The actor's settings die with the transaction: a pooled connection carries nothing over. */
export function contextFor<A extends Actor>(db: Database, actor: A, now: () => Date = () => new Date()): Context<A> {
  return {
    actor,
    now,
    transaction: async (work) => {
      const result = await db.transaction(async (tx) => {
        await setActor(tx, actor, now());
        const worked = await work(tx);
        failPoint('before-commit');
        return worked;
      });
      failPoint('after-commit');
      return result;
    },
    statement: async <T extends Record<string, unknown>>({ text, values }: Statement) => {
      failPoint('before-commit');
      const rows: unknown[] = await db.$client.unsafe(text, [...values]);
      failPoint('after-commit');
      // The statement says what its rows hold, as everywhere where SQL is written by hand.
      return [...rows] as T[];
    },
  };
}

/** The clock goes with the actor: what the database lets through until a time, it lets through by the same clock as the use case. */
async function setActor(tx: Transaction, actor: Actor, at: Date): Promise<void> {
  const settings = { ...settingsOf(actor), at: at.toISOString() };
  await tx.execute(
    sql`select ${sql.join(
      Object.entries(settings).map(([name, value]) => sql`set_config(${`relais.${name}`}, ${value}, true)`),
      sql`, `,
    )}`,
  );
}

function settingsOf(actor: Actor): Record<string, string> {
  switch (actor.kind) {
    case 'system':
      return { actor_kind: 'system' };
    case 'professional':
      return {
        actor_kind: 'professional',
        user_id: actor.userId,
        session_id: actor.sessionId,
        roles: actor.roles.join(','),
        site_ids: actor.siteIds.join(','),
        ward_ids: actor.wardIds.join(','),
        prescriber_id: actor.prescriberId ?? '',
        stage: actor.stage,
        terminal_id: actor.terminalId ?? '',
      };
    case 'patient':
      return actor.stage === 'full'
        ? {
            actor_kind: 'patient',
            patient_id: actor.patientId,
            session_id: actor.sessionId,
            account_id: actor.accountId ?? '',
            representation_id: actor.representationId ?? '',
          }
        : {
            // Other names altogether: no policy that was written for a patient opens to whoever is not wholly in.
            actor_kind: 'patient-enrolling',
            session_id: actor.sessionId,
            enrolling_patient_id: actor.patientId,
            enrolling_account_id: actor.accountId ?? '',
            enrolling_representation_id: actor.representationId ?? '',
          };
    case 'anonymous':
      return { actor_kind: 'anonymous', notice_token_hash: actor.noticeTokenHash ?? '' };
  }
}
