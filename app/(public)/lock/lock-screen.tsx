'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { clearLockNote, lockNoteText, lockSentence, readLockNote } from '../../_client/lock-note';
import { trpcClient } from '../../_client/trpc';
import { useKeptPack } from '../../_client/use-kept-pack';
import { formatLongDate, formatTime } from '../../_text/format';
import { Button } from '../../_ui/button';
import { ButtonLink } from '../../_ui/button-link';
import { useDeviceClock } from '../../_ui/use-device-clock';

/** Says when and why the screen was locked, and offers to go on or to change persons. */
export function LockScreen() {
  const now = useDeviceClock(5_000);
  const text = useSyncExternalStore(nothingToWatch, lockNoteText, () => null);
  const note = readLockNote(text);
  const terminal = useTerminalName();
  const hasKept = useKeptPack();
  return (
    <div data-theme="dark" className="grid min-h-dvh grid-rows-[auto_1fr_auto] bg-paper p-6 text-ink tablet:p-12">
      <header className="text-[1.75rem] leading-9 font-bold tracking-[-0.03em]">Relais</header>
      <main className="w-full max-w-100 place-self-center">
        <h1 className="text-display font-strong">Écran verrouillé</h1>
        <p className="mt-1 mb-6 min-h-[3lh] text-l text-ink-2">{note ? lockSentence(note) : 'Identifiez-vous pour continuer.'}</p>
        <div className="grid gap-3">
          <Button variant="primary" size="large" onClick={enter}>
            {note ? `${note.initials}, déverrouiller` : 'S’identifier'}
          </Button>
          {note && (
            <Button size="large" onClick={enterAsAnother}>
              Une autre personne
            </Button>
          )}
        </div>
        {hasKept && (
          <p className="mt-6">
            <ButtonLink href="/garde" plain>
              Sans liaison : ouvrir les dossiers emportés
            </ButtonLink>
          </p>
        )}
        {note?.isTaken && <p className="mt-6 text-ink-2">Ce n’était pas vous{'\u202f'}? Prévenez l’administrateur.</p>}
      </main>
      <footer className="flex min-h-[1lh] flex-wrap items-baseline justify-between gap-x-6 text-l text-ink-2">
        <span className="text-s">{terminal && `Poste ${terminal}`}</span>
        <span>{now && `${formatLongDate(now)}, ${formatTime(now)}`}</span>
      </footer>
    </div>
  );
}

/** What the administrator calls this terminal; empty without a link or a name. */
function useTerminalName(): string {
  const [name, setName] = useState('');
  useEffect(() => {
    trpcClient.terminal.standing
      .query(undefined, { context: { background: true } })
      .then((standing) => setName(standing.name))
      .catch(() => undefined);
  }, []);
  return name;
}

/** The note is left once, before this page opens. */
function nothingToWatch(): () => void {
  return () => undefined;
}

function enter(): void {
  window.location.replace('/login');
}

function enterAsAnother(): void {
  clearLockNote();
  enter();
}
