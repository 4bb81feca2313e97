'use client';

import { useQuery } from '@tanstack/react-query';
import { useLive } from '../../_client/live';
import { useTRPC } from '../../_client/trpc';
import { ErrorLine } from '../../_ui/error-line';
import { LoadingLine } from '../../_ui/loading-line';
import { PatientFrame } from '../../_ui/patient-frame';
import { patientTabs } from '../_logic/patient-tabs';
import { AskLaboratory } from './ask-laboratory';
import { LeaveButton } from './leave-button';
import { PersonChoice } from './person-choice';
import { PresenceBlock } from './presence-block';
import { ReadingsList } from './readings-list';

/** « Accès et partage »: whose results, a code to show, and who has read. */
export function AccessScreen({ name }: { name: string }) {
  const trpc = useTRPC();
  const readings = useQuery(trpc.portal.readings.queryOptions(undefined, { trpc: { context: { background: true } } }));
  useLive(['results'], () => void readings.refetch());
  return (
    <PatientFrame name={name} aside={<LeaveButton />} tabs={patientTabs('/mes-resultats/acces')}>
      <PersonChoice />
      <div className="mt-4">
        <PresenceBlock />
      </div>
      <section aria-labelledby="qui-a-consulte" className="px-5 pt-5">
        <h2 id="qui-a-consulte" className="text-[1.25rem] leading-7 font-strong">
          Qui a consulté
        </h2>
        <p className="text-base text-ink-2">Chaque lecture est notée. Personne ne peut effacer cette liste.</p>
        {readings.isError && <ErrorLine sentence="La liste n’a pas pu être lue." onRetry={() => void readings.refetch()} />}
        {!readings.data && !readings.isError && <LoadingLine />}
        {readings.data && <ReadingsList {...readings.data} />}
        {readings.data?.isSelf && (
          <div className="mt-3 grid">
            <AskLaboratory
              kind="reading"
              open={'Une lecture vous étonne\u202f? Nous écrire'}
              label="Quelle lecture, et pourquoi ?"
              hint="Le jour, l’heure et le nom suffisent. N’écrivez pas de résultat."
            />
          </div>
        )}
      </section>
    </PatientFrame>
  );
}
