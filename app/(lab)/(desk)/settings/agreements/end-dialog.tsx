'use client';

import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { trpcClient } from '../../../../_client/trpc';
import { Button } from '../../../../_ui/button';
import { Dialog } from '../../../../_ui/dialog';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { useProof } from '../../../../_ui/prove';
import { agreementTitle } from '../../_logic/agreement-words';
import type { AgreementList } from '../../_logic/types';

/** Ends an agreement at once, with a reason: from the next reading on, nothing of the other entity is read. */
export function EndDialog({ agreement, onClose, onDone }: { agreement: AgreementList['agreements'][number]; onClose: () => void; onDone: () => void }) {
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState('');
  const { confirm, dialog } = useProof();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim().length < 5) return;
    setProblem('');
    const content = { agreementId: agreement.id, reason: reason.trim() };
    try {
      const answer = await confirm('agree-entities', content, { title: 'Mettre fin à la convention', lines: [agreementTitle(agreement)] }, (proof) =>
        trpcClient.agreement.end.mutate({ ...content, proof }),
      );
      if (answer) onDone();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <>
      <Dialog title="Mettre fin à la convention" open onClose={onClose}>
        <form className="grid gap-3" onSubmit={(event) => void send(event)}>
          <p>
            {agreementTitle(agreement)}. Dès la prochaine lecture, plus rien de l’un ne se lit pour l’autre, et les cartes le disent. Les comptes rendus déjà
            rendus restent ce qu’ils sont.
          </p>
          <Field label="Motif" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
          {problem && <ErrorLine sentence={problem} />}
          <div>
            <Button type="submit" variant="primary" closed={reason.trim().length < 5 ? 'motif à écrire' : false}>
              Mettre fin
            </Button>
          </div>
        </form>
      </Dialog>
      {dialog}
    </>
  );
}
