import type { Metadata } from 'next';
import { BlockedScreen } from './blocked-screen';

export const metadata: Metadata = { title: { absolute: 'Relais' } };

/** What a passivated or revoked terminal shows at every address (proxy.ts); it holds nothing of anybody. */
export default function BlockedPage() {
  return <BlockedScreen />;
}
