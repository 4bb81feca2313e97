import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { createApiContext } from '../../../../server/api/context';
import { createCaller } from '../../../../server/api/root';
import { MyAccessScreen } from '../../_account/my-access-screen';
import { HowToEnter } from '../../_screens/how-to-enter';

export const metadata: Metadata = { title: 'Mon accès' };

/** By what means the patient comes in, and when that was. */
export default async function MyAccessPage() {
  const context = createApiContext({ headers: await headers() });
  if ((await context.patient())?.stage !== 'full') return <HowToEnter />;
  const caller = createCaller(context);
  const [first, { name }] = await Promise.all([caller.means.mine(), caller.portal.listMine()]);
  return <MyAccessScreen first={first} name={name} />;
}
