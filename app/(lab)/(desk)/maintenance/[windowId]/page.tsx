import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { SheetScreen } from './sheet-screen';

export const metadata: Metadata = { title: 'Fiche d’intervention' };

/** The sheet of one intervention, to be read, printed and kept (GBUI II-5d). */
export default async function SheetPage({ params }: { params: Promise<{ windowId: string }> }) {
  const { serverNow } = await deskPage('maintenance.read');
  return <SheetScreen windowId={(await params).windowId} serverNow={serverNow} />;
}
