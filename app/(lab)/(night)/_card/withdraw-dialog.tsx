'use client';

import { useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { trpcClient } from '../../../_client/trpc';
import { refusalSentence } from '../../../_text/refusals';
import { Button } from '../../../_ui/button';
import { Dialog } from '../../../_ui/dialog';
import { TextArea } from '../../../_ui/text-area';
import type { Card } from '../_logic/types';
import { untilAnswered } from '../_logic/until-answered';
import { isAnswered, waitMs } from '../worklist/answered';

/** Takes back what one's own laboratory decided on its part, with a reason that the sampling laboratory reads. */
export function WithdrawDialog({ part, onClose, onDone }: { part: Card['parts'][number]; onClose: () => void; onDone: () => void }) {
  const [reason, setReason] = useState('');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState('');
  const withdraw = async () => {
    setSending(true);
    setProblem('');
    try {
      const call = () => trpcClient.validation.withdrawPart.mutate({ decisionId: part.id, reason });
      await untilAnswered(call, { isAnswer: isAnswered, onLost: () => setProblem('Réponse perdue. Vérification en cours.'), wait: waitMs });
      onDone();
    } catch (error) {
      if (leaveIfSessionEnded(error)) return;
      const refusal = refusalOf(error);
      setProblem(refusal ? refusalSentence(refusal.code, refusal.detail) : 'Le serveur a répondu par une erreur. Réessayez.');
      setSending(false);
    }
  };
  return (
    <Dialog
      open
      busy={isSending}
      title="Reprendre la décision sur la part"
      onClose={onClose}
      footer={
        <Button variant="primary" pending={isSending} closed={reason.trim() === '' ? 'motif à écrire' : false} onClick={() => void withdraw()}>
          Reprendre cette décision
        </Button>
      }
    >
      <p className="mb-3">
        {part.results.join(', ')} : de nouveau à valider par votre laboratoire. Impossible dès que le laboratoire préleveur a validé l’ensemble.
      </p>
      <TextArea label="Motif" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      {problem && (
        <p role="alert" className="mt-2 font-medium text-critical">
          {problem}
        </p>
      )}
    </Dialog>
  );
}
