import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { createApiContext } from '../../../server/api/context';
import { createCaller } from '../../../server/api/root';
import type { Reader } from './types';

/** Who asks for the page being rendered, and a caller that acts for him; sends whoever is not in to the door. */
export async function readerOfPage(): Promise<{ reader: Reader; caller: ReturnType<typeof createCaller> }> {
  const context = createApiContext({ headers: await headers() });
  const actor = await context.professional();
  if (!actor) redirect('/login');
  const caller = createCaller(context);
  const { wards } = await caller.portal.places();
  const role = wards.length > 0 ? wards.join(', ') : 'Prescripteur';
  return { reader: { name: actor.name, role, hasWard: wards.length > 0, isPrescriber: actor.prescriberId !== null }, caller };
}
