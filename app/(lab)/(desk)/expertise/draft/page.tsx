import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { DraftScreen } from './draft-screen';

export const metadata: Metadata = { title: 'Brouillon de règles' };

/** The next version of a laboratory's rules, while it is written. */
export default async function DraftPage() {
  await deskPage('rules.read');
  return <DraftScreen />;
}
