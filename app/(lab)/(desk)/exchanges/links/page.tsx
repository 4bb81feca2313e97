import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { LinksScreen } from './links-screen';

export const metadata: Metadata = { title: 'Liaisons' };

/** The links with the laboratories' systems: how each stands, how each is read, and who may speak for it. */
export default async function LinksPage() {
  return <LinksScreen {...(await deskPage('links.read'))} />;
}
