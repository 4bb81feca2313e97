import type { Wiring } from '../platform/handlers';
import { onMessageStored } from '../inbound/jobs';

/** Who listens to which fact: the whole product on one page. A room tells, this file says who hears. */
export const WIRING: readonly Wiring[] = [
  { fact: 'message.stored', handler: 'inbound.apply', run: onMessageStored },
];
