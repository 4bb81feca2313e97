'use client';

import { type ReactNode, useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { refusalSentence } from '../../../_text/refusals';
import { Button } from '../../../_ui/button';
import { Dialog } from '../../../_ui/dialog';
import { TextArea } from '../../../_ui/text-area';
import { untilAnswered } from '../_logic/until-answered';
import { isAnswered, waitMs } from '../worklist/answered';

interface TakeBackDialogProps {
  title: string;
  /** The verb of the button. */
  act: string;
  /** What follows from it. */
  children: ReactNode;
  send: (reason: string) => Promise<unknown>;
  onClose: () => void;
  onDone: () => void;
}

/** Takes a decision back with a reason that others will read; an answer that is lost is asked for again until it is there. */
export function TakeBackDialog({ title, act, children, send, onClose, onDone }: TakeBackDialogProps) {
  const [reason, setReason] = useState('');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState('');
  const takeBack = async () => {
    setSending(true);
    setProblem('');
    try {
      await untilAnswered(() => send(reason), { isAnswer: isAnswered, onLost: () => setProblem('Réponse perdue. Vérification en cours.'), wait: waitMs });
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
      title={title}
      onClose={onClose}
      footer={
        <Button variant="primary" pending={isSending} closed={reason.trim() === '' ? 'motif à écrire' : false} onClick={() => void takeBack()}>
          {act}
        </Button>
      }
    >
      <p className="mb-3">{children}</p>
      <TextArea label="Motif" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      {problem && (
        <p role="alert" className="mt-2 font-medium text-critical">
          {problem}
        </p>
      )}
    </Dialog>
  );
}
