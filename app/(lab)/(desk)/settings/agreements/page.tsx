import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { AgreementsScreen } from './agreements-screen';

export const metadata: Metadata = { title: 'Conventions entre établissements' };

/** What legal entities agreed on about each other's patients: in force, to come, ended. */
export default async function AgreementsPage() {
  await deskPage('agreement.read');
  return <AgreementsScreen />;
}
