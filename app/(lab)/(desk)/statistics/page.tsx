import type { Metadata } from 'next';
import { deskPage } from '../_desk/desk-page';
import { ActivityScreen } from './activity-screen';

export const metadata: Metadata = { title: 'Activité' };

/** What came, what is stuck, how long it takes; for managers. */
export default async function StatisticsPage() {
  return <ActivityScreen {...(await deskPage('activity.read'))} />;
}
