import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { outboundSweep } from '../../db/schema/outbound';
import type { OutboundKind } from './types';

export interface SweepMark {
  comparedUntil: Date;
  /** When everything there is was compared last. */
  wholeAt: Date;
}

const ROW = 'outbound';

export async function sweepMark(tx: Transaction): Promise<SweepMark | undefined> {
  const [row] = await tx.select().from(outboundSweep);
  return row;
}

export async function keepSweepMark(tx: Transaction, mark: SweepMark): Promise<void> {
  await tx
    .insert(outboundSweep)
    .values({ id: ROW, ...mark })
    .onConflictDoUpdate({ target: outboundSweep.id, set: mark });
}

/**
 * Decisions with effect, identities signed again, addressed reports, readings, acknowledgements, requests and announced calls between two instants that no message tells the LIS of, oldest first.
 * Each branch goes by the index of its own instant: what is compared every minute does not grow with the years.
 */
export async function untoldSources(tx: Transaction, since: Date, before: Date, limit: number): Promise<{ kind: OutboundKind; sourceId: string }[]> {
  const [from, to] = [since.toISOString(), before.toISOString()];
  const rows = await tx.execute<{ kind: OutboundKind; sourceId: string }>(sql`
    select kind, source_id as "sourceId" from (
      select 'decision' as kind, d.id as source_id, d.settled_at as at from validation_decision d
        where d.state = 'effective' and d.kind in ('validate', 'refuse', 'comment', 'auto') and d.settled_at >= ${from} and d.settled_at < ${to}
          and exists (select 1 from decision_observation o where o.decision_id = d.id and o.active)
      union all select distinct 'amendment', a.settled_by_decision, a.settled_at from identity_amendment a
        where a.outcome = 'signed' and a.settled_at >= ${from} and a.settled_at < ${to}
      union all select 'availability', r.id, r.available_at from report_recipient r where r.available_at >= ${from} and r.available_at < ${to}
      union all select 'reading', v.id, v.viewed_at from report_view v where v.viewed_at >= ${from} and v.viewed_at < ${to}
      union all select 'reading', a.id, a.acknowledged_at from report_acknowledgement a where a.acknowledged_at >= ${from} and a.acknowledged_at < ${to}
      union all select 'request', q.id, q.effective_at from lis_request q where q.state = 'asked' and q.effective_at < ${to}
      union all select 'announcement', c.id, c.closed_at from critical_call c where c.state = 'closed' and c.closed_at >= ${from} and c.closed_at < ${to}
    ) source
    where not exists (select 1 from outbound_message m where m.kind = source.kind and m.source_id = source.source_id)
    order by at limit ${limit}`);
  return [...rows];
}
