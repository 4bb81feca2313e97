'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../_client/trpc';
import { NBSP, plural } from '../../_text/format';
import { ErrorLine } from '../../_ui/error-line';
import { LoadingLine } from '../../_ui/loading-line';
import { PatientSection } from '../../_ui/patient-frame';
import { dayWords } from '../_logic/patient-words';

/** To whom the laboratory handed the patient's reports. */
export function RecipientsBlock() {
  const trpc = useTRPC();
  const found = useQuery(trpc.portal.recipients.queryOptions(undefined, { trpc: { context: { background: true } } }));
  return (
    <PatientSection label="Qui reçoit mes comptes rendus">
      <h2 className="text-[1.25rem] leading-7 font-strong">Qui reçoit mes comptes rendus</h2>
      <p className="text-base text-ink-2">Le laboratoire qui les a faits, et ceux à qui il les a remis{NBSP}:</p>
      {found.isError && <ErrorLine sentence="La liste n’a pas pu être lue." onRetry={() => void found.refetch()} />}
      {!found.data && !found.isError && <LoadingLine />}
      {found.data?.recipients.length === 0 && <p className="mt-1">Personne d’autre que vous pour le moment.</p>}
      <ul>
        {found.data?.recipients.map((recipient) => (
          <li key={`${recipient.kind} ${recipient.name}`} className="border-t border-warm-line py-2 first:border-t-0">
            {recipient.kind === 'ward' ? `Service${NBSP}: ${recipient.name}` : recipient.name}
            <span className="block text-base text-ink-2">
              {plural(recipient.reports, 'compte rendu', 'comptes rendus')}, le dernier {dayWords(recipient.latest)}
            </span>
          </li>
        ))}
      </ul>
    </PatientSection>
  );
}
