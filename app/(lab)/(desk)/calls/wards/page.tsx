import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { WardsScreen } from './wards-screen';

export const metadata: Metadata = { title: 'Numéros des services' };

/** Where to phone in each ward, by days and hours. */
export default async function WardsPage() {
  await deskPage('call-policy.read');
  return <WardsScreen />;
}
