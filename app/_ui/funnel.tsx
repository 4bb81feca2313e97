import type { ReactNode } from 'react';
import { formatNumber, formatShare } from '../_text/format';

export interface FunnelStep {
  label: string;
  count: number;
  /** Those that stayed behind at this step: « 15 à valider ». */
  rest?: string;
  /** Those of them that are too late: « 2 au-delà du délai ». */
  late?: ReactNode;
}

/** What comes in at the top and how much of it reaches each further step; shares are of the first step. */
export function Funnel({ steps }: { steps: readonly FunnelStep[] }) {
  const whole = steps[0]?.count ?? 0;
  return (
    <ul className="grid gap-3 py-1">
      {steps.map((step) => (
        <li
          key={step.label}
          className="grid grid-cols-[6.5rem_3rem_3.5rem_minmax(4rem,1fr)] items-center gap-x-2 tablet:grid-cols-[6.5rem_3rem_3.5rem_minmax(4rem,22rem)_minmax(8rem,1fr)_auto]"
        >
          <span className="font-book">{step.label}</span>
          <b className="figures text-right text-l">{formatNumber(step.count)}</b>
          <span className="figures text-right text-s text-ink-2">{formatShare(step.count, whole)}</span>
          <ShareBar part={step.count} whole={whole} />
          <span className="text-ink-2 max-tablet:col-span-3">{step.rest}</span>
          <b className="text-right text-s text-abnormal">{step.late}</b>
        </li>
      ))}
    </ul>
  );
}

/** A bar for a share of a whole; the figures stand beside it, so it says nothing to screen readers. */
export function ShareBar({ part, whole, slim = false }: { part: number; whole: number; slim?: boolean }) {
  const share = whole === 0 ? 0 : Math.min(1, part / whole);
  return (
    <svg aria-hidden="true" width="100%" height={slim ? 12 : 20} className="block">
      <rect width="100%" height="100%" className="fill-sunken" />
      <rect width={`${100 * share}%`} height="100%" className="fill-data" />
    </svg>
  );
}
