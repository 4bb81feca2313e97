'use client';

import { type RefObject, useEffect } from 'react';

const REACHABLE = 'a[href], button, input:not([type=hidden]), select, textarea, [tabindex]:not([tabindex="-1"])';

/** Keeps Tab inside `box` while it is shown, puts the focus on its first control, and gives it back at the end. */
export function useFocusTrap(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = box.current;
    const before = document.activeElement;
    if (!element) return;
    const start = element.querySelector<HTMLElement>('[data-autofocus]') ?? element;
    start.focus();
    const onTab = (event: KeyboardEvent) => {
      if (event.key === 'Tab') keepInside(element, event);
    };
    element.addEventListener('keydown', onTab);
    return () => {
      element.removeEventListener('keydown', onTab);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [box]);
}

function keepInside(element: HTMLElement, event: KeyboardEvent): void {
  const stops = [...element.querySelectorAll<HTMLElement>(REACHABLE)].filter((stop) => stop.offsetParent !== null);
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  const other = event.shiftKey ? stops.at(-1) : stops[0];
  const outside = document.activeElement === element && event.shiftKey;
  if (!other || (document.activeElement !== edge && !outside)) return;
  event.preventDefault();
  other.focus();
}
