import type { Metadata } from 'next';
import { deskPage } from '../_desk/desk-page';
import { DutyScreen } from './duty-screen';

export const metadata: Metadata = { title: 'Gardes' };

/** Who answers for which site, week by week; where nobody does; what is offered to whom. */
export default async function DutyPage() {
  return <DutyScreen {...(await deskPage('duty.read'))} />;
}
