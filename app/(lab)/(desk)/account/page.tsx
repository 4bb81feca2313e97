import type { Metadata } from 'next';
import { deskPage } from '../_desk/desk-page';
import { AccountScreen } from './account-screen';

export const metadata: Metadata = { title: 'Mon compte' };

/** One's own means of identification, rights, session and entries: for every professional, of oneself only. */
export default async function AccountPage() {
  await deskPage('account.manage');
  return <AccountScreen />;
}
