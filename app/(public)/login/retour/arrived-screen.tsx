'use client';

import Link from 'next/link';
import { useEffect } from 'react';
import { clearLockNote, lockNoteText, readLockNote } from '../../../_client/lock-note';

/** Goes on to where the screen was locked, or to the first page of this person; a link stands there for whoever has no script yet. */
export function ArrivedScreen() {
  useEffect(() => {
    const back = readLockNote(lockNoteText())?.returnTo ?? '/';
    clearLockNote();
    window.location.replace(back);
  }, []);
  return (
    <main className="grid min-h-dvh place-content-center gap-2 p-6 text-center">
      <h1 className="text-title font-strong">Vous êtes identifié</h1>
      <Link href="/" prefetch={false} className="font-medium text-action underline">
        Continuer
      </Link>
    </main>
  );
}
