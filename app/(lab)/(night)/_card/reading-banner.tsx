'use client';

import { useState } from 'react';
import { type ClientRefusal, refusalOf } from '../../../_client/refusal';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { trpcClient } from '../../../_client/trpc';
import { formatTime } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';
import { Button } from '../../../_ui/button';
import { Dialog } from '../../../_ui/dialog';
import { useProof } from '../../../_ui/prove';
import { TextArea } from '../../../_ui/text-area';
import { nameOf } from '../_logic/identity-words';
import { readingReasons } from '../_logic/reading-words';
import type { Card } from '../_logic/types';

/** A signature that another biologist has to read: to agree with, to give back, or, for its own signer, to take back. */
export function ReadingBanner({ card, onChanged, onStale }: { card: Card; onChanged: () => void; onStale: (refusal: ClientRefusal) => void }) {
  const [isDeclining, setDeclining] = useState(false);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState('');
  const [isSending, setSending] = useState(false);
  const { confirm, dialog } = useProof();
  const decision = card.decisions.find(({ reading, state }) => reading?.state === 'asked' && state === 'pending');
  if (!decision?.reading) return null;
  const decisionId = decision.id;

  const act = async (run: () => Promise<unknown>) => {
    setSending(true);
    setProblem('');
    try {
      if ((await run()) !== null) onChanged();
    } catch (error) {
      if (leaveIfSessionEnded(error)) return;
      const refusal = refusalOf(error);
      if (refusal && (refusal.code === 'dossier-changed' || refusal.code === 'reading-over')) onStale(refusal);
      else setProblem(refusal ? refusalSentence(refusal.code, refusal.detail) : 'Le serveur a répondu par une erreur. Réessayez.');
    }
    setSending(false);
  };
  const agree = () =>
    act(async () => {
      const { fingerprint, displayed } = await trpcClient.validation.prepareReading.query({ decisionId });
      if (displayed !== card.displayed) {
        onStale({ code: 'dossier-changed', detail: {} });
        return null;
      }
      const what = {
        title: 'Donner votre accord',
        lines: [`${nameOf(card.patient)}, dossier ${card.accessionNumber}`, `Signé par ${decision.by} : ${decision.results.join(', ')}`],
      };
      return confirm('second-reading', { decisionId, fingerprint }, what, (proof) => trpcClient.validation.agree.mutate({ decisionId, fingerprint, proof }));
    });
  return (
    <section
      aria-label="Seconde lecture"
      className="flex items-center justify-between gap-x-4 gap-y-2 border-b-2 border-changed bg-changed-soft px-4 py-1.5 max-tablet:flex-col max-tablet:items-stretch"
    >
      <div>
        <h2 className="font-strong text-changed">
          <span aria-hidden="true">◆ </span>
          {decision.isMine ? 'Votre signature attend un second lecteur' : `À relire : signé par ${decision.by} à ${formatTime(decision.signedAt)}`}
        </h2>
        <p className="text-s">
          {decision.results.join(', ')}. Second lecteur : {readingReasons(decision.reading.why)}. Rien n’est parti.
          {decision.comment && ` Commentaire : « ${decision.comment} »`}
        </p>
        {problem && (
          <p role="alert" className="font-medium text-critical">
            {problem}
          </p>
        )}
      </div>
      <span data-print="no" className="flex shrink-0 gap-2 max-tablet:[&>*]:flex-1">
        {decision.isMine ? (
          <Button pending={isSending} onClick={() => void act(() => trpcClient.validation.undo.mutate({ decisionId }))}>
            Reprendre ma signature
          </Button>
        ) : (
          <>
            <Button closed={isSending} onClick={() => setDeclining(true)}>
              Rendre au signataire
            </Button>
            <Button variant="primary" pending={isSending} onClick={() => void agree()}>
              Donner mon accord
            </Button>
          </>
        )}
      </span>
      {isDeclining && (
        <Dialog
          open
          busy={isSending}
          title={`Rendre la signature à ${decision.by}`}
          onClose={() => setDeclining(false)}
          footer={
            <Button
              variant="primary"
              pending={isSending}
              closed={reason.trim() === '' ? 'motif à écrire' : false}
              onClick={() => void act(() => trpcClient.validation.decline.mutate({ decisionId, reason }))}
            >
              Rendre la signature
            </Button>
          }
        >
          <p className="mb-3">Les résultats redeviennent à valider ; le signataire lit votre motif. Rien n’est parti.</p>
          <TextArea label="Motif" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Dialog>
      )}
      {dialog}
    </section>
  );
}
