import { notFound, redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { mayOpen, professionalOfPage } from '../../server/api/page';
import { ApiProvider } from '../_client/trpc';
import { SecurityStrip } from '../_security/security-strip';
import { SessionGuard } from '../_ui/session-guard';

/** The pages of prescribers and wards; for anybody else they do not exist. */
export default async function PrescriberLayout({ children }: { children: ReactNode }) {
  const actor = await professionalOfPage();
  if (!actor) redirect('/login');
  if (!mayOpen(actor, 'results.read')) notFound();
  return (
    <ApiProvider person={actor.name}>
      <SessionGuard actor={actor} />
      <SecurityStrip offersPages={false} />
      {children}
    </ApiProvider>
  );
}
