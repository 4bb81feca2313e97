import type { ReactNode } from 'react';
import { type Identity, IdentityLine } from './identity-line';
import { LockButton } from './lock-button';
import { NavLinks } from './nav-links';
import type { NavFold, NavLink } from './nav-look';
import { ThemeSwitch } from './theme-switch';

export interface AppHeaderProps {
  links: readonly (NavLink | NavFold)[];
  identity: Identity;
  /** The page of the person's own account, for those who have one beside their work. */
  accountHref?: string;
  /** The search field of those who have one. */
  search?: ReactNode;
}

/** The header of every full page for professionals: where one is, in whose name, and the way to lock at once. */
export function AppHeader({ links, identity, accountHref, search }: AppHeaderProps) {
  return (
    <header data-print="no" className="flex min-h-14 flex-wrap items-center gap-x-3 border-b border-line bg-surface px-4 py-1 desk:gap-x-6 desk:px-6 desk:py-0">
      <span className="text-[1.125rem] font-bold tracking-[-0.02em]">Relais</span>
      <div className={`order-1 flex w-full min-w-0 self-stretch tablet:order-none tablet:w-auto ${search ? 'tablet:shrink-0' : 'tablet:flex-1'}`}>
        <NavLinks links={links} />
      </div>
      {search && (
        <search className="order-1 w-full min-w-0 tablet:order-none tablet:ml-auto tablet:w-auto tablet:max-w-74 tablet:flex-[1_1_10rem]">{search}</search>
      )}
      <IdentityLine identity={identity} accountHref={accountHref} className="order-1 w-full text-s tablet:order-none tablet:w-auto tablet:text-right" />
      <div className="flex items-center gap-1 max-tablet:ml-auto desk:gap-3">
        <ThemeSwitch />
        <LockButton name={identity.name} />
      </div>
    </header>
  );
}
