import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { ReconciliationScreen } from './reconciliation-screen';

export const metadata: Metadata = { title: 'Rapprochement' };

/** What the laboratories' LISs sent against what became of it, day by day, and the alarms that come of it. */
export default async function ReconciliationPage() {
  return <ReconciliationScreen {...(await deskPage('reconciliation.read'))} />;
}
