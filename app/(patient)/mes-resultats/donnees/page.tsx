import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { createApiContext } from '../../../../server/api/context';
import { createCaller } from '../../../../server/api/root';
import { DataOfOther } from '../../_screens/data-of-other';
import { DataScreen } from '../../_screens/data-screen';
import { HowToEnter } from '../../_screens/how-to-enter';

export const metadata: Metadata = { title: 'Mes données' };

/** What is kept of the patient and why; whoever reads for somebody else learns whose page this is. */
export default async function DataPage() {
  const context = createApiContext({ headers: await headers() });
  const actor = await context.patient();
  if (actor?.stage !== 'full') return <HowToEnter />;
  const caller = createCaller(context);
  if (actor.representationId !== null) return <DataOfOther name={(await caller.portal.listMine()).name} />;
  return <DataScreen first={await caller.patient.data()} />;
}
