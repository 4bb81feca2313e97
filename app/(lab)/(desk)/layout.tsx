import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { mayOpen, professionalOfPage } from '../../../server/api/page';
import { LentBanner } from '../../_client/lent-banner';
import { ApiProvider } from '../../_client/trpc';
import { SecurityStrip } from '../../_security/security-strip';
import { AppHeader } from '../../_ui/app-header';
import { SessionGuard } from '../../_ui/session-guard';
import { foldedPages } from './_logic/desk-pages';
import { roleWords } from './_logic/roles';

/** The pages of those who look after the laboratory: activity, exchanges, trace. Each offers only what its person may open. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const actor = await professionalOfPage();
  if (!actor) redirect('/login');
  if (mayOpen(actor, 'account.enrol')) redirect('/activation');
  const links = foldedPages((permission) => mayOpen(actor, permission));
  return (
    <ApiProvider person={actor.name}>
      <div className="flex min-h-dvh flex-col" data-print="open">
        <SessionGuard actor={actor} />
        <SecurityStrip offersPages />
        <AppHeader
          links={links}
          identity={{ name: actor.name, role: roleWords(actor.roles.join(',')) }}
          accountHref={mayOpen(actor, 'account.manage') ? '/account' : undefined}
        />
        {mayOpen(actor, 'breakglass.request') && <LentBanner />}
        {children}
      </div>
    </ApiProvider>
  );
}
