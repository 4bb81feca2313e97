'use client';

import { useEffect, useRef } from 'react';
import { comboOf, pressedFor } from './key-map';
import { keysAreOn } from './keys-setting';

export interface KeyBinding {
  /** As `KeyboardEvent.key`, lower case for letters: `v`, `ArrowDown`, `Enter`, `Escape`, ` `, `?`. */
  key: string;
  shift?: boolean;
  /** What it does, for the help: « valider la sélection ». */
  label: string;
  /** As shown in the help and on the button; made from `key` when absent. */
  shown?: string;
  run: () => void;
  /** The act is closed now: the key does nothing, like its button. */
  closed?: boolean;
}

/**
 * Binds single keys to acts; none but Échap acts while a field has the focus, none with Ctrl, Alt or Meta, on repeat, or once turned off.
 *
 * Bindings of scope `page` sleep while a sheet or dialog is open; those of scope `sheet` are for the sheet itself.
 * @see WCAG 2.2, 2.1.4 (character key shortcuts can be turned off: the switch is in the help dialog)
 */
export function useKeys(bindings: readonly KeyBinding[], scope: 'page' | 'sheet' = 'page'): void {
  const current = useRef(bindings);
  useEffect(() => {
    current.current = bindings;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!mayAct(event, scope)) return;
      const found = current.current.find((binding) => matches(binding, event));
      if (!found || found.closed) return;
      event.preventDefault();
      found.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [scope]);
}

/** The product's name of a key as a French keyboard shows it; `Kbd` shows the one that the person chose in its place. */
export function originalName({ key, shift, shown }: Pick<KeyBinding, 'key' | 'shift' | 'shown'>): string {
  if (shown) return shown;
  const names: Record<string, string> = { ' ': 'Espace', Enter: '⏎', Escape: 'Échap', ArrowUp: '↑', ArrowDown: '↓' };
  return names[key] ?? comboOf({ key, shift: shift ?? false });
}

/** The name of the key that is pressed for it. */
export const keyName = (binding: Pick<KeyBinding, 'key' | 'shift' | 'shown'>): string => pressedFor(originalName(binding));

function matches(binding: KeyBinding, event: KeyboardEvent): boolean {
  const wanted = pressedFor(comboOf({ key: binding.key, shift: binding.shift ?? false }));
  const letter = /^[a-z]$/i.test(event.key);
  return wanted.toLowerCase() === (letter ? comboOf({ key: event.key, shift: event.shiftKey }) : event.key).toLowerCase();
}

function mayAct(event: KeyboardEvent, scope: 'page' | 'sheet'): boolean {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return false;
  const target = event.target instanceof Element ? event.target : null;
  if (event.key !== 'Escape' && target?.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]')) return false;
  if ((event.key === 'Enter' || event.key === ' ') && target?.closest('a, button, summary, input')) return false;
  if (scope === 'page' && document.querySelector('dialog[open], [data-sheet]')) return false;
  return event.key === 'Escape' || keysAreOn();
}
