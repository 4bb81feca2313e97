import type { Metadata } from 'next';
import { deskPage } from '../_desk/desk-page';
import { VaoScreen } from './vao-screen';

export const metadata: Metadata = { title: 'Validation automatique' };

/** What is validated without anybody reading it: on whose acceptance, how to stop it, what it did, and whether people agree with it. */
export default async function VaoPage() {
  await deskPage('autoverification.read');
  return <VaoScreen />;
}
