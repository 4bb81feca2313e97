'use client';

import { EmptyState } from '../../../_ui/empty-state';
import { ErrorLine } from '../../../_ui/error-line';
import { GroupTitle } from '../../../_ui/tablet-frame';
import { attemptWords, dueWords, valuesWords } from '../_logic/call-words';
import { briefPerson } from '../_logic/identity-words';
import { hourOf } from '../_logic/time-words';
import type { CallLine } from '../_logic/types';
import { dossierHref } from '../worklist/use-open-dossier';

export interface CallListProps {
  calls: readonly CallLine[] | undefined;
  failed: boolean;
  current: string | null;
  now: Date;
  onOpen: (dossierId: string) => void;
  onRetry: () => void;
}

/** « Appels »: every critical result that nobody has repeated yet, the most pressing first. */
export function CallList({ calls, failed, current, now, onOpen, onRetry }: CallListProps) {
  return (
    <>
      {failed && <ErrorLine sentence="Les appels n’ont pas pu être lus de nouveau. La liste n’est peut-être plus à jour." onRetry={onRetry} />}
      {calls?.length === 0 && <EmptyState title="Aucun résultat critique à annoncer." />}
      {calls !== undefined && calls.length > 0 && (
        <section aria-label="À annoncer">
          <GroupTitle title="À annoncer par téléphone" count={calls.length} />
          <ul>
            {calls.map((call) => (
              <CallRow key={call.callId} call={call} isCurrent={call.dossierId === current} now={now} onOpen={onOpen} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function CallRow({ call, isCurrent, now, onOpen }: { call: CallLine; isCurrent: boolean; now: Date; onOpen: (dossierId: string) => void }) {
  const due = dueWords(call.dueAt, now);
  const person = { patientSex: call.patientSex as 'F' | 'M' | 'U', patientBirthDate: call.patientBirthDate };
  return (
    <li>
      <a
        href={dossierHref(call.dossierId)}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onOpen(call.dossierId);
        }}
        aria-current={isCurrent || undefined}
        className={`block border-b border-l-[3px] border-b-line py-[5px] pr-3 pl-[9px] text-s leading-[17px] -outline-offset-3 ${isCurrent ? 'border-l-action bg-surface' : 'border-l-transparent'}`}
      >
        <span className="flex flex-wrap items-baseline justify-between gap-x-2 leading-5">
          <b className={`text-l ${due.isLate ? 'text-critical' : ''}`}>{due.isLate ? due.text : `avant ${hourOf(call.dueAt, now)}`}</b>
          <span className="leading-[17px] text-ink-2">
            {call.siteName} · {call.place}
          </span>
        </span>
        <span className="block leading-[19px]">
          <b className="text-base font-semibold">{call.patientName}</b> <span className="text-ink-2">{briefPerson(person, now)}</span>
        </span>
        <span className="block font-medium text-critical">{valuesWords(call.values)}</span>
        <span className="block text-ink-2">
          {call.lastAttempt ? `${hourOf(call.lastAttempt.at, now)} ${attemptWords(call.lastAttempt)}` : 'personne n’a encore appelé'}
        </span>
      </a>
    </li>
  );
}
