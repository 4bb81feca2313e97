'use client';

import { useEffect } from 'react';
import { forgetDevice } from '../../_client/forget-device';
import { trpcClient } from '../../_client/trpc';
import { formatLongDate, formatTime } from '../../_text/format';
import { useDeviceClock } from '../../_ui/use-device-clock';

const ASK_EVERY_MS = 10_000;

/** The neutral screen of a blocked browser that brings no key (one with a key gets it at every address, from proxy.ts): dark like the locked one, and without a way on until an administrator has reactivated it. */
export function BlockedScreen() {
  const now = useDeviceClock(5_000);
  useEffect(() => {
    void forgetDevice();
    const ask = () =>
      trpcClient.terminal.standing
        .query(undefined, { context: { background: true } })
        .then(({ isBlocked }) => !isBlocked && window.location.reload())
        .catch(() => undefined);
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    void ask();
    return () => clearInterval(timer);
  }, []);
  return (
    <div data-theme="dark" className="grid min-h-dvh grid-rows-[auto_1fr_auto] bg-paper p-6 text-ink tablet:p-12">
      <header className="text-[1.75rem] leading-9 font-bold tracking-[-0.03em]">Relais</header>
      <main className="w-full max-w-100 place-self-center">
        <h1 className="text-display font-strong">Poste bloqué.</h1>
        <p className="mt-1 text-l text-ink-2">Demandez à l’administrateur.</p>
      </main>
      <footer className="min-h-[1lh] text-right text-l text-ink-2">{now && `${formatLongDate(now)}, ${formatTime(now)}`}</footer>
    </div>
  );
}
