'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTRPC } from '../../../../../_client/trpc';
import { ErrorLine } from '../../../../../_ui/error-line';
import { LoadingLine } from '../../../../../_ui/loading-line';
import { reliabilityWords } from '../../../_logic/attach-words';
import type { UnsureDossier } from '../../../_logic/types';
import { AttachedPart } from './attached-part';
import { AttachmentHistory } from './attachment-history';
import { CandidateCard } from './candidate-card';
import { CandidateSearch, NO_SEARCH } from './candidate-search';
import { NewPerson } from './new-person';

interface IdentityDetailProps {
  dossier: UnsureDossier;
  /** Chosen by hand: the eye goes there, also where the list stands above. */
  takesFocus: boolean;
  onChanged: () => void;
}

/** The identity received beside each person whom it may be; who is chosen is chosen by hand, with a reason. Opening it is recorded. */
export function IdentityDetail({ dossier, takesFocus, onChanged }: IdentityDetailProps) {
  const trpc = useTRPC();
  const { mutate, data, isError, isPending } = useMutation(trpc.attach.candidates.mutationOptions());
  const { dossierId } = dossier;
  const [search, setSearch] = useState(NO_SEARCH);
  useEffect(() => mutate({ dossierId, ...search }), [mutate, dossierId, search]);
  const heading = useRef<HTMLHeadingElement>(null);
  const isThere = data !== undefined;
  useEffect(() => {
    if (isThere && takesFocus) heading.current?.focus();
  }, [isThere, takesFocus]);
  if (isError) return <ErrorLine sentence="Les identités n’ont pas pu être lues." onRetry={() => mutate({ dossierId, ...search })} />;
  if (!data) return <LoadingLine what="Lecture des identités…" />;
  const { own, candidates, attachedTo, history } = data;
  return (
    <article aria-labelledby="rattacher-titre" className="grid min-w-0 content-start gap-5 self-start px-5 py-4 desk:px-6">
      <header>
        <h2 id="rattacher-titre" ref={heading} tabIndex={-1} className="text-title font-strong outline-none">
          Dossier <span className="figures">{data.accessionNumber}</span>
        </h2>
        <p className="max-w-prose">
          Identité reçue : <b>{reliabilityWords(own.identityReliability)}</b>, IPP <span className="figures">{own.identifier}</span>. Les résultats sont rendus
          sous « identité non garantie » et ne sont liés à personne.
          {dossier.isReleased && attachedTo === null && ' Le compte rendu est diffusé : après le rattachement, un biologiste signe la nouvelle identité.'}
        </p>
      </header>
      {attachedTo ? (
        <AttachedPart dossierId={dossierId} own={own} attachedTo={attachedTo} isConfirmed={history[0]?.confirmedAt != null} onDetached={onChanged} />
      ) : (
        <>
          <section aria-labelledby="rattacher-qui" className="grid gap-3">
            <h3 id="rattacher-qui" className="text-l font-strong">
              Qui est-ce ?
            </h3>
            <CandidateSearch isPending={isPending} onSearch={setSearch} />
            {candidates.length === 0 && (
              <p role="status" className="text-ink-2">
                {search === NO_SEARCH
                  ? 'Personne de proche dans cet établissement. Cherchez par numéro, ou par nom et date de naissance.'
                  : 'Personne ne répond à cette recherche.'}
              </p>
            )}
            {candidates.map((candidate) => (
              <CandidateCard key={candidate.person.patientId} dossierId={dossierId} own={own} candidate={candidate} onAttached={onChanged} />
            ))}
          </section>
          <NewPerson dossierId={dossierId} own={own} onAttached={onChanged} />
        </>
      )}
      <AttachmentHistory history={history} />
    </article>
  );
}
