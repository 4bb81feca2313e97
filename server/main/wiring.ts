import { onMessageStored } from '../inbound/jobs';
import type { Wiring } from '../platform/handlers';
import { onDecisionSigned, onDossierRevised } from '../validation/jobs';

/** Who listens to which fact: the whole product on one page. A room tells, this file says who hears. */
export const WIRING: readonly Wiring[] = [
  { fact: 'message.stored', handler: 'inbound.apply', run: onMessageStored },
  { fact: 'dossier.revised', handler: 'validation.follow', run: onDossierRevised },
  { fact: 'decision.signed', handler: 'validation.settle', run: onDecisionSigned },
];
