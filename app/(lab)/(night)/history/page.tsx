import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { professionalOfPage } from '../../../../server/api/page';
import { HistoryScreen } from './history-screen';

export const metadata: Metadata = { title: 'Antériorités' };

/** Every earlier value of the patient of `?dossier=`, over all sites; an id in the address and nothing nominative. */
export default async function HistoryPage({ searchParams }: { searchParams: Promise<{ dossier?: string | string[] }> }) {
  const actor = await professionalOfPage();
  if (!actor) redirect('/login');
  const dossierId = z.uuid().safeParse((await searchParams).dossier);
  if (!dossierId.success) redirect('/worklist');
  return <HistoryScreen dossierId={dossierId.data} person={actor.name} />;
}
