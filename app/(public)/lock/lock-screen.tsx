'use client';

import { useEffect, useState } from 'react';
import { formatLongDate, formatTime } from '../../_text/format';
import { ButtonLink } from '../../_ui/button-link';
import { clearLockNote, lockSentence, readLockNote, type LockNote } from '../../_client/lock-note';
import { useNow } from '../../_ui/use-now';

/** Says when and why the screen was locked, and offers to go on or to change persons. */
export function LockScreen({ openedAt }: { openedAt: string }) {
  const [note, setNote] = useState<LockNote | null>(null);
  const now = useNow(openedAt, 5_000);
  useEffect(() => setNote(readLockNote()), []);
  return (
    <div data-theme="dark" className="grid min-h-dvh grid-rows-[auto_1fr_auto] bg-paper p-6 text-ink tablet:p-12">
      <span className="text-[1.75rem] leading-9 font-bold tracking-[-0.03em]">Relais</span>
      <main className="w-full max-w-100 place-self-center">
        <h1 className="text-display font-strong">Écran verrouillé</h1>
        <p className="mt-1 mb-6 min-h-[3lh] text-l text-ink-2">{note ? lockSentence(note) : 'Identifiez-vous pour continuer.'}</p>
        <div className="grid gap-3">
          <ButtonLink href="/login" plain variant="primary" size="large">{note ? `${note.initials}, déverrouiller` : 'S’identifier'}</ButtonLink>
          {note && <span onClick={clearLockNote} className="contents"><ButtonLink href="/login" plain size="large">Une autre personne</ButtonLink></span>}
        </div>
      </main>
      <footer className="text-right text-l text-ink-2"><time dateTime={now.toISOString()}>{formatLongDate(now)}, {formatTime(now)}</time></footer>
    </div>
  );
}
