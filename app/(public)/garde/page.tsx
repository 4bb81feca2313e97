import type { Metadata } from 'next';
import { ApiProvider } from '../../_client/trpc';
import { GardePage } from './garde-page';

export const metadata: Metadata = { title: { absolute: 'Relais' } };

/** What the tablet carried away, for when there is no link: the shell alone, kept by the device, holds nothing of anybody; what it shows is sealed beside it. */
export default function Page() {
  return (
    <ApiProvider>
      <GardePage />
    </ApiProvider>
  );
}
