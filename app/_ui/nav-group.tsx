'use client';

import Link from 'next/link';
import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { isAt, NAV_LOOK, type NavFold } from './nav-look';

/**
 * Pages of the navigation that unfold under one word: a button that says whether it is open, then links as all others. Folds again on Échap (the focus goes back to the word),
 * when the focus or a finger goes elsewhere, and when one of its pages is taken.
 */
export function NavGroup({ label, links, path }: NavFold & { path: string }) {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useId();
  useEffect(() => {
    if (!isOpen) return undefined;
    const away = (event: PointerEvent) => event.target instanceof Node && !box.current?.contains(event.target) && setOpen(false);
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.preventDefault();
    setOpen(false);
    button.current?.focus();
  };
  const onBlur = (event: FocusEvent) => {
    if (event.relatedTarget instanceof Node && !box.current?.contains(event.relatedTarget)) setOpen(false);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only hears the Échap and the focus of what is inside
    <div ref={box} onKeyDown={onKeyDown} onBlur={onBlur} className="flex tablet:relative">
      <button
        ref={button}
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? list : undefined}
        aria-current={links.some(({ href }) => isAt(path, href)) ? 'true' : undefined}
        onClick={() => setOpen(!isOpen)}
        className={`${NAV_LOOK} cursor-pointer`}
      >
        {label} <span aria-hidden="true">{isOpen ? '▴' : '▾'}</span>
      </button>
      {isOpen && (
        <ul
          id={list}
          className="absolute inset-x-0 top-full z-10 rounded-control border border-line-strong bg-surface py-1 shadow-[0_4px_24px_rgb(8_14_20/0.18)] tablet:right-auto tablet:min-w-52"
        >
          {links.map(({ href, label: page }) => (
            <li key={href}>
              <Link
                href={href}
                prefetch={false}
                onClick={() => setOpen(false)}
                aria-current={isAt(path, href) ? 'page' : undefined}
                className="flex min-h-touch items-center border-l-[3px] border-transparent px-4 font-medium whitespace-nowrap -outline-offset-3 hover:bg-sunken aria-[current]:border-ink aria-[current]:font-strong"
              >
                {page}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
