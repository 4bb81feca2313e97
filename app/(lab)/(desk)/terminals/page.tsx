import type { Metadata } from 'next';
import { deskPage } from '../_desk/desk-page';
import { TerminalsScreen } from './terminals-screen';

export const metadata: Metadata = { title: 'Postes' };

/** The devices of professionals: what they are, who is at them, when they lock, and the way to block one. */
export default async function TerminalsPage() {
  return <TerminalsScreen {...(await deskPage('terminal.read'))} />;
}
