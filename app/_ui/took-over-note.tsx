'use client';

import { useState, useSyncExternalStore } from 'react';
import { formatInstant, NBSP } from '../_text/format';
import { terminalWords } from '../_text/terminal-words';
import { Button } from './button';

const NAME = 'relais-took-over';
const nothingToWatch = () => () => undefined;

/**
 * Says at which terminal the same person was still in, and that it is closed there: once, until it has been read in this tab. It stands in
 * the flow of the page: nothing may lie over a decision's button.
 */
export function TookOverNote({ terminal, since }: { terminal: string; since: string }) {
  const readBefore = useSyncExternalStore(
    nothingToWatch,
    () => sessionStorage.getItem(NAME) === since,
    () => true,
  );
  const [isRead, setRead] = useState(false);
  if (readBefore || isRead) return null;
  const read = () => {
    sessionStorage.setItem(NAME, since);
    setRead(true);
  };
  return (
    <div
      role="status"
      data-print="no"
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b-[3px] border-changed bg-changed-soft px-4 py-2 desk:px-6"
    >
      <p className="max-w-[70ch]">
        <b className="font-strong">Session reprise ici.</b> Vous étiez déjà connecté sur {terminalWords(terminal) || 'un autre poste'} depuis le{' '}
        {formatInstant(since)}
        {NBSP}: là-bas, l’écran est fermé. Si ce n’était pas vous, prévenez l’administrateur.
      </p>
      <Button onClick={read}>J’ai lu</Button>
    </div>
  );
}
