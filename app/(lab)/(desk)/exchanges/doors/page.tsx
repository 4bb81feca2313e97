import type { Metadata } from 'next';
import { DeskBar } from '../../_desk/desk-bar';
import { deskPage } from '../../_desk/desk-page';
import { PrintButton } from '../../_desk/print-button';
import { FolderSection } from './folder-section';

export const metadata: Metadata = { title: 'Dossiers surveillés' };

/** The doors besides MLLP. */
export default async function DoorsPage() {
  await deskPage('links.read');
  return (
    <>
      <DeskBar title="Dossiers surveillés" subtitle="l’autre entrée que MLLP">
        <PrintButton />
      </DeskBar>
      <main className="grid flex-1 content-start gap-8 bg-surface px-4 py-4 desk:px-6">
        <FolderSection />
      </main>
    </>
  );
}
