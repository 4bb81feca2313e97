import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { createApiContext } from '../../../../../server/api/context';
import { mayOpen } from '../../../../../server/api/page';
import { deskPage } from '../../_desk/desk-page';
import { ArchiveScreen } from './archive-screen';

export const metadata: Metadata = { title: 'Archive des transmissions' };

/** Every transmission, to the LIS and to readers: what, to whom, when, acknowledged when (GBUI VII-2.3). */
export default async function ArchivePage() {
  const page = await deskPage('transmissions.read');
  const actor = await createApiContext({ headers: await headers() }).professional();
  const may = (permission: Parameters<typeof mayOpen>[1]) => actor !== null && mayOpen(actor, permission);
  return <ArchiveScreen {...page} mayResend={may('repair.manage')} seesResends={may('exchanges.read')} settlesDifferences={may('reconciliation.manage')} />;
}
