/** The keys that a person chose, by the product's own: « V » → « G », « ⇧V » → « ⇧G ». Held for the page that uses them, and for no other. */
export type KeyMap = Readonly<Record<string, string>>;

const NONE: KeyMap = {};
let current = NONE;
const followers = new Set<() => void>();

/** The map in force; the same object until it changes. */
export const keyMap = (): KeyMap => current;

/** No map where nobody is at the keyboard. */
export const noKeyMap = (): KeyMap => NONE;

export function putKeyMap(map: KeyMap): void {
  current = map;
  for (const follow of followers) follow();
}

export function followKeyMap(follow: () => void): () => void {
  followers.add(follow);
  return () => followers.delete(follow);
}

/** A key as it is written: « V » for the letter, « ⇧V » with the shift key. */
export const comboOf = ({ key, shift }: { key: string; shift?: boolean }): string =>
  key.length === 1 && key !== ' ' ? `${shift ? '⇧' : ''}${key.toUpperCase()}` : key;

/** What has to be pressed for what the product calls so. */
export const pressedFor = (combo: string, map: KeyMap = current): string => map[combo] ?? combo;
