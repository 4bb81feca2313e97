import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { OfferScreen } from '../offer-screen';

export const metadata: Metadata = { title: 'Relève' };

/** One hand-over, item by item: to be accepted or declined, or as it was. */
export default async function OfferPage({ params }: { params: Promise<{ handoverId: string }> }) {
  return <OfferScreen {...(await deskPage('duty.hold'))} handoverId={(await params).handoverId} />;
}
