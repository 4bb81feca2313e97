'use client';

import { trpcClient } from '../../../_client/trpc';
import { formatTime } from '../../../_text/format';
import type { CardDecision } from '../_logic/types';
import { TakeBackDialog } from './take-back-dialog';

/** Takes back what a colleague signed, while nothing has left, with a reason that she will read. */
export function RevokeDialog({ decision, onClose, onDone }: { decision: CardDecision; onClose: () => void; onDone: () => void }) {
  return (
    <TakeBackDialog
      title={`Retirer la signature de ${decision.by}`}
      act="Retirer la signature"
      send={(reason) => trpcClient.validation.revoke.mutate({ decisionId: decision.id, reason })}
      onClose={onClose}
      onDone={onDone}
    >
      Signé à {formatTime(decision.signedAt)} : {decision.results.join(', ')}. Rien n’est parti ; les résultats redeviendront à valider. {decision.by} lira
      votre motif.
    </TakeBackDialog>
  );
}
