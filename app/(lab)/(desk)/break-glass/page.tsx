import type { Metadata } from 'next';
import { deskPage } from '../_desk/desk-page';
import { EmergencyScreen } from './emergency-screen';

export const metadata: Metadata = { title: 'Accès d’urgence' };

/** Every access in an emergency, to be reviewed one by one by the medical administrator. */
export default async function BreakGlassPage() {
  return <EmergencyScreen {...(await deskPage('breakglass.review'))} />;
}
