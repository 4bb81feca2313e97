'use client';

import { trpcClient } from '../../../_client/trpc';
import type { Card } from '../_logic/types';
import { TakeBackDialog } from './take-back-dialog';

/** Takes back what one's own laboratory decided on its part, with a reason that the sampling laboratory reads. */
export function WithdrawDialog({ part, onClose, onDone }: { part: Card['parts'][number]; onClose: () => void; onDone: () => void }) {
  return (
    <TakeBackDialog
      title="Reprendre la décision sur la part"
      act="Reprendre cette décision"
      send={(reason) => trpcClient.validation.withdrawPart.mutate({ decisionId: part.id, reason })}
      onClose={onClose}
      onDone={onDone}
    >
      {part.results.join(', ')} : de nouveau à valider par votre laboratoire. Impossible dès que le laboratoire préleveur a validé l’ensemble.
    </TakeBackDialog>
  );
}
