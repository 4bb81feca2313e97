import type { ReactNode } from 'react';

/** The part of a frame that scrolls, hidden words for screen readers included (positioned, they would lengthen the page); it can be scrolled by keyboard alone, and unfolds whole on paper (WCAG 2.1.1). */
export function ScrollArea({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll area without a control inside is out of reach otherwise
    <section aria-label={label} tabIndex={0} data-print="open" className={`relative min-h-0 flex-1 overflow-y-auto -outline-offset-3 ${className ?? ''}`}>
      {children}
    </section>
  );
}
