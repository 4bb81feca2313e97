import type { ReactNode } from 'react';
import { NavLinks } from '../../../_ui/nav-links';
import { DeskBar } from '../_desk/desk-bar';

/** The line under the header of every page about users, with the way to its sisters. */
export function UsersBar({ title, subtitle, mayManage, children }: { title: string; subtitle?: ReactNode; mayManage: boolean; children?: ReactNode }) {
  const links = [
    { href: '/users', label: 'Comptes' },
    ...(mayManage ? [{ href: '/users/import', label: 'Importer' }] : []),
    { href: '/users/review', label: 'Revue des accès' },
  ];
  return (
    <>
      <DeskBar title={title} subtitle={subtitle}>
        <div className="flex flex-wrap gap-2" data-print="no">
          {children}
        </div>
      </DeskBar>
      <div className="border-b border-line bg-surface px-1 desk:px-3" data-print="no">
        <NavLinks links={links} label="Utilisateurs" exact />
      </div>
    </>
  );
}
