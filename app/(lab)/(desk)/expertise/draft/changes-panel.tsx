'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPCClient } from '../../../../_client/trpc';
import { formatInstant } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { changeKindWords } from '../../_logic/rule-words';
import type { RuleDraft } from '../../_logic/types';
import { DiffList } from '../diff-list';

/** « Ce qui change » against the rules in force, who changed what, and the last change taken back. */
export function ChangesPanel({ draft, onChanged }: { draft: RuleDraft; onChanged: () => Promise<void> }) {
  const client = useTRPCClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [sure, setSure] = useState(false);
  const act = async (run: () => Promise<unknown>) => {
    setProblem(null);
    try {
      await run();
      await onChanged();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const { draftId, revision } = draft;
  const isUndoable = draft.history.some(({ undoneAt }) => undoneAt === null);
  return (
    <div className="grid gap-5">
      <section aria-label="Ce qui change" className="grid gap-2">
        <h2 className="text-l font-strong">Ce qui change{draft.baseVersion === null ? '' : ` contre la version ${draft.baseVersion}`}</h2>
        <DiffList diff={draft.diff} />
      </section>
      <section aria-label="Modifications" className="grid gap-2">
        <h2 className="text-l font-strong">Modifications</h2>
        {draft.mayWrite && (
          <p className="flex flex-wrap gap-2">
            <Button closed={!isUndoable && 'rien à annuler'} onClick={() => void act(() => client.rules.undo.mutate({ draftId, revision }))}>
              Annuler la dernière
            </Button>
            {sure ? (
              <>
                <Button variant="danger-quiet" onClick={() => void act(() => client.rules.dropDraft.mutate({ draftId }))}>
                  Abandonner pour de bon
                </Button>
                <Button onClick={() => setSure(false)}>Le garder</Button>
              </>
            ) : (
              <Button variant="danger-quiet" onClick={() => setSure(true)}>
                Abandonner le brouillon
              </Button>
            )}
          </p>
        )}
        {problem && <ErrorLine sentence={problem} />}
        <ul className="grid gap-1">
          {draft.history.map(({ number, kind, codes, by, at, undoneAt }) => (
            <li key={number} className={undoneAt ? 'text-ink-3 line-through' : ''}>
              {changeKindWords(kind)} {codes.join(', ')}, {by}, {formatInstant(at)}
            </li>
          ))}
          {draft.history.length === 0 && <li className="text-ink-2">Rien n’a encore été changé.</li>}
        </ul>
      </section>
    </div>
  );
}
