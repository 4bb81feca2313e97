import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { ImportScreen } from './import-screen';

export const metadata: Metadata = { title: 'Importer des utilisateurs' };

/** Accounts and rights from a file, seen before anything is written. */
export default async function ImportPage() {
  await deskPage('user.manage');
  return <ImportScreen />;
}
