'use client';

import { useState } from 'react';

export type Theme = 'light' | 'dark' | 'system';

const YEAR = 31_536_000;
const words: Record<Theme, string> = { light: 'Jour', dark: 'Nuit', system: 'Auto' };
const next: Record<Theme, Theme> = { system: 'dark', dark: 'light', light: 'system' };

/**
 * Chooses day, night or the device's own setting, at once and without a reload.
 *
 * Kept in a cookie that the layout reads, so the first paint is already right and no script is needed before it.
 */
export function ThemeSwitch({ initial }: { initial?: Theme }) {
  const [theme, setTheme] = useState<Theme>(initial ?? 'system');
  const turn = () => {
    const chosen = next[theme];
    const root = document.documentElement;
    if (chosen === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = chosen;
    document.cookie = `relais-theme=${chosen}; Path=/; SameSite=Strict; Max-Age=${chosen === 'system' ? 0 : YEAR}`;
    setTheme(chosen);
  };
  return (
    <button
      type="button"
      onClick={turn}
      aria-label={`Couleurs : ${words[theme]}. Passer à ${words[next[theme]]}.`}
      className="min-h-touch min-w-touch cursor-pointer rounded-control px-2 text-s text-ink-2 underline decoration-1 underline-offset-[3px]"
    >
      {words[theme]}
    </button>
  );
}
