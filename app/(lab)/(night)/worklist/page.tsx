import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { professionalOfPage } from '../../../../server/api/page';
import { GardeFrame } from '../_garde/garde-frame';
import { WorklistScreen } from './worklist-screen';

export const metadata: Metadata = { title: 'À valider' };

/** The night: one list for every site on duty, and the dossier named by `?dossier=` beside it, so that « back » works. */
export default async function WorklistPage() {
  const actor = await professionalOfPage();
  if (!actor) redirect('/login');
  const signer = { name: actor.name, rppsNumber: actor.rppsNumber };
  return (
    <GardeFrame holder={signer}>
      <WorklistScreen signer={signer} />
    </GardeFrame>
  );
}
