import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { createApiContext } from '../../../server/api/context';
import { createCaller } from '../../../server/api/root';
import { HowToEnter } from '../_screens/how-to-enter';
import { MyResultsScreen } from '../_screens/my-results-screen';

export const metadata: Metadata = { title: 'Mes résultats' };

/** A patient's reports; for whoever is not in, how to come in. */
export default async function MyResultsPage() {
  const context = createApiContext({ headers: await headers() });
  if (!(await context.patient())) return <HowToEnter />;
  return <MyResultsScreen first={await createCaller(context).portal.listMine()} />;
}
