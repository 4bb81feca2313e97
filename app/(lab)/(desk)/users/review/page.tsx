import type { Metadata } from 'next';
import { mayOpen, professionalOfPage } from '../../../../../server/api/page';
import { deskPage } from '../../_desk/desk-page';
import { ReviewScreen } from './review-screen';

export const metadata: Metadata = { title: 'Revue des accès' };

/** What each role opens and who holds it, to be reviewed, printed and kept. */
export default async function ReviewPage() {
  await deskPage('user.read');
  const actor = await professionalOfPage();
  return <ReviewScreen mayManage={actor !== null && mayOpen(actor, 'user.manage')} />;
}
