'use client';

import { useState } from 'react';
import { useTRPCClient } from '../../../../_client/trpc';
import { formatCalendarDate, formatDate } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { Dialog } from '../../../../_ui/dialog';
import { Field } from '../../../../_ui/field';
import { ScrollArea } from '../../../../_ui/scroll-area';
import type { Places, Right, User } from '../../_logic/types';
import { granterWords, periodWords, personName, placeWords, rolesOf } from '../../_logic/user-words';
import { Section } from '../section';
import { useAct } from '../use-act';

const STANDINGS = [
  { standing: 'now', title: 'En vigueur' },
  { standing: 'later', title: 'À venir' },
  { standing: 'over', title: 'Terminés' },
] as const;

interface RightTableProps {
  user: User;
  places: Places | undefined;
  may: boolean;
  today: string;
  onDone: () => void;
}

/** The rights of a person now, later and before: what, where, how long, given by whom; each can be ended. */
export function RightTable({ user, places, may, today, onDone }: RightTableProps) {
  const [ending, setEnding] = useState<Right | null>(null);
  const cell = 'border-b border-line px-2 py-1.5 align-top first:pl-4 desk:first:pl-6';
  return (
    <Section title="Habilitations">
      {user.rights.length === 0 && <p className="px-4 text-ink-2 desk:px-6">Aucun droit, ni maintenant ni auparavant.</p>}
      {STANDINGS.map(({ standing, title }) => {
        const rights = user.rights.filter((right) => right.standing === standing);
        if (rights.length === 0) return null;
        return (
          <ScrollArea key={standing} label={title} className="overflow-x-auto">
            <table className={`w-full border-collapse ${standing === 'over' ? 'text-ink-2' : ''}`}>
              <caption className="px-4 pb-1 text-left text-s font-semibold text-ink-2 desk:px-6">{title}</caption>
              <thead className="sr-only">
                <tr>
                  {['Rôle et lieu', 'Durée', 'Donné par', ...(may ? ['Acte'] : [])].map((heading) => (
                    <th key={heading} scope="col">
                      {heading}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rights.map((right) => (
                  <tr key={right.id}>
                    <th scope="row" className={`${cell} w-2/5 text-left font-normal`}>
                      <b className="font-strong">{rolesOf([right.role])}</b>
                      <span className="block text-s">{placeWords(right, places)}</span>
                    </th>
                    <td className={`${cell} figures`}>{periodWords(right)}</td>
                    <td className={`${cell} text-s`}>
                      {granterWords(right.grantedBy)}
                      {right.grantedAt && <span className="block text-ink-2">le {formatDate(right.grantedAt)}</span>}
                      {right.revokedBy && <span className="block">retiré par {right.revokedBy}</span>}
                    </td>
                    {may && (
                      <td className={`${cell} pr-4 text-right desk:pr-6`} data-print="no">
                        {standing !== 'over' && (
                          <Button variant="danger-quiet" onClick={() => setEnding(right)}>
                            Terminer
                          </Button>
                        )}
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollArea>
        );
      })}
      {ending && (
        <EndDialog
          key={ending.id}
          user={user}
          right={ending}
          place={placeWords(ending, places)}
          today={today}
          onClose={() => setEnding(null)}
          onDone={onDone}
        />
      )}
    </Section>
  );
}

interface EndDialogProps {
  user: User;
  right: Right;
  place: string;
  today: string;
  onClose: () => void;
  onDone: () => void;
}

function EndDialog({ user, right, place, today, onClose, onDone }: EndDialogProps) {
  const client = useTRPCClient();
  const { act, dialog, problem } = useAct(() => {
    onDone();
    onClose();
  });
  const [lastDay, setLastDay] = useState('');
  const end = (day: string | null) => {
    const content = { userId: user.identity.id, habilitationId: right.id, lastDay: day };
    const lines = [
      `${personName(user.identity)} : ${[...new Set([rolesOf([right.role]), place])].filter(Boolean).join(', ')}`,
      day === null ? 'à l’instant' : `le ${formatCalendarDate(day)} au soir`,
    ];
    void act(content, { title: 'Terminer ce droit', lines }, (proof) => client.users.end.mutate({ ...content, proof }));
  };
  return (
    <>
      <Dialog title="Terminer ce droit" open onClose={onClose}>
        <div className="grid gap-4">
          {problem}
          <p>
            <b className="font-strong">{rolesOf([right.role])}</b> {place}, {periodWords(right)}
          </p>
          <div>
            <Button variant="danger-quiet" onClick={() => end(null)}>
              Terminer maintenant
            </Button>
          </div>
          <form
            className="flex flex-wrap items-end gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              end(lastDay);
            }}
          >
            <Field
              label="Ou dernier jour"
              type="date"
              min={today}
              value={lastDay}
              onChange={(event) => setLastDay(event.target.value)}
              required
              className="w-44!"
            />
            <Button type="submit">Terminer ce jour-là</Button>
          </form>
        </div>
      </Dialog>
      {dialog}
    </>
  );
}
