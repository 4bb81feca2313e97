import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { VersionsScreen } from './versions-screen';

export const metadata: Metadata = { title: 'Versions des règles' };

/** Every version of a laboratory's rules, their control sheets, and when they were suspended. */
export default async function VersionsPage() {
  await deskPage('rules.read');
  return <VersionsScreen />;
}
