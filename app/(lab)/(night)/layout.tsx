import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { mayOpen, professionalOfPage } from '../../../server/api/page';
import { ApiProvider } from '../../_client/trpc';
import { IdleLock } from '../../_ui/idle-lock';

/** The biologist's pages; whoever may not read a worklist is sent to the page of his own work. */
export default async function NightLayout({ children }: { children: ReactNode }) {
  const actor = await professionalOfPage();
  if (!actor) redirect('/login');
  if (!mayOpen(actor, 'worklist.read')) redirect('/');
  return (
    <ApiProvider person={actor.name}>
      <IdleLock name={actor.name} />
      {children}
    </ApiProvider>
  );
}
