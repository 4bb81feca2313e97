import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { mayOpen, professionalOfPage } from '../../../server/api/page';
import { ApiProvider } from '../../_client/trpc';
import { SecurityStrip } from '../../_security/security-strip';
import { SessionGuard } from '../../_ui/session-guard';

/** The biologist's pages; whoever may not read a worklist is sent to the page of his own work. */
export default async function NightLayout({ children }: { children: ReactNode }) {
  const actor = await professionalOfPage();
  if (!actor) redirect('/login');
  if (!mayOpen(actor, 'worklist.read')) redirect('/');
  return (
    <ApiProvider person={actor.name}>
      <div data-print="open" className="flex h-dvh flex-col">
        <SessionGuard actor={actor} />
        <SecurityStrip offersPages />
        <div data-print="open" className="min-h-0 flex-1">
          {children}
        </div>
      </div>
    </ApiProvider>
  );
}
