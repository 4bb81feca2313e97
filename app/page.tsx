import { redirect } from 'next/navigation';
import { mayOpen, professionalOfPage } from '../server/api/page';

/** Sends each person to the first page of his work. */
export default async function RootPage() {
  const actor = await professionalOfPage();
  if (!actor) redirect('/login');
  if (mayOpen(actor, 'account.enrol')) redirect('/activation');
  if (mayOpen(actor, 'worklist.read')) redirect('/worklist');
  if (mayOpen(actor, 'results.read')) redirect('/results');
  if (mayOpen(actor, 'activity.read')) redirect('/statistics');
  if (mayOpen(actor, 'breakglass.review')) redirect('/break-glass');
  if (mayOpen(actor, 'exchanges.read')) redirect('/exchanges');
  if (mayOpen(actor, 'maintenance.run')) redirect('/maintenance/console');
  if (mayOpen(actor, 'security.read')) redirect('/security');
  redirect('/login');
}
