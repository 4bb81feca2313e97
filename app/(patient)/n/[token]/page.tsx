import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { createApiContext } from '../../../../server/api/context';
import { createCaller } from '../../../../server/api/root';
import { DoorScreen } from '../../_screens/door-screen';

export const metadata: Metadata = { title: 'Entrer' };

/** The door behind the link of a message: says of the link whether it opens, and nothing of anybody. */
export default async function DoorPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const caller = createCaller(createApiContext({ headers: await headers() }));
  const { state } = await caller.portal.openNotice({ token: token.slice(0, 200) });
  return <DoorScreen token={token} state={state} />;
}
