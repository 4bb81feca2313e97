'use client';

import { type ReactNode, useId, useRef } from 'react';
import { ScrollArea } from './scroll-area';
import { useFocusTrap } from './use-focus-trap';
import { useKeys } from './use-keys';

export interface SheetProps {
  title: string;
  /** Right of the title: the time that is left. */
  aside?: ReactNode;
  /** Under the title: of whom and of what. */
  subtitle?: ReactNode;
  children: ReactNode;
  footer: ReactNode;
  /** Called on Échap: closes and decides nothing. A press outside does nothing, since a stray finger would lose a comment. */
  onClose: () => void;
}

/**
 * Rises over the card only, so that the list and its timers stay in view; render it inside `CardColumn`.
 *
 * Keeps the focus, closes on Échap deciding nothing, and puts the page's single keys to sleep while it is open.
 */
export function Sheet({ title, aside, subtitle, children, footer, onClose }: SheetProps) {
  const box = useRef<HTMLElement>(null);
  const id = useId();
  useFocusTrap(box);
  useKeys([{ key: 'Escape', label: 'revenir sans rien décider', run: onClose }], 'sheet');
  return (
    <>
      <div aria-hidden="true" className="absolute inset-0 z-4 bg-[rgb(8_14_20/0.42)]" />
      <section
        ref={box}
        role="dialog"
        aria-modal="true"
        aria-labelledby={id}
        tabIndex={-1}
        data-sheet=""
        className="absolute inset-x-0 bottom-0 z-5 flex max-h-full flex-col border-t border-line-strong bg-surface shadow-[0_-4px_24px_rgb(8_14_20/0.18)] outline-none"
      >
        <header className="flex flex-wrap items-baseline justify-between gap-x-4 px-6 pt-3.5">
          <h2 id={id} className="text-title font-strong">
            {title}
          </h2>
          {aside}
          {subtitle && <div className="w-full text-s">{subtitle}</div>}
        </header>
        <ScrollArea label={title} className="px-6 pt-2.5 pb-3.5">
          {children}
        </ScrollArea>
        <footer className="flex flex-wrap items-center gap-2 border-t border-line px-6 pt-2.5 pb-3.5">{footer}</footer>
      </section>
    </>
  );
}
