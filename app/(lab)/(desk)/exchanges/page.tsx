import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { mayOpen, professionalOfPage } from '../../../../server/api/page';
import { ExchangesScreen } from './exchanges-screen';

export const metadata: Metadata = { title: 'Échanges' };

/** What goes over the links with the laboratories' LISs, and what is stuck. */
export default async function ExchangesPage() {
  const actor = await professionalOfPage();
  if (!actor) redirect('/login');
  if (!mayOpen(actor, 'exchanges.read')) notFound();
  return <ExchangesScreen serverNow={new Date().toISOString()} />;
}
