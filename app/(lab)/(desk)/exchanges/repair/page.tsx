import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { RepairScreen } from './repair-screen';

export const metadata: Metadata = { title: 'À réparer' };

/** What a référent mends: what is stuck, the place in the message, the one right act. */
export default async function RepairPage() {
  return <RepairScreen {...(await deskPage('repair.read'))} />;
}
