'use client';

import type { ReactNode } from 'react';
import { formatDuration, formatTimeWithSeconds } from '../_text/format';
import { Button } from './button';

export interface LinkLostProps {
  /** When the server last answered; what is on the screen is as of then. */
  lastContactAt: string;
  /** The current time, from `useNow`. */
  now: Date;
  onRetry?: () => void;
  /** What else can be done without a link. */
  act?: ReactNode;
  /** What the person must know besides: intentions, whom to phone. */
  children?: string;
}

/** Says since when the link is lost and how old the screen is; shows nothing by itself when the link is back. */
export function LinkLost({ lastContactAt, now, onRetry, act, children }: LinkLostProps) {
  const gone = now.getTime() - Date.parse(lastContactAt);
  return (
    <div
      role="alert"
      className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-6 gap-y-1 border-b-[3px] border-abnormal bg-abnormal-soft px-4 py-2 max-tablet:grid-cols-1"
    >
      <p className="text-l font-strong text-abnormal">
        Liaison perdue depuis{' '}
        <span className="figures whitespace-nowrap" aria-live="off">
          {formatDuration(gone)}
        </span>
      </p>
      <p className="text-s">
        Vous lisez l’état de{' '}
        <time dateTime={lastContactAt} className="figures">
          {formatTimeWithSeconds(lastContactAt)}
        </time>
        . {children ?? 'Rien de ce que vous préparez n’est enregistré ni diffusé avant le retour de la liaison.'}
      </p>
      <div className="flex items-center gap-3">
        <b className="figures" aria-live="off">
          {formatTimeWithSeconds(now)}
        </b>
        {act}
        {onRetry && <Button onClick={onRetry}>Réessayer</Button>}
      </div>
    </div>
  );
}
