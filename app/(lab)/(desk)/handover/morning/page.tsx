import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { MorningScreen } from './morning-screen';

export const metadata: Metadata = { title: 'Bilan du matin' };

/** The proof, morning by morning, that nothing of the night was forgotten. */
export default async function MorningPage() {
  return <MorningScreen {...(await deskPage('duty.hold'))} />;
}
