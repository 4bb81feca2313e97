import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { deskPage } from '../../_desk/desk-page';
import { UserScreen } from './user-screen';

export const metadata: Metadata = { title: 'Utilisateur' };

/** One account: who it is, what for, by what means, and what was done at its doors. */
export default async function UserPage({ params }: { params: Promise<{ userId: string }> }) {
  const { serverNow } = await deskPage('user.read');
  const { userId } = await params;
  if (!/^[0-9a-f-]{36}$/.test(userId)) notFound();
  return <UserScreen userId={userId} serverNow={serverNow} />;
}
