import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { DelaysScreen } from './delays-screen';

export const metadata: Metadata = { title: 'Délais d’urgence' };

/** Each laboratory's own list of urgent delays: read, set, printed. */
export default async function DelaysPage() {
  await deskPage('delays.read');
  return <DelaysScreen />;
}
