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
    <header data-print="no" className="flex min-h-14 flex-wrap items-center gap-x-3 border-b border-line bg-surface px-4 py-1 desk:gap-x-6 desk:px-6 desk:py-0">
      <span className="text-[1.125rem] font-bold tracking-[-0.02em]">Relais</span>
      <div className="order-1 flex w-full min-w-0 self-stretch tablet:order-none tablet:w-auto tablet:max-w-full tablet:shrink-0">
        <NavLinks links={links} />
      </div>
      {search && (
        <search className="order-1 w-full min-w-0 tablet:order-none tablet:ml-auto tablet:w-auto tablet:max-w-74 tablet:flex-[1_1_10rem]">{search}</search>
      )}
      <p className={`order-1 w-full text-s tablet:order-none tablet:w-auto tablet:text-right ${search ? '' : 'tablet:ml-auto'}`}>
        <b className="tablet:block">{identity.name}</b> <span className="text-ink-2">{identity.role}</span>
      </p>
      <div className="flex items-center gap-3 max-tablet:ml-auto">
        <ThemeSwitch />
        <LockButton name={identity.name} />
      </div>
    </header>
  );
}
