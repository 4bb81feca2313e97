import type { Metadata } from 'next';
import { DeskBar } from '../../_desk/desk-bar';
import { deskPage } from '../../_desk/desk-page';
import { PrintButton } from '../../_desk/print-button';
import { DeviceSection } from './device-section';
import { FolderSection } from './folder-section';

export const metadata: Metadata = { title: 'Appareils et dossiers' };

/** The doors besides MLLP. */
export default async function DoorsPage() {
  await deskPage('links.read');
  return (
    <>
      <DeskBar title="Appareils et dossiers" subtitle="biologie délocalisée, dossiers surveillés">
        <PrintButton />
      </DeskBar>
      <main className="grid flex-1 content-start gap-8 bg-surface px-4 py-4 desk:px-6">
        <DeviceSection />
        <FolderSection />
      </main>
    </>
  );
}
