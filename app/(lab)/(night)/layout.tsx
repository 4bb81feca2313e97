import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { mayOpen, professionalOfPage } from '../../../server/api/page';
import { ApiProvider } from '../../_client/trpc';
import { SessionGuard } from '../../_ui/session-guard';

/** The biologist's pages; whoever may not read a worklist is sent to the page of his own work. */
export default async function NightLayout({ children }: { children: ReactNode }) {
  const actor = await professionalOfPage();
  if (!actor) redirect('/login');
  if (!mayOpen(actor, 'worklist.read')) redirect('/');
  return (
    <ApiProvider person={actor.name}>
      <SessionGuard actor={actor} />
      {children}
    </ApiProvider>
  );
}
