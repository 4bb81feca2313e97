import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { WokenScreen } from './woken-screen';

export const metadata: Metadata = { title: 'Une décision vous attend' };

/** Where a notification leads: who is logged in is asked first, then what it was about. */
export default async function WokenPage({ searchParams }: { searchParams: Promise<{ w?: string }> }) {
  await deskPage('duty.hold');
  return <WokenScreen token={(await searchParams).w ?? ''} />;
}
