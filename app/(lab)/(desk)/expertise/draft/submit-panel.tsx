'use client';

import Link from 'next/link';
import { useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPCClient } from '../../../../_client/trpc';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { TextArea } from '../../../../_ui/text-area';
import type { RuleDraft } from '../../_logic/types';

/** What keeps the draft from being submitted; null = nothing. */
function obstacle({ diff, replay }: RuleDraft): string | null {
  if (diff.length === 0 && replay === null) return 'rien n’a changé';
  if (!replay) return 'à rejouer d’abord';
  if (replay.state === 'running') return 'rejeu en cours';
  return replay.state === 'done' && replay.isOfDraft ? null : 'à rejouer';
}

/** Fills the control sheet: only what was expected is a person's words, the rest was run and counted. */
export function SubmitPanel({ draft, onChanged }: { draft: RuleDraft; onChanged: () => Promise<void> }) {
  const client = useTRPCClient();
  const [expected, setExpected] = useState('');
  const [remark, setRemark] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await client.rules.submitDraft.mutate({ draftId: draft.draftId, revision: draft.revision, expected: expected.trim(), remark: remark.trim() });
      await onChanged();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
    setBusy(false);
  };
  if (draft.sheet)
    return (
      <section aria-label="Fiche de contrôle" className="grid gap-2 border-t border-line pt-4">
        <h2 className="text-l font-strong">Fiche de contrôle {draft.sheet.number}</h2>
        <p>
          Soumise. Un biologiste qui n’a rien écrit de ce brouillon l’approuve :{' '}
          <Link href={`/expertise/sheets/${draft.sheet.sheetId}`} className="inline-flex min-h-touch items-center text-action underline">
            ouvrir la fiche
          </Link>
          . Tout changement du brouillon la rend caduque.
        </p>
      </section>
    );
  if (!draft.mayWrite) return null;
  const why = obstacle(draft) ?? (expected.trim().length < 5 ? 'dites ce qui est attendu' : null);
  return (
    <section aria-label="Fiche de contrôle" className="grid max-w-[70ch] gap-3 border-t border-line pt-4">
      <h2 className="text-l font-strong">Fiche de contrôle initial</h2>
      <p className="text-ink-2">Elle se remplit seule : changements, exemples, rejeu, personnes, versions, empreinte, retour arrière.</p>
      <TextArea label="Résultat attendu" rows={2} value={expected} onChange={(event) => setExpected(event.target.value)} />
      <TextArea
        label="Remarque"
        hint="facultative : ce que vous avez lu dans les dossiers"
        rows={2}
        value={remark}
        onChange={(event) => setRemark(event.target.value)}
      />
      {problem && <ErrorLine sentence={problem} />}
      <p>
        <Button variant="primary" pending={busy} closed={why ?? false} onClick={() => void submit()}>
          Soumettre à approbation
        </Button>
      </p>
    </section>
  );
}
