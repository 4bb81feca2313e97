'use client';

import Link from 'next/link';
import { useEffect } from 'react';
import { clearLockNote, lockNoteText, readLockNote } from '../_client/lock-note';

/** Goes on to where the screen was locked, else to `to`; a link stands there for whoever has no script yet. */
export function ArrivedScreen({ to }: { to: string }) {
  useEffect(() => {
    const back = to === '/' ? readLockNote(lockNoteText())?.returnTo : undefined;
    clearLockNote();
    window.location.replace(back ?? to);
  }, [to]);
  return (
    <main className="grid min-h-dvh place-content-center gap-2 p-6 text-center">
      <h1 className="text-title font-strong">Vous êtes identifié</h1>
      <Link href={to} prefetch={false} className="font-medium text-action underline">
        Continuer
      </Link>
    </main>
  );
}
