import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { MappingsScreen } from './mappings-screen';

export const metadata: Metadata = { title: 'Correspondances' };

/** What each laboratory's codes, units, prescribers and wards stand for, version by version. */
export default async function MappingsPage() {
  await deskPage('mapping.read');
  return <MappingsScreen />;
}
