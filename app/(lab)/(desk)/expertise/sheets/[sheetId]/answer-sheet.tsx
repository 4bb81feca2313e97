'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../../../_client/sentence-of';
import { useTRPCClient } from '../../../../../_client/trpc';
import { formatInstant } from '../../../../../_text/format';
import { Button } from '../../../../../_ui/button';
import { ErrorLine } from '../../../../../_ui/error-line';
import { Field } from '../../../../../_ui/field';
import { useProof } from '../../../../../_ui/prove';
import { parisTime } from '../../../_logic/rule-draft';
import type { RuleSheet } from '../../../_logic/types';

/** A biologist who wrote none of it approves, from an instant on, or gives it back with her reason. */
export function AnswerSheet({ sheet, onDone }: { sheet: RuleSheet; onDone: () => void }) {
  const client = useTRPCClient();
  const proving = useProof();
  const [start, setStart] = useState('');
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  if (sheet.state !== 'open') return null;
  if (!sheet.mayApprove)
    return (
      <p className="text-ink-2" data-print="no">
        {sheet.isAuthor ? 'Vous avez écrit une partie de ces règles : un autre biologiste les approuve.' : 'Un biologiste du laboratoire approuve cette fiche.'}
      </p>
    );
  const act = async (run: () => Promise<unknown>) => {
    setProblem(null);
    try {
      if ((await run()) !== null) onDone();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const approve = () => {
    const inForceFrom = start === '' ? null : parisTime(start);
    const input = { sheetId: sheet.sheetId, signedHash: sheet.signedHash, inForceFrom };
    const what = {
      title: `Approuver les règles et la fiche ${sheet.body.number}`,
      lines: [
        `${sheet.body.laboratory}\u00a0: ${sheet.body.ruleCount} règles, ${sheet.body.diff.length} changements`,
        inForceFrom ? `En vigueur à partir du ${formatInstant(inForceFrom)}` : 'En vigueur dès maintenant',
        `Empreinte ${sheet.signedHash.slice(0, 16)}…`,
      ],
    };
    return proving.confirm('approve-rules', input, what, (proof) => client.rules.approveSheet.mutate({ ...input, proof }));
  };
  return (
    <section aria-label="Réponse" className="grid gap-3 border-l-3 border-action pl-3" data-print="no">
      <div className="flex flex-wrap items-end gap-2">
        <Field
          label="En vigueur à partir de"
          hint="heure de Paris ; vide : tout de suite"
          type="datetime-local"
          value={start}
          onChange={(event) => setStart(event.target.value)}
        />
        <Button variant="primary" onClick={() => void act(approve)}>
          Approuver et mettre en vigueur
        </Button>
      </div>
      <details>
        <summary className="min-h-touch cursor-pointer py-3 text-action">Rendre à l’auteur</summary>
        <div className="flex flex-wrap items-end gap-2">
          <Field label="Motif" className="w-80 max-w-full" value={reason} onChange={(event) => setReason(event.target.value)} />
          <Button
            closed={reason.trim().length < 5 && 'dites pourquoi'}
            onClick={() => void act(() => client.rules.refuseSheet.mutate({ sheetId: sheet.sheetId, reason: reason.trim() }))}
          >
            Rendre la fiche
          </Button>
        </div>
      </details>
      {problem && <ErrorLine sentence={problem} />}
      {proving.dialog}
    </section>
  );
}
