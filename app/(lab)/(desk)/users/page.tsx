import type { Metadata } from 'next';
import { mayOpen, professionalOfPage } from '../../../../server/api/page';
import { deskPage } from '../_desk/desk-page';
import { UsersScreen } from './users-screen';

export const metadata: Metadata = { title: 'Utilisateurs' };

/** Who may come in, and what for. */
export default async function UsersPage() {
  const { serverNow } = await deskPage('user.read');
  const actor = await professionalOfPage();
  return <UsersScreen serverNow={serverNow} mayManage={actor !== null && mayOpen(actor, 'user.manage')} />;
}
