import type { ReactNode } from 'react';
import { NavLinks } from '../../../_ui/nav-links';

const PARTS = [
  { href: '/expertise', label: 'En vigueur' },
  { href: '/expertise/draft', label: 'Brouillon' },
  { href: '/expertise/versions', label: 'Versions et fiches' },
];

/** The rules of a laboratory: what is asked, what is being written, what was. */
export default function RulesLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <div data-print="no" className="border-b border-line bg-surface px-4 desk:px-6">
        <NavLinks links={PARTS} label="Parties des règles" exact />
      </div>
      {children}
    </>
  );
}
