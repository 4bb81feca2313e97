'use client';

import { useSyncExternalStore } from 'react';
import { clearLockNote, lockNoteText, lockSentence, readLockNote } from '../../_client/lock-note';
import { formatLongDate, formatTime } from '../../_text/format';
import { Button } from '../../_ui/button';
import { useDeviceClock } from '../../_ui/use-device-clock';

/** Says when and why the screen was locked, and offers to go on or to change persons. */
export function LockScreen() {
  const now = useDeviceClock(5_000);
  const text = useSyncExternalStore(nothingToWatch, lockNoteText, () => null);
  const note = readLockNote(text);
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
      </main>
      <footer className="min-h-[1lh] text-right text-l text-ink-2">{now && `${formatLongDate(now)}, ${formatTime(now)}`}</footer>
    </div>
  );
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
