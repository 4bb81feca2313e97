'use client';

import { useSyncExternalStore } from 'react';
import { readTheme, type Theme } from './read-theme';

const YEAR = 31_536_000;
const words: Record<Theme, string> = { light: 'Jour', dark: 'Nuit', system: 'Auto' };
const next: Record<Theme, Theme> = { system: 'dark', dark: 'light', light: 'system' };
const watchers = new Set<() => void>();

/**
 * Chooses day, night or the device's own setting, at once and without a reload.
 *
 * Kept in a cookie that the layout reads, so the first paint is already right and no script is needed before it.
 */
export function ThemeSwitch() {
  const theme = useSyncExternalStore(watch, chosenTheme, () => 'system' as const);
  return (
    <button
      type="button"
      onClick={() => chooseTheme(next[theme])}
      aria-label={`Couleurs\u00a0: ${words[theme]}. Passer à ${words[next[theme]]}.`}
      className="min-h-touch min-w-touch cursor-pointer rounded-control px-2 text-s text-ink-2 underline decoration-1 underline-offset-[3px]"
    >
      {words[theme]}
    </button>
  );
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}

function chosenTheme(): Theme {
  return readTheme(document.documentElement.dataset['theme']);
}

function chooseTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
  document.cookie = `relais-theme=${theme}; Path=/; SameSite=Strict; Max-Age=${theme === 'system' ? 0 : YEAR}`;
  for (const changed of watchers) changed();
}
