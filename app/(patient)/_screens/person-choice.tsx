'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { refusalOf } from '../../_client/refusal';
import { useTRPC } from '../../_client/trpc';
import { refusalSentence } from '../../_text/refusals';
import { ErrorLine } from '../../_ui/error-line';
import { LoadingLine } from '../../_ui/loading-line';
import { personLimits, personWords } from '../_logic/reading-words';
import type { MyPerson } from '../_logic/types';

/** « Je lis les résultats de »: oneself or somebody one reads for, one at a time; what ended says so and cannot be chosen. */
export function PersonChoice() {
  const trpc = useTRPC();
  const persons = useQuery(trpc.patient.persons.queryOptions(undefined, { trpc: { context: { background: true } }, refetchInterval: 60_000 }));
  const change = useMutation(
    trpc.patient.switchPerson.mutationOptions({
      // Nothing of the one before may stay on the screen or in the page's memory.
      onSuccess: leaveForNextPerson,
    }),
  );
  const refusal = refusalOf(change.error);
  return (
    <form aria-label="Choisir de qui lire les résultats" className="border-b border-warm-line bg-surface px-5 pt-3 pb-1">
      <h1 className="mb-0.5 text-[1.25rem] leading-7 font-strong">Je lis les résultats de</h1>
      {persons.isError && <ErrorLine sentence="La liste n’a pas pu être lue." onRetry={() => void persons.refetch()} />}
      {!persons.data && !persons.isError && <LoadingLine />}
      {change.isError && <ErrorLine sentence={refusalSentence(refusal?.code ?? '', refusal?.detail)} />}
      {persons.data?.persons.map((person) => (
        <Choice
          key={`${person.patientId} ${person.representationId}`}
          person={person}
          pending={change.isPending}
          onChoose={() => change.mutate({ patientId: person.patientId, representationId: person.representationId })}
        />
      ))}
    </form>
  );
}

function leaveForNextPerson(): void {
  document.body.hidden = true;
  window.location.assign('/mes-resultats/acces');
}

function Choice({ person, pending, onChoose }: { person: MyPerson; pending: boolean; onChoose: () => void }) {
  const limits = personLimits(person);
  if (person.state === 'ended') return <p className="flex min-h-touch-l items-center border-t border-warm-line py-2 text-ink-2">{limits}</p>;
  return (
    <label className="flex min-h-touch-l cursor-pointer items-center gap-3 border-t border-warm-line py-2 leading-[22px] first-of-type:border-t-0">
      <input
        type="radio"
        name="person"
        checked={person.isCurrent}
        disabled={pending}
        onChange={onChoose}
        className="size-[22px] shrink-0 accent-[var(--ink)]"
      />
      <span>
        <span className={person.isCurrent ? 'font-strong' : ''}>{personWords(person)}</span>
        {limits !== '' && <span className="block text-base text-ink-2">{limits}</span>}
      </span>
    </label>
  );
}
