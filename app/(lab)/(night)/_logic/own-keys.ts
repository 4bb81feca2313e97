import { comboOf, type KeyMap } from '../../../_ui/key-map';
import type { KeyBinding } from '../../../_ui/use-keys';

/** An act of the list and the card whose key a person may choose. */
export interface KeyAct {
  /** The product's key, which names the act. */
  combo: string;
  label: string;
}

/** Keys that mean the same everywhere and are nobody's to give away. */
const FIXED = new Set(['?']);

/** The acts of these bindings that have a key of one character, each once. */
export const actsOf = (bindings: readonly KeyBinding[]): KeyAct[] =>
  bindings
    .map(({ key, shift, label }) => ({ combo: comboOf({ key, shift: shift ?? false }), label }))
    .filter(({ combo }, index, all) => isChoosable(combo) && all.findIndex((act) => act.combo === combo) === index);

/** One visible character, with the shift key only before a letter. */
export const isChoosable = (combo: string): boolean => /^(⇧\p{Lu}|[\p{Lu}\p{Lo}\p{N}\p{P}\p{S}])$/u.test(combo) && !FIXED.has(combo);

/** What a typed character is as a key: a capital letter was typed with the shift key. */
export function comboTyped(text: string): string {
  const typed = [...text].at(-1) ?? '';
  const isLetter = typed.toLowerCase() !== typed.toUpperCase();
  return isLetter ? comboOf({ key: typed, shift: typed === typed.toUpperCase() }) : typed;
}

/** The act that already has the key; undefined = it is free. */
export const takenBy = (acts: readonly KeyAct[], map: KeyMap, act: KeyAct, wanted: string): KeyAct | undefined =>
  acts.find((other) => other.combo !== act.combo && (map[other.combo] ?? other.combo) === wanted);

/** The map with one key chosen; the product's own key is no choice. */
export function chosen(map: KeyMap, act: KeyAct, wanted: string): KeyMap {
  const { [act.combo]: _before, ...rest } = map;
  return wanted === act.combo ? rest : { ...rest, [act.combo]: wanted };
}

/** Kept with the account under names that hold in any alphabet: « v », « shift-v ». */
export const nameOfAct = (combo: string): string => combo.replace('⇧', 'shift-').toLowerCase();

/** The map as the account kept it, as far as it names acts that there are and leaves no key to two of them. */
export function mapOf(kept: Readonly<Record<string, string>>, acts: readonly KeyAct[]): KeyMap {
  const map = Object.fromEntries(
    acts.flatMap(({ combo }) => (kept[nameOfAct(combo)] && isChoosable(kept[nameOfAct(combo)] ?? '') ? [[combo, kept[nameOfAct(combo)] ?? '']] : [])),
  );
  const pressed = acts.map(({ combo }) => map[combo] ?? combo);
  return new Set(pressed).size === pressed.length ? map : {};
}

export const keptOf = (map: KeyMap): Record<string, string> => Object.fromEntries(Object.entries(map).map(([combo, wanted]) => [nameOfAct(combo), wanted]));
