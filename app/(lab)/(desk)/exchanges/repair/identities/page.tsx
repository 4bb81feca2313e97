import type { Metadata } from 'next';
import { deskPage } from '../../../_desk/desk-page';
import { IdentitiesScreen } from './identities-screen';

export const metadata: Metadata = { title: 'Identités à rattacher' };

/** Dossiers without a sure identity, and the persons whose they may be. */
export default async function IdentitiesPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { dossier } = await searchParams;
  return <IdentitiesScreen {...(await deskPage('repair.read'))} chosen={typeof dossier === 'string' ? dossier : null} />;
}
