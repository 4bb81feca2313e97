'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../_client/sentence-of';
import { trpcClient } from '../../../_client/trpc';
import { Button } from '../../../_ui/button';
import { settledWords } from './intent-words';
import type { Returned } from './use-return';

/** What the server said of each intent: decided, with the time to undo, or given back with what changed. */
export function ReturnedList({ returned, now, onOpen }: { returned: readonly Returned[]; now: Date; onOpen: (dossierId: string) => void }) {
  return (
    <ul aria-label="Ce que le serveur a répondu" className="border-t border-line">
      {returned.map((line) => (
        <Line key={line.intent.id} line={line} now={now} onOpen={onOpen} />
      ))}
    </ul>
  );
}

function Line({ line, now, onOpen }: { line: Returned; now: Date; onOpen: (dossierId: string) => void }) {
  const { settled, intent, entry, changes } = line;
  const [told, setTold] = useState('');
  const isBack = settled.state === 'returned';
  const undo = async () => {
    try {
      await trpcClient.validation.undo.mutate({ decisionId: settled.decisionId ?? '' });
      setTold('Signature annulée. Rien n’est parti.');
    } catch (error) {
      setTold(sentenceOf(error));
    }
  };
  const canUndo = !isBack && intent.kind === 'validate' && told === '' && settled.effectiveAt !== null && settled.effectiveAt > now;
  return (
    <li
      className={`flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-l-[3px] border-b-line py-2 pl-3 ${isBack ? 'border-l-changed' : 'border-l-fresh'}`}
    >
      <p className="min-w-0 flex-1 basis-72">
        <b className="font-strong">{entry?.patientName ?? 'Dossier'}</b> <span className="text-s text-ink-2">{entry?.accessionNumber}</span>
        <span className={`block ${isBack ? 'font-strong text-changed' : 'font-medium'}`}>
          <span aria-hidden="true">{isBack ? '◆ ' : '✓ '}</span>
          {told || settledWords(settled, intent.kind, now)}
        </span>
        {changes && changes.length > 0 && <span className="block">A changé : {changes.join(', ')}.</span>}
      </p>
      {isBack && <Button onClick={() => onOpen(intent.dossierId)}>Relire le dossier</Button>}
      {canUndo && <Button onClick={() => void undo()}>Annuler</Button>}
    </li>
  );
}
