import type { Metadata } from 'next';
import { deskPage } from '../../../_desk/desk-page';
import { AdviceView } from '../advice-view';

export const metadata: Metadata = { title: 'Second avis' };

/** One question with the dossier as it was asked. */
export default async function AdviceViewPage({ params }: { params: Promise<{ adviceId: string }> }) {
  return <AdviceView {...(await deskPage('duty.hold'))} adviceId={(await params).adviceId} />;
}
