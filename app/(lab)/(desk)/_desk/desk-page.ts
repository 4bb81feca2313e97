import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { createApiContext } from '../../../../server/api/context';
import { mayOpen } from '../../../../server/api/page';

/** Lets a page be drawn for who may open it and answers the server's clock and the person's name; for anybody else the page does not exist. */
export async function deskPage(permission: Parameters<typeof mayOpen>[1]): Promise<{ serverNow: string; person: string }> {
  const api = createApiContext({ headers: await headers() });
  const actor = await api.professional();
  if (!actor) redirect('/login');
  if (!mayOpen(actor, permission)) notFound();
  return { serverNow: api.now().toISOString(), person: actor.name };
}
