import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { mayOpen, professionalOfPage } from '../../../../server/api/page';
import { ActivityScreen } from './activity-screen';

export const metadata: Metadata = { title: 'Activité' };

/** What came, what is stuck, how long it takes; for managers. */
export default async function StatisticsPage() {
  const actor = await professionalOfPage();
  if (!actor) redirect('/login');
  if (!mayOpen(actor, 'activity.read')) notFound();
  return <ActivityScreen serverNow={new Date().toISOString()} />;
}
