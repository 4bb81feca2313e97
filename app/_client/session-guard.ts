'use client';

import { idleTime } from './idle-time';
import { lockHere, lockNow } from './lock-now';
import { refusalOf } from './refusal';
import { leaveIfSessionEnded } from './session-end';
import { hearTabs, tellTabs } from './tabs';
import { trpcClient } from './trpc';
import { unveil, veil } from './veil';

/** What only a hand does: a page that scrolls by itself, because a list grew, is nobody's presence. */
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart', 'touchmove'] as const;
const LOOK_EVERY_MS = 5_000;
const TELL_EVERY_MS = 2_000;
/** A page that was out of sight waits no longer than this for the word that the session is still open. */
const WORD_WITHIN_MS = 2_000;

/**
 * Watches over the screen of a professional: locks it after the time that its terminal allows without a hand on any tab, with or without a link; locks with
 * the other tabs; draws nothing while it is out of sight, and again only once the session is known to be open; comes back from the history by asking anew.
 * @see GBUI II-3c, II-3d; threats.md 5, 6
 * @returns what stops it
 */
export function guardSession(name: string): () => void {
  let touchedAt = Date.now();
  let toldAt = 0;
  const touched = () => {
    touchedAt = Date.now();
    if (touchedAt - toldAt < TELL_EVERY_MS) return;
    toldAt = touchedAt;
    tellTabs({ kind: 'touched' });
  };
  const lockIfLeft = (): boolean => {
    const isLeft = Date.now() - touchedAt >= idleTime();
    if (isLeft) lock();
    return isLeft;
  };
  const lock = () => {
    stop();
    void lockNow(name, Math.round(idleTime() / 60_000));
  };
  const seen = () => {
    if (document.hidden) veil();
    else if (!lockIfLeft()) void unveilIfOpen();
  };
  const shown = ({ persisted }: PageTransitionEvent) => {
    if (persisted) window.location.reload();
  };
  const timer = setInterval(lockIfLeft, LOOK_EVERY_MS);
  const unhear = hearTabs((message) => {
    if (message.kind === 'touched') touchedAt = Date.now();
    else lockHere(name, message.idleMinutes);
  });
  for (const sign of SIGNS) window.addEventListener(sign, touched, { passive: true, capture: true });
  document.addEventListener('visibilitychange', seen);
  window.addEventListener('pagehide', veil);
  window.addEventListener('pageshow', shown);
  function stop(): void {
    clearInterval(timer);
    unhear();
    for (const sign of SIGNS) window.removeEventListener(sign, touched, { capture: true });
    document.removeEventListener('visibilitychange', seen);
    window.removeEventListener('pagehide', veil);
    window.removeEventListener('pageshow', shown);
  }
  return stop;
}

/** Without an answer the time that this browser counts itself decides alone: a reader whose link is lost keeps his page until it locks. */
async function unveilIfOpen(): Promise<void> {
  const word = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no word')), WORD_WITHIN_MS));
  try {
    await Promise.race([trpcClient.session.me.query(undefined, { context: { background: true } }), word]);
  } catch (error) {
    if (leaveIfSessionEnded(error) || refusalOf(error) !== null) return;
  }
  if (!document.hidden) unveil();
}
