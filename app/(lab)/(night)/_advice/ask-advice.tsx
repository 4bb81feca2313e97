'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '../../../_client/sentence-of';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { useTRPC, useTRPCClient } from '../../../_client/trpc';
import { Button } from '../../../_ui/button';
import { Dialog } from '../../../_ui/dialog';
import { ErrorLine } from '../../../_ui/error-line';
import { Select } from '../../../_ui/select';
import { TextArea } from '../../../_ui/text-area';
import type { Card } from '../_logic/types';

const HOURS = [
  { value: '2', label: '2 heures' },
  { value: '12', label: '12 heures' },
  { value: '48', label: '2 jours' },
];

/** To whom, what, and until when she may look; what she will see is what is displayed now. */
export function AskAdvice({ card, onClose, onAsked }: { card: Pick<Card, 'dossierId' | 'displayed'>; onClose: () => void; onAsked: () => void }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const colleagues = useQuery(trpc.advice.colleagues.queryOptions());
  const [toUserId, setTo] = useState('');
  const [question, setQuestion] = useState('');
  const [hours, setHours] = useState('12');
  const [problem, setProblem] = useState<string | null>(null);
  const { mutate, isPending } = useMutation({
    mutationFn: () => client.advice.ask.mutate({ dossierId: card.dossierId, displayed: card.displayed, toUserId, question, hours: Number(hours) }),
    onSuccess: () => {
      onAsked();
      onClose();
    },
    onError: (error) => {
      if (!leaveIfSessionEnded(error)) setProblem(sentenceOf(error));
    },
  });
  const missing = toUserId === '' ? 'choisissez un collègue' : question.trim() === '' ? 'écrivez la question' : false;
  return (
    <Dialog
      title="Demander un second avis"
      open
      busy={isPending}
      onClose={onClose}
      footer={
        <Button variant="primary" pending={isPending} closed={missing} onClick={() => mutate()}>
          Demander
        </Button>
      }
    >
      <div className="grid gap-3">
        <p className="text-ink-2">
          Votre collègue verra ce dossier tel qu’il est affiché maintenant, et rien d’autre. Sa réponse ne signe rien : vous décidez.
        </p>
        <Select
          label="À qui"
          placeholder="Choisir un collègue"
          value={toUserId}
          onChange={(event) => setTo(event.target.value)}
          options={(colleagues.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextArea label="Votre question" rows={3} maxLength={2000} value={question} onChange={(event) => setQuestion(event.target.value)} />
        <Select label="Ouvert pendant" value={hours} onChange={(event) => setHours(event.target.value)} options={HOURS} />
        {problem && <ErrorLine sentence={problem} />}
      </div>
    </Dialog>
  );
}
