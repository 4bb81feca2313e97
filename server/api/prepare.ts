import { trustOnlyTheSocket } from '../access/peer-address';
import { readEnvironment } from '../platform/env';

/** Sets the web server's process up before its first request; refuses to boot with a bad environment. */
export function prepareWeb(): void {
  trustOnlyTheSocket(readEnvironment().TRUST_PROXY);
}
