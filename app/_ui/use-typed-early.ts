'use client';

import { type RefObject, useEffect } from 'react';

/**
 * Keeps what somebody wrote before the page was alive. The browser shows it, the page's own state does not know it, and its next drawing would wipe it out:
 * the control tells it as if it was written now. Does nothing in a control that is drawn later, since nobody can have written in it.
 */
export function useTypedEarly(control: RefObject<HTMLInputElement | HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const { current } = control;
    if (current && current.value !== current.defaultValue) return tellLater(current, current.value);
  }, [control]);
}

/** The same for a box that was ticked, or unticked, too early. */
export function useTickedEarly(box: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const { current } = box;
    if (!current || current.checked === current.defaultChecked) return;
    return later(() => {
      current.checked = current.defaultChecked;
      current.click();
    });
  }, [box]);
}

function tellLater(control: HTMLInputElement | HTMLTextAreaElement, typed: string): () => void {
  const known = control.defaultValue;
  return later(() => {
    // What was written since then has been heard already.
    if (control.defaultValue !== known) return;
    // React hears of a value only when it differs from the last one that was set through the element itself.
    control.value = known;
    const prototype = control instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(control, typed);
    control.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** After this drawing, and after the others of the same form: each is answered with the state that the one before left. */
function later(tell: () => void): () => void {
  const timer = setTimeout(tell);
  return () => clearTimeout(timer);
}
