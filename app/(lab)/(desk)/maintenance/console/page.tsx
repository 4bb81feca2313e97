import type { Metadata } from 'next';
import { deskPage } from '../../_desk/desk-page';
import { ConsoleScreen } from './console-screen';

export const metadata: Metadata = { title: 'Console de télémaintenance' };

/** The technician's place while his window is open, and nobody else's. */
export default async function ConsolePage() {
  return <ConsoleScreen {...(await deskPage('maintenance.run'))} />;
}
