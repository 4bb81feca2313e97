import { webConnection } from '../access/web-connection';
import { codeOf } from '../platform/fault';
import type { LiveTopic } from '../platform/live';
import { log } from '../platform/log';

/** `key` is null when changes may have been missed: look again at everything of that topic. */
export interface LiveChange {
  topic: LiveTopic;
  key: string | null;
}

const TOPICS: readonly LiveTopic[] = ['worklist', 'results', 'exchanges', 'outbox', 'activity', 'security', 'duty', 'presence'];
type Listener = (change: LiveChange) => void;

interface Bus {
  listeners: Set<Listener>;
  listening: boolean;
}

const KEY = Symbol.for('relais.web.live');
const process_ = globalThis as typeof globalThis & { [KEY]?: Bus };

/**
 * Hands every announced change of the product to `listener`, over one database connection for the whole process. After a restart of the database
 * the connection is made again and every topic is announced once without key, since what happened meanwhile is unknown.
 * @returns what stops it
 */
export function followChanges(listener: Listener): () => void {
  process_[KEY] ??= { listeners: new Set(), listening: false };
  const bus = process_[KEY];
  bus.listeners.add(listener);
  if (!bus.listening) startListening(bus);
  return () => bus.listeners.delete(listener);
}

/** Once per process: the driver itself connects again, for as long as it takes, after a first connection that failed as after one that was lost. */
function startListening(bus: Bus): void {
  bus.listening = true;
  const tellAll = (change: LiveChange) => {
    for (const listener of bus.listeners) listener(change);
  };
  const hear = (payload: string) => {
    const change = readPayload(payload);
    if (change) tellAll(change);
  };
  const tellEverything = () => {
    for (const topic of TOPICS) tellAll({ topic, key: null });
  };
  webConnection()
    .sql.listen('relais_live', hear, tellEverything)
    .catch((error: unknown) => log('error', 'live.listen', { code: codeOf(error) }));
}

/** Reads `topic:key`; anything else is not ours. */
export function readPayload(payload: string): LiveChange | null {
  const split = payload.indexOf(':');
  const topic = TOPICS.find((known) => known === payload.slice(0, split));
  return topic && split > 0 ? { topic, key: payload.slice(split + 1) } : null;
}
