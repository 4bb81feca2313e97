import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { WakeScreen } from './wake-screen';

export const metadata: Metadata = { title: 'Réveil de nuit' };

/** What may wake the person at the screen, by which devices, and what did. */
export default async function WakePage() {
  return <WakeScreen {...(await deskPage('duty.hold'))} />;
}
