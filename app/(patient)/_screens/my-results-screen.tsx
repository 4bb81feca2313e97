'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useLive } from '../../_client/live';
import { useTRPC } from '../../_client/trpc';
import { plural } from '../../_text/format';
import { EmptyState } from '../../_ui/empty-state';
import { PatientFrame, PatientSection } from '../../_ui/patient-frame';
import { patientTabs } from '../_logic/patient-tabs';
import { changeSentence, collectedWhen, newsSentence, whenWords } from '../_logic/patient-words';
import type { MyList } from '../_logic/types';
import { LeaveButton } from './leave-button';
import { PresenceBlock } from './presence-block';
import { Questions } from './questions';

/** The patient's reports, newest first, without a value: a report is read by opening it. */
export function MyResultsScreen({ first }: { first: MyList }) {
  const trpc = useTRPC();
  const { data, refetch } = useQuery(
    trpc.portal.listMine.queryOptions(undefined, { initialData: first, initialDataUpdatedAt: first.at.getTime(), trpc: { context: { background: true } } }),
  );
  useLive(['results'], () => void refetch());
  const [newest] = data.reports;
  return (
    <PatientFrame name={data.name} aside={<LeaveButton />} tabs={patientTabs('/mes-resultats')}>
      <div className="px-5 pt-4 pb-3.5">
        <h1 className="text-[1.625rem] leading-8 font-strong">Vos résultats</h1>
        {newest && <p className="text-ink-2">{newsSentence(data)}</p>}
      </div>
      {!newest && <EmptyState title="Aucun résultat pour le moment.">Nous vous préviendrons.</EmptyState>}
      {data.reports.map((report) => (
        <PatientSection key={report.reportId} label={`Compte rendu disponible ${whenWords(report.availableAt, data.at)}`}>
          <Link href={`/mes-resultats/${report.reportId}`} prefetch={false} className="block text-ink no-underline">
            <span className={`block text-base ${report.isNew ? 'font-strong text-fresh' : 'text-ink-2'}`}>
              {report.isNew ? 'Nouveau, ' : 'Lu. Disponible '}
              {whenWords(report.availableAt, data.at)}
            </span>
            <span className="block text-[1.1875rem] leading-7 font-strong">
              {report.collectedAt ? `Prélèvement fait ${collectedWhen(report.collectedAt, data.at)}` : 'Compte rendu'}
            </span>
            <span className="block text-ink-2">
              {plural(report.resultCount, 'résultat', 'résultats')}. {report.laboratory.name}.
            </span>
            {changeSentence(report) && <span className="block text-base font-semibold">{changeSentence(report)}</span>}
            {report.kind === 'partial' && <span className="block text-base">La suite est en cours au laboratoire.</span>}
            <span className="mt-2 flex min-h-touch-l items-center justify-center rounded-control border border-control bg-surface font-medium">
              Lire ce compte rendu
            </span>
          </Link>
        </PatientSection>
      ))}
      {newest && <PresenceBlock />}
      <Questions laboratories={data.reports.map((report) => report.laboratory)} />
    </PatientFrame>
  );
}
