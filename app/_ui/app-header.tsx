import type { ReactNode } from 'react';
import { LockButton } from './lock-button';
import { type NavLink, NavLinks } from './nav-links';
import { ThemeSwitch } from './theme-switch';

export interface Identity {
  /** « Dr Claire AUBIN » */
  name: string;
  /** « Médecine interne 3B, CH Valmont » */
  role: string;
}

export interface AppHeaderProps {
  links: readonly NavLink[];
  identity: Identity;
  /** The search field of those who have one. */
  search?: ReactNode;
}

/** The header of every full page for professionals: where one is, in whose name, and the way to lock at once. */
export function AppHeader({ links, identity, search }: AppHeaderProps) {
  return (
    <header
      data-print="no"
      className="flex min-h-14 flex-wrap items-center gap-x-3 border-b border-line bg-surface px-4 py-1 tablet:flex-nowrap desk:gap-x-6 desk:px-6 desk:py-0"
    >
      <span className="text-[1.125rem] font-bold tracking-[-0.02em]">Relais</span>
      <div className="order-1 w-full min-w-0 self-stretch tablet:order-none tablet:flex tablet:w-auto">
        <NavLinks links={links} />
      </div>
      <span className="flex-1" />
      {search && <search className="order-1 w-full min-w-0 tablet:order-none tablet:w-74 tablet:shrink">{search}</search>}
      <p className="order-1 w-full text-s tablet:order-none tablet:w-auto tablet:text-right">
        <b className="tablet:block">{identity.name}</b> <span className="text-ink-2">{identity.role}</span>
      </p>
      <ThemeSwitch />
      <LockButton name={identity.name} />
    </header>
  );
}
