'use client';

import { useState } from 'react';
import { plural } from '../../../../../_text/format';
import { Button } from '../../../../../_ui/button';
import { differenceWords, reliabilityWords } from '../../../_logic/attach-words';
import type { ComparedPerson, IdentityCandidate } from '../../../_logic/types';
import { CompareTable } from './compare-table';
import { ReasonForm } from './reason-form';
import { useAttach } from './use-attach';

interface CandidateCardProps {
  dossierId: string;
  own: ComparedPerson;
  candidate: IdentityCandidate;
  onAttached: () => void;
}

/** One person beside the identity received; attached by two presses and a reason, never by one. */
export function CandidateCard({ dossierId, own, candidate, onAttached }: CandidateCardProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { attach, isPending, refusal } = useAttach(onAttached);
  const { person, differs } = candidate;
  const name = `${person.birthFamilyName} ${person.firstGivenName}`.trim();
  return (
    <section aria-label={`${name}, IPP ${person.identifier}`} className="grid gap-2 border border-line bg-paper px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h4 className="font-strong">{name}</h4>
        <p className="text-s text-ink-2">
          {differenceWords(differs.length)} · identité {reliabilityWords(person.identityReliability)} · {plural(person.dossiers, 'dossier', 'dossiers')}
        </p>
      </div>
      <CompareTable own={own} candidate={candidate} caption={`Identité reçue et ${name}`} />
      {isOpen ? (
        <ReasonForm
          verb={`Rattacher à ${name}`}
          warning={
            differs.length > 0 ? `${differenceWords(differs.length)} avec l’identité reçue : dites comment vous savez que c’est la même personne.` : null
          }
          isPending={isPending}
          refusal={refusal}
          onCancel={() => setIsOpen(false)}
          onConfirm={(reason) => attach({ dossierId, to: { kind: 'known', patientId: person.patientId }, reason })}
        />
      ) : (
        <p data-print="no">
          <Button onClick={() => setIsOpen(true)}>C’est cette personne…</Button>
        </p>
      )}
    </section>
  );
}
