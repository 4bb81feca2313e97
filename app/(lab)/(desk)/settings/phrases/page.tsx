import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { PhrasesScreen } from './phrases-screen';

export const metadata: Metadata = { title: 'Phrases' };

/** The library of phrases of each laboratory. */
export default async function PhrasesPage() {
  await deskPage('phrase.read');
  return <PhrasesScreen />;
}
