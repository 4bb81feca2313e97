import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { createApiContext } from '../../../server/api/context';
import { createCaller } from '../../../server/api/root';
import { ApiProvider } from '../../_client/trpc';
import { OutboxScreen } from './outbox-screen';

export const metadata: Metadata = { title: 'Boîte d’envoi de démonstration' };

/** The mails and SMS that a demonstration keeps instead of sending; outside a demonstration there is no such page. */
export default async function DemoPage() {
  const caller = createCaller(createApiContext({ headers: await headers() }));
  const first = await caller.delivery.outbox().catch(() => null);
  if (!first) notFound();
  return (
    <ApiProvider>
      <OutboxScreen first={first} />
    </ApiProvider>
  );
}
