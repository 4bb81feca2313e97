import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { PolicyScreen } from './policy-screen';

export const metadata: Metadata = { title: 'Politique d’appel' };

/** What each laboratory calls critical: read, changed, approved. */
export default async function PolicyPage() {
  const { person } = await deskPage('call-policy.read');
  return <PolicyScreen person={person} />;
}
