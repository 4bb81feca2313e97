import type { ReactNode } from 'react';
import { LockButton } from './lock-button';
import { type NavLink, NavLinks } from './nav-links';
import { type Theme, ThemeSwitch } from './theme-switch';

export interface Identity {
  /** « Dr Claire AUBIN » */
  name: string;
  /** « Médecine interne 3B, CH Valmont » */
  role: string;
}

export interface AppHeaderProps {
  links: readonly NavLink[];
  identity: Identity;
  theme?: Theme;
  /** The search field of those who have one. */
  search?: ReactNode;
}

/** The header of every full page for professionals: where one is, in whose name, and the way to lock at once. */
export function AppHeader({ links, identity, theme, search }: AppHeaderProps) {
  return (
    <header data-print="no" className="flex min-h-14 flex-wrap items-center gap-x-6 gap-y-1 border-b border-line bg-surface px-4 desk:px-6">
      <span className="text-[1.125rem] font-bold tracking-[-0.02em]">Relais</span>
      <NavLinks links={links} />
      <span className="flex-1" />
      {search && <search className="w-full tablet:w-74">{search}</search>}
      <ThemeSwitch initial={theme} />
      <p className="text-right text-s">
        <b className="block">{identity.name}</b>
        <span className="text-ink-2">{identity.role}</span>
      </p>
      <LockButton name={identity.name} />
    </header>
  );
}
