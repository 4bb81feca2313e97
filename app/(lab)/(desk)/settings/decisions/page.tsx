import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { PolicyScreen } from './policy-screen';

export const metadata: Metadata = { title: 'Réglages des décisions' };

/** How each laboratory wants decisions taken: second reader, own technical results. */
export default async function DecisionsPage() {
  await deskPage('decision-policy.read');
  return <PolicyScreen />;
}
