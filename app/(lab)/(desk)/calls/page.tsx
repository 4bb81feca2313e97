import type { Metadata } from 'next';
import { mayOpen, professionalOfPage } from '../../../../server/api/page';
import { deskPage } from '../_desk/desk-page';
import { BoardScreen } from './board-screen';

export const metadata: Metadata = { title: 'Résultats critiques non acquittés' };

/** Every critical result that nobody has repeated yet, over all the person's sites. */
export default async function CallsPage() {
  await deskPage('call.read');
  const actor = await professionalOfPage();
  return <BoardScreen mayCall={actor !== null && mayOpen(actor, 'call.make')} />;
}
