import type { ReactNode } from 'react';
import { mayOpen, professionalOfPage } from '../../../../server/api/page';
import { NavLinks } from '../../../_ui/nav-links';

const PARTS = [
  { href: '/calls', label: 'Non acquittés', permission: 'call.read' },
  { href: '/calls/policy', label: 'Politique d’appel', permission: 'call-policy.read' },
  { href: '/calls/wards', label: 'Numéros des services', permission: 'call-policy.read' },
] as const;

/** Critical results: what nobody has announced yet, by which written policy they are called, and where to phone. */
export default async function CallsLayout({ children }: { children: ReactNode }) {
  const actor = await professionalOfPage();
  const links = actor ? PARTS.filter(({ permission }) => mayOpen(actor, permission)).map(({ href, label }) => ({ href, label })) : [];
  return (
    <>
      {links.length > 1 && (
        <div data-print="no" className="border-b border-line bg-surface px-4 desk:px-6">
          <NavLinks links={links} label="Parties des appels" exact />
        </div>
      )}
      {children}
    </>
  );
}
