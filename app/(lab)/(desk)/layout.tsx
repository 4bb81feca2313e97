import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { mayOpen, professionalOfPage } from '../../../server/api/page';
import { LentBanner } from '../../_client/lent-banner';
import { ApiProvider } from '../../_client/trpc';
import { SecurityStrip } from '../../_security/security-strip';
import { AppHeader } from '../../_ui/app-header';
import { SessionGuard } from '../../_ui/session-guard';
import { roleWords } from './_logic/roles';

const PAGES = [
  { href: '/worklist', label: 'À valider', permission: 'worklist.read' },
  { href: '/calls', label: 'Appels', permission: 'call.read' },
  // Whoever sees no patient still reads what is critical, and mends the numbers of wards.
  { href: '/calls/policy', label: 'Appels', permission: 'call-policy.read' },
  { href: '/duty', label: 'Gardes', permission: 'duty.read' },
  { href: '/desk', label: 'Accueil patients', permission: 'desk.read' },
  { href: '/statistics', label: 'Activité', permission: 'activity.read' },
  { href: '/exchanges', label: 'Échanges', permission: 'exchanges.read' },
  // Whoever reads no message still reads whether everything arrived.
  { href: '/exchanges/reconciliation', label: 'Échanges', permission: 'reconciliation.read' },
  { href: '/settings/delays', label: 'Délais d’urgence', permission: 'delays.read' },
  { href: '/settings/phrases', label: 'Phrases', permission: 'phrase.read' },
  { href: '/settings/decisions', label: 'Décisions', permission: 'decision-policy.read' },
  { href: '/expertise', label: 'Règles', permission: 'rules.read' },
  { href: '/vao', label: 'Validation automatique', permission: 'autoverification.read' },
  { href: '/users', label: 'Utilisateurs', permission: 'user.read' },
  { href: '/break-glass', label: 'Accès d’urgence', permission: 'breakglass.review' },
  { href: '/terminals', label: 'Postes', permission: 'terminal.read' },
  { href: '/audit', label: 'Traçabilité', permission: 'audit.read' },
  { href: '/security', label: 'Alertes', permission: 'security.read' },
  { href: '/maintenance', label: 'Télémaintenance', permission: 'maintenance.read' },
  { href: '/account', label: 'Mon compte', permission: 'account.manage' },
] as const;

/** The pages of those who look after the laboratory: activity, exchanges, trace. Each offers only what its person may open. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const actor = await professionalOfPage();
  if (!actor) redirect('/login');
  if (mayOpen(actor, 'account.enrol')) redirect('/activation');
  const open = PAGES.filter(({ permission }) => mayOpen(actor, permission)).map(({ href, label }) => ({ href, label }));
  const links = open.filter(({ label }, index) => open.findIndex((other) => other.label === label) === index);
  return (
    <ApiProvider person={actor.name}>
      <div className="flex min-h-dvh flex-col" data-print="open">
        <SessionGuard actor={actor} />
        <SecurityStrip offersPages />
        <AppHeader links={links} identity={{ name: actor.name, role: roleWords(actor.roles.join(',')) }} />
        {mayOpen(actor, 'breakglass.request') && <LentBanner />}
        {children}
      </div>
    </ApiProvider>
  );
}
