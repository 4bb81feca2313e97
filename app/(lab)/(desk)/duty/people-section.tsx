'use client';

import { useState } from 'react';
import { useTRPCClient } from '../../../_client/trpc';
import { formatInstant, formatPhone } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { ErrorLine } from '../../../_ui/error-line';
import type { Roster } from '../_logic/types';
import { AbsenceDialog } from './absence-dialog';
import { ContactsDialog } from './contacts-dialog';
import { useDutyAct } from './use-roster';

type Person = Roster['people'][number];

/** Who can be on duty: how to reach each, in which order, and when he is away. */
export function PeopleSection({ roster, onDone }: { roster: Roster; onDone: () => void }) {
  const client = useTRPCClient();
  const { act, problem, pending } = useDutyAct(onDone);
  const [reached, setReached] = useState<Person | null>(null);
  const [away, setAway] = useState<Person | null>(null);
  return (
    <section aria-label="Biologistes" className="break-before-avoid">
      <h2 className="mb-1 font-strong">Biologistes</h2>
      {problem && <ErrorLine sentence={problem} />}
      {roster.people.length === 0 && (
        <p className="text-ink-2">Aucun biologiste n’a de droit sur vos sites. L’administrateur le donne, page « Utilisateurs ».</p>
      )}
      <ul className="grid gap-x-8 desk:grid-cols-2">
        {roster.people.map((person) => (
          <li key={person.id} className="grid content-start gap-1 border-b border-line py-2">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <b className="font-strong">{person.name}</b>
              {roster.mayManage && (
                <span data-print="no" className="flex flex-wrap gap-2">
                  <Button onClick={() => setReached(person)} aria-label={`Numéros de ${person.name}`}>
                    Numéros
                  </Button>
                  <Button onClick={() => setAway(person)} aria-label={`Absence de ${person.name}`}>
                    Absence
                  </Button>
                </span>
              )}
            </div>
            {person.contacts.length === 0 && <p className="text-s text-critical">▲ aucun numéro inscrit</p>}
            {person.contacts.map(({ label, number, forWards }, index) => (
              <p key={`${label}-${number}`} className="text-s">
                {index + 1}. {label} : <span className="figures">{formatPhone(number)}</span>
                {forWards && <span className="text-ink-2"> (donné aussi aux services et aux prescripteurs)</span>}
              </p>
            ))}
            {roster.absences
              .filter(({ userId }) => userId === person.id)
              .map((absence) => (
                <p key={absence.id} className="flex flex-wrap items-center justify-between gap-2 text-s">
                  <span>
                    Absence du {formatInstant(absence.startsAt)} au {formatInstant(absence.endsAt)}
                  </span>
                  {roster.mayManage && absence.endsAt > roster.at && (
                    <span data-print="no">
                      <Button closed={pending} onClick={() => void act(() => client.duty.endAbsence.mutate({ absenceId: absence.id }))}>
                        Retirer
                      </Button>
                    </span>
                  )}
                </p>
              ))}
          </li>
        ))}
      </ul>
      {reached && <ContactsDialog person={reached} onClose={() => setReached(null)} onDone={onDone} />}
      {away && <AbsenceDialog person={away} at={roster.at} onClose={() => setAway(null)} onDone={onDone} />}
    </section>
  );
}
