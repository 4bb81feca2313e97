import { originOf } from '../access/request-origin';
import { isBlocked } from '../access/terminal-standing';
import { webConnection } from '../access/web-connection';
import { codeOf } from '../platform/fault';
import { log } from '../platform/log';

/** Whether a page is asked for by a passivated or revoked terminal. While the database cannot be asked nobody is kept out: no page shows anything then either. */
export async function isTerminalBlocked(headers: Headers): Promise<boolean> {
  const origin = originOf(headers);
  if (!origin.terminalTokenHash) return false;
  try {
    return await isBlocked(webConnection().db, origin, new Date());
  } catch (error) {
    log('warn', 'terminal.standing', { code: codeOf(error) });
    return false;
  }
}
