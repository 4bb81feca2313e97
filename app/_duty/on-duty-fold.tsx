'use client';

import { useState } from 'react';
import { OnDutyLine } from './on-duty-line';

/** The same behind its title, where a page has no room for a line per site: asked for when it is opened. */
export function OnDutyFold({ className }: { className?: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details data-print="no" className={className} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-touch cursor-pointer items-center gap-1 underline decoration-1 underline-offset-[3px]">
        <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> Biologistes de garde
      </summary>
      {isOpen && <OnDutyLine className="pb-2" />}
    </details>
  );
}
