import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { RepairScreen } from './repair-screen';

export const metadata: Metadata = { title: 'À réparer' };

/** What a référent mends: what is stuck, the place in the message, the one right act. */
export default async function RepairPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { point } = await searchParams;
  return <RepairScreen {...(await deskPage('repair.read'))} chosen={typeof point === 'string' ? point : null} />;
}
