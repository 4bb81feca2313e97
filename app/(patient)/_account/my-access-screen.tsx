'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../_client/trpc';
import { PatientFrame, PatientSection } from '../../_ui/patient-frame';
import type { MyAccess } from '../_logic/access-types';
import { patientTabs } from '../_logic/patient-tabs';
import { LeaveButton } from '../_screens/leave-button';
import { CloseMyAccount } from './close-my-account';
import { MyContacts } from './my-contacts';
import { MyEntries } from './my-entries';
import { MyPasskeys } from './my-passkeys';
import { MyPassword } from './my-password';

/** « Mon accès »: keys, password, addresses and entries of the person's own account; nothing of health on it. */
export function MyAccessScreen({ first, name }: { first: MyAccess; name: string }) {
  const trpc = useTRPC();
  const { data, refetch } = useQuery(trpc.means.mine.queryOptions(undefined, { initialData: first, trpc: { context: { background: true } } }));
  const changed = () => void refetch();
  return (
    <PatientFrame name={name} aside={<LeaveButton />} tabs={patientTabs('/mes-resultats/compte')}>
      <div className="px-5 pt-4 pb-3.5">
        <h1 className="text-[1.625rem] leading-8 font-strong">Mon accès</h1>
        <p className="text-ink-2">Comment vous entrez, et quand vous êtes entré.</p>
      </div>
      <PatientSection label="Mes clés d’accès">
        <MyPasskeys access={data} onChanged={changed} />
      </PatientSection>
      {data.hasAccount && (
        <>
          <PatientSection label="Mes coordonnées">
            <MyContacts access={data} onChanged={changed} />
          </PatientSection>
          <PatientSection label="Mon mot de passe">
            <MyPassword access={data} onChanged={changed} />
          </PatientSection>
          <PatientSection label="Mes entrées">
            <MyEntries entries={data.entries} />
          </PatientSection>
          <PatientSection label="Fermer mon accès" tone="warm">
            <CloseMyAccount />
          </PatientSection>
        </>
      )}
    </PatientFrame>
  );
}
