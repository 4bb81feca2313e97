import type { Metadata } from 'next';
import { OfflineNotice } from './offline-notice';

export const metadata: Metadata = { title: { absolute: 'Relais' } };

/** What opens without a link: the shell, which says so. It holds nothing of anybody, since the device keeps it. */
export default function OfflinePage() {
  return <OfflineNotice />;
}
