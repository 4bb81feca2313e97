import { bytesOf, listOf } from '../../db/list-of';
import { traceOf } from '../audit/append';
import type { Context } from '../platform/context';
import { orderKeyOf, type ReceivedRow, receptionTrace } from './reception-trace';
import type { NewInboundMessage } from './store';

type Value = string | number | Buffer | null;

/** What reception fills of `inbound_message`; `answer_code` and `state` are the same for all that come here, what else there is has its default. */
const COLUMNS: readonly (readonly [name: string, type: string, value: (row: NewInboundMessage) => Value])[] = [
  ['id', 'uuid', (row) => row.id],
  ['profile_id', 'uuid', (row) => row.profileId ?? null],
  ['laboratory_id', 'uuid', (row) => row.laboratoryId ?? null],
  ['profile_version', 'int', (row) => row.profileVersion ?? 1],
  ['control_id', 'text', (row) => row.controlId],
  ['bytes_hash', 'text', (row) => row.bytesHash],
  ['raw', 'bytea', (row) => row.raw],
  ['part', 'int', (row) => row.part ?? 0],
  ['peer', 'text', (row) => row.peer],
  ['message_type', 'text', (row) => row.messageType],
  ['processing_id', 'text', (row) => row.processingId],
  ['sent_at', 'timestamptz', (row) => row.sentAt?.toISOString() ?? null],
  ['received_at', 'timestamptz', (row) => row.receivedAt.toISOString()],
  ['answer', 'bytea', (row) => row.answer],
  ['problems', 'jsonb', (row) => JSON.stringify(row.problems)],
  // A list cannot be an element of a list: it goes as a text.
  ['accession_numbers', 'text', (row) => listOf(row.accessionNumbers)],
  ['sequence_number', 'bigint', (row) => row.sequenceNumber ?? null],
];
const NAMES = COLUMNS.map(([name]) => name).join(', ');
const PICKED = COLUMNS.map(([name]) => (name === 'accession_numbers' ? 'i.accession_numbers::text[]' : `i.${name}`)).join(', ');

/** So few rows are spelled out: a list of every column costs the server more to open than they cost to store. Each number of rows is a text, and a plan, of its own. */
const MOST_SPELLED = 8;

/**
 * Stores messages that are to be answered AA, of senders that are known, in one statement that is one commit, and gives the ids of those that are stored.
 * The others are not: their number came before, or the book of senders is older than the database's. No two of them may share profile and number.
 */
export async function receiveTogether(ctx: Context, epoch: number, rows: readonly NewInboundMessage[]): Promise<Set<string>> {
  const isSpelled = rows.length <= MOST_SPELLED;
  const values = isSpelled
    ? rows.flatMap((row) => COLUMNS.map(([, , value]) => value(row)))
    : COLUMNS.map(([, , value]) => listOf(rows.map((row) => texted(value(row)))));
  const stored = await ctx.statement<{ id: string }>({ text: textFor(isSpelled ? rows.length : 'lists'), values: [epoch, ...values] });
  return new Set(stored.map(({ id }) => id));
}

const texted = (value: Value): string | number | null => (Buffer.isBuffer(value) ? bytesOf(value) : value);

const texts = new Map<number | 'lists', string>();
function textFor(shape: number | 'lists'): string {
  const known = texts.get(shape);
  if (known !== undefined) return known;
  const text = insertFrom(shape === 'lists' ? unnested() : spelled(shape));
  texts.set(shape, text);
  return text;
}

/** Each number is asked of the index of numbers: with a limit the question stays one for each row and never becomes a join. */
const insertFrom = (rows: string): string => `
  insert into inbound_message (${NAMES}, answer_code, state)
    select ${PICKED}, 'AA', 'stored' from ${rows} as i(${NAMES})
    where (select epoch from sender_epoch) = $1::bigint
      and (select true from inbound_message m where m.profile_id = i.profile_id and m.control_id = i.control_id order by m.bytes_hash limit 1) is null
    on conflict do nothing returning id`;

const unnested = (): string => `unnest(${COLUMNS.map(([, type], index) => `$${index + 2}::${type}[]`).join(', ')})`;

function spelled(count: number): string {
  const row = (rank: number) => `(${COLUMNS.map(([, type], index) => `$${rank * COLUMNS.length + index + 2}::${type}`).join(', ')})`;
  return `(values ${Array.from({ length: count }, (_, rank) => row(rank)).join(', ')})`;
}

/** Makes trace, fact and task of messages that are stored, and wakes the worker and the screens, in one statement that is one commit. */
export async function followTogether(ctx: Context, rows: readonly ReceivedRow[]): Promise<void> {
  const traces = rows.map(receptionTrace);
  const [first] = traces;
  if (!first) return;
  const event = JSON.stringify(traceOf(ctx, first));
  const ids = listOf(rows.map(({ id }) => id));
  const details = listOf(traces.map(({ detail }) => JSON.stringify(detail)));
  const screens = listOf([...new Set(rows.map((row) => `exchanges:${row.laboratoryId ?? 'none'}`))]);
  await ctx.statement({ text: FOLLOW_UP, values: [event, ids, details, listOf(rows.map(orderKeyOf)), ctx.now().toISOString(), screens] });
}

/** Its first word lets whoever looks what was followed wait for it: `lockFollowUp`. */
const FOLLOW_UP = `
  select pg_advisory_xact_lock_shared(727403), append_each($1::text::json, $2::text[], $3::jsonb[]), tell_each('message.stored', $4::uuid[], $2::text[]::uuid[], $5::timestamptz),
    wake('inbound.apply', $5::timestamptz), (select count(pg_notify('relais_live', key)) from unnest($6::text[]) key)`;
