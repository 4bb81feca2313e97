import type { Metadata } from 'next';
import { deskPage } from '../_desk/desk-page';
import { AuditScreen } from './audit-screen';

export const metadata: Metadata = { title: 'Traçabilité' };

/** Who did what, when, from where: of one dossier (`?dossier=`), or the newest acts of all. */
export default async function AuditPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { serverNow } = await deskPage('audit.read');
  const { dossier } = await searchParams;
  return (
    <AuditScreen key={String(dossier)} accessionNumber={typeof dossier === 'string' && dossier.trim() !== '' ? dossier.trim() : null} serverNow={serverNow} />
  );
}
