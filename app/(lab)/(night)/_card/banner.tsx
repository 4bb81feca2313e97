'use client';

import { Button } from '../../../_ui/button';

export interface BannerProps {
  tone: 'changed' | 'told';
  children: string;
  act: { label: string; run: () => void; pending?: boolean };
}

/** One sentence over the card that stays until it is answered: what changed, or what became of a signature. */
export function Banner({ tone, children, act }: BannerProps) {
  const look = tone === 'changed' ? 'border-changed bg-changed-soft text-changed' : 'border-fresh bg-fresh-soft text-ink';
  return (
    <div role={tone === 'changed' ? 'alert' : 'status'} data-print="no" className={`flex items-center justify-between gap-4 border-b-2 px-4 py-1.5 ${look}`}>
      <p className="font-medium">
        {tone === 'changed' && <span aria-hidden="true">◆ </span>}
        {children}
      </p>
      <Button pending={act.pending} onClick={act.run}>
        {act.label}
      </Button>
    </div>
  );
}
