import { connect } from '../../db/client';
import { readEnvironment, requireVariable } from '../platform/env';

type Connection = ReturnType<typeof connect>;

/** The database as the web server sees it: through the role `relais_web`. */
export type WebDatabase = Connection['db'];

/** Next makes several bundles of one process: the pool hangs on the process, else each bundle would have its own. */
const KEY = Symbol.for('relais.web.database');
const process_ = globalThis as typeof globalThis & { [KEY]?: Connection };

/** The web server's one pool, as the role `relais_web`, opened by the first query and never before (a build has no database). */
export function webConnection(): Connection {
  process_[KEY] ??= connect(requireVariable(readEnvironment(), 'RELAIS_WEB_DATABASE_URL'), { max: 10, applicationName: 'relais-web' });
  return process_[KEY];
}
