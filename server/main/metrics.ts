import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client';

interface Gauge extends Record<string, unknown> {
  name: string;
  label: string;
  value: number;
}

const HELP: Record<string, string> = {
  relais_inbound_messages: 'Messages received that are not finished, by state, and all of the last hour',
  relais_outbound_messages: 'Messages to the laboratories that are not acknowledged, by state',
  relais_worklist: 'Dossiers that wait, by standing',
  relais_open_tasks: 'Facts told and not yet handled, by handler',
  relais_oldest_open_task_seconds: 'Age of the oldest task that is due',
  relais_link_alarms: 'Alarms of the links that are open, by kind',
  relais_oldest_stored_message_seconds: 'Age of the oldest message received that has not gone in yet',
  relais_security_notices: 'Security notices told, by kind',
  relais_emergency_openings: 'Uses of the sealed emergency account since it was sealed; anything above zero wants a person at once',
};

/** Prometheus text of counts and ages of what is not finished, from its indexes whatever the years behind; no identifier of a person, dossier or message. */
export async function metricsText(db: Database): Promise<string> {
  const rows = await db.execute<Gauge>(sql`
    select 'relais_inbound_messages' as name, state as label, count(*)::int as value from inbound_message where state in ('stored','quarantined') group by state
    union all select 'relais_inbound_messages', 'last-hour', count(*)::int from inbound_message where received_at > now() - interval '1 hour'
    union all select 'relais_outbound_messages', state, count(*)::int from outbound_message where state in ('queued','refused') group by state
    union all select 'relais_worklist', standing, count(*)::int from worklist_entry where part = '' and standing in ('awaiting','pending','held') group by standing
    union all select 'relais_open_tasks', handler, count(*)::int from fact_task where state = 'open' group by handler
    union all select 'relais_oldest_open_task_seconds', 'all', coalesce(extract(epoch from now() - min(due_at)), 0)::int from fact_task where state = 'open' and due_at <= now()
    union all select 'relais_link_alarms', kind, count(*)::int from link_alarm where closed_at is null group by kind
    union all select 'relais_oldest_stored_message_seconds', 'all', coalesce(extract(epoch from now() - min(received_at)), 0)::int from inbound_message where state = 'stored'
    union all select 'relais_security_notices', kind, count(*)::int from security_notice group by kind
    union all select 'relais_emergency_openings', 'since-sealed', count(*)::int from emergency_opening o join user_account a on a.id = o.user_id where a.disabled_at is null`);
  const names = [...new Set(rows.map((row) => row.name))];
  return names
    .flatMap((name) => [
      `# HELP ${name} ${HELP[name] ?? ''}`,
      `# TYPE ${name} gauge`,
      ...rows.filter((row) => row.name === name).map((row) => `${name}{kind="${row.label}"} ${row.value}`),
      '',
    ])
    .join('\n');
}
