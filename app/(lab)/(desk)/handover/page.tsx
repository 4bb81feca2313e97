import type { Metadata } from 'next';
import { deskPage } from '../_desk/desk-page';
import { HandoverScreen } from './handover-screen';

export const metadata: Metadata = { title: 'Relève' };

/** Who answers for which site now, what is offered to whom, and what was. */
export default async function HandoverPage() {
  return <HandoverScreen {...(await deskPage('duty.hold'))} />;
}
