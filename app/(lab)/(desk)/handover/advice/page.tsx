import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { AdviceScreen } from './advice-screen';

export const metadata: Metadata = { title: 'Seconds avis' };

/** What colleagues ask of the person at the screen, and what she asked. */
export default async function AdvicePage() {
  return <AdviceScreen {...(await deskPage('duty.hold'))} />;
}
