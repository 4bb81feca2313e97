import type { Metadata } from 'next';
import { deskPage } from '../../../_desk/desk-page';
import { SheetScreen } from './sheet-screen';

export const metadata: Metadata = { title: 'Fiche de contrôle' };

/** The control sheet of one change of the rules (GBUI XI-2), printable. */
export default async function SheetPage({ params }: { params: Promise<{ sheetId: string }> }) {
  await deskPage('rules.read');
  return <SheetScreen sheetId={(await params).sheetId} />;
}
