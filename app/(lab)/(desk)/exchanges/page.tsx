import type { Metadata } from 'next';
import { deskPage } from '../_desk/desk-page';
import { ExchangesScreen } from './exchanges-screen';

export const metadata: Metadata = { title: 'Échanges' };

/** What goes over the links with the laboratories' LISs, and what is stuck. */
export default async function ExchangesPage() {
  return <ExchangesScreen {...(await deskPage('exchanges.read'))} />;
}
