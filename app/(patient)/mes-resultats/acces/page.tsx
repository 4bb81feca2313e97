import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { createApiContext } from '../../../../server/api/context';
import { createCaller } from '../../../../server/api/root';
import { AccessScreen } from '../../_screens/access-screen';
import { HowToEnter } from '../../_screens/how-to-enter';

export const metadata: Metadata = { title: 'Accès et partage' };

/** Whose results are read, who reads them, and who has. */
export default async function AccessPage() {
  const context = createApiContext({ headers: await headers() });
  if ((await context.patient())?.stage !== 'full') return <HowToEnter />;
  const { name } = await createCaller(context).portal.listMine();
  return <AccessScreen name={name} />;
}
