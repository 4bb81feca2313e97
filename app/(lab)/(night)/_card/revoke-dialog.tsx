'use client';

import { useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { trpcClient } from '../../../_client/trpc';
import { formatTime } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';
import { Button } from '../../../_ui/button';
import { Dialog } from '../../../_ui/dialog';
import { TextArea } from '../../../_ui/text-area';
import type { CardDecision } from '../_logic/types';
import { untilAnswered } from '../_logic/until-answered';
import { isAnswered, waitMs } from '../worklist/answered';

/** Takes back what a colleague signed, while nothing has left, with a reason that she will read. */
export function RevokeDialog({ decision, onClose, onDone }: { decision: CardDecision; onClose: () => void; onDone: () => void }) {
  const [reason, setReason] = useState('');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState('');
  const revoke = async () => {
    setSending(true);
    setProblem('');
    try {
      const call = () => trpcClient.validation.revoke.mutate({ decisionId: decision.id, reason });
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
      title={`Retirer la signature de ${decision.by}`}
      onClose={onClose}
      footer={
        <Button variant="primary" pending={isSending} closed={reason.trim() === '' ? 'motif à écrire' : false} onClick={() => void revoke()}>
          Retirer la signature
        </Button>
      }
    >
      <p className="mb-3">
        Signé à {formatTime(decision.signedAt)} : {decision.results.join(', ')}. Rien n’est parti ; les résultats redeviendront à valider. {decision.by} lira
        votre motif.
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
