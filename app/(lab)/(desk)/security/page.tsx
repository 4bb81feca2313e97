import type { Metadata } from 'next';
import { mayOpen, professionalOfPage } from '../../../../server/api/page';
import { deskPage } from '../_desk/desk-page';
import { SecurityScreen } from './security-screen';

export const metadata: Metadata = { title: 'Alertes' };

/** Every security notice of this person, and, for those in charge, whether the envelope in the safe is still sealed. */
export default async function SecurityPage() {
  const { serverNow } = await deskPage('security.read');
  const actor = await professionalOfPage();
  const may = { readEmergency: actor !== null && mayOpen(actor, 'emergency.read'), seal: actor !== null && mayOpen(actor, 'emergency.manage') };
  return <SecurityScreen serverNow={serverNow} may={may} />;
}
