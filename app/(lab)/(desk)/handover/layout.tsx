import type { ReactNode } from 'react';
import { NavLinks } from '../../../_ui/nav-links';

const PARTS = [
  { href: '/handover', label: 'Relève' },
  { href: '/handover/morning', label: 'Bilan du matin' },
  { href: '/handover/wake', label: 'Réveil de nuit' },
  { href: '/handover/advice', label: 'Seconds avis' },
];

/** What passes from one biologist to another: the open things, the night in numbers, what may wake her, questions to a colleague. */
export default function HandoverLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <div data-print="no" className="border-b border-line bg-surface px-4 desk:px-6">
        <NavLinks links={PARTS} label="Parties de la relève" exact />
      </div>
      {children}
    </>
  );
}
