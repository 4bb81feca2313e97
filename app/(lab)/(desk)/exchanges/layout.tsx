import type { ReactNode } from 'react';
import { mayOpen, professionalOfPage } from '../../../../server/api/page';
import { NavLinks } from '../../../_ui/nav-links';

const PARTS = [
  { href: '/exchanges', label: 'Messages', permission: 'exchanges.read' },
  { href: '/exchanges/repair', label: 'À réparer', permission: 'repair.read' },
  { href: '/exchanges/mappings', label: 'Correspondances', permission: 'mapping.read' },
  { href: '/exchanges/reconciliation', label: 'Rapprochement', permission: 'reconciliation.read' },
  { href: '/exchanges/links', label: 'Liaisons', permission: 'links.read' },
  { href: '/exchanges/doors', label: 'Appareils et dossiers', permission: 'links.read' },
  { href: '/exchanges/archive', label: 'Archive', permission: 'transmissions.read' },
] as const;

/** Everything about the links with the laboratories' systems. Each person is offered the parts that he may open. */
export default async function ExchangesLayout({ children }: { children: ReactNode }) {
  const actor = await professionalOfPage();
  const links = actor ? PARTS.filter(({ permission }) => mayOpen(actor, permission)).map(({ href, label }) => ({ href, label })) : [];
  return (
    <>
      {links.length > 1 && (
        <div data-print="no" className="border-b border-line bg-surface px-4 desk:px-6">
          <NavLinks links={links} label="Parties des échanges" exact />
        </div>
      )}
      {children}
    </>
  );
}
