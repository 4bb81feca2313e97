'use client';

import type { ReactNode } from 'react';
import { Button } from './button';

export interface UndoBarProps {
  /** When the act was recorded and when it takes effect (server's times, ISO 8601). */
  recordedAt: string;
  effectiveAt: string;
  /** The current time, from `useNow`. */
  now: Date;
  title: string;
  /** What will happen, and that nothing has left yet. */
  children: ReactNode;
  undo: { label: string; run: () => void; pending?: boolean };
  sendNow: { label: string; run: () => void; pending?: boolean };
}

/** The last way back before anything leaves: seconds left, what will happen, undo (Z) or send now. */
export function UndoBar({ recordedAt, effectiveAt, now, title, children, undo, sendNow }: UndoBarProps) {
  const left = Math.max(0, Date.parse(effectiveAt) - now.getTime());
  const whole = Math.max(1, Date.parse(effectiveAt) - Date.parse(recordedAt));
  const seconds = Math.ceil(left / 1000);
  return (
    <section
      aria-label={title}
      className="relative grid min-h-21 grid-cols-[72px_minmax(0,1fr)_auto_auto] items-center gap-2 px-4 py-2 max-tablet:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] max-tablet:[&_kbd]:hidden"
    >
      <i aria-hidden="true" className="absolute -top-0.5 left-0 h-[3px] bg-action" style={{ width: `${Math.min(100, (100 * left) / whole)}%` }} />
      <p role="timer" className="text-s text-ink-2">
        <b className="figures block text-display leading-8 text-ink">{seconds}</b>
        {seconds < 2 ? 'seconde' : 'secondes'}
      </p>
      <div role="status">
        <p className="text-l font-strong">{title}</p>
        <div className="text-s">{children}</div>
      </div>
      <Button stacked kbd="Z" pending={undo.pending} closed={left === 0} onClick={undo.run} className="min-h-14! max-w-40">
        {undo.label}
      </Button>
      <Button stacked variant="primary" pending={sendNow.pending} closed={left === 0} onClick={sendNow.run} className="min-h-14! max-w-40">
        {sendNow.label}
      </Button>
    </section>
  );
}
