'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { useTRPC } from '../../../_client/trpc';
import { formatDate, NBSP, plural } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';
import { Button } from '../../../_ui/button';
import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { TextArea } from '../../../_ui/text-area';
import { ageWords, taskTitle } from './desk-words';
import type { DeskTask } from './types';

/** What patients have asked, the longest waiting first; answered ones stay thirty days. */
export function TaskList({ onOpen }: { onOpen: (patientId: string) => void }) {
  const trpc = useTRPC();
  const found = useQuery(trpc.desk.tasks.queryOptions(undefined, { trpc: { context: { background: true } }, refetchInterval: 60_000 }));
  const tasks = found.data?.tasks ?? [];
  const open = tasks.filter((task) => task.state === 'open');
  const answered = tasks.filter((task) => task.state !== 'open');
  return (
    <section aria-labelledby="demandes" className="grid gap-2">
      <h2 id="demandes" className="text-l font-strong">
        Demandes des patients
      </h2>
      {found.isError && <ErrorLine sentence="Les demandes n’ont pas pu être lues." onRetry={() => void found.refetch()} />}
      {!found.data && !found.isError && <LoadingLine />}
      {found.data && (
        <p className="text-ink-2">
          {open.length === 0 ? 'Aucune n’attend.' : `${plural(found.data.open, 'attend', 'attendent')}.`}
          {found.data.overdue > 0 && <b className="text-critical"> {plural(found.data.overdue, 'dépasse un mois', 'dépassent un mois')} (RGPD, article 12).</b>}
        </p>
      )}
      <ul>
        {open.map((task) => (
          <OpenTask key={task.id} task={task} now={found.data?.at ?? task.createdAt} onOpen={onOpen} onAnswered={() => void found.refetch()} />
        ))}
      </ul>
      {answered.length > 0 && (
        <>
          <h3 className="pt-2 font-strong">Répondu depuis 30 jours</h3>
          <ul>
            {answered.map((task) => (
              <li key={task.id} className="border-t border-line py-2">
                <p>
                  {taskTitle(task)}, {task.patient}
                </p>
                <p className="text-s text-ink-2">
                  {task.state === 'done' ? 'Fait' : 'Refusé'}
                  {task.handledAt && ` le ${formatDate(task.handledAt)}`}
                  {task.handledBy && ` par ${task.handledBy}`}
                  {NBSP}: {task.answer}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function OpenTask({ task, now, onOpen, onAnswered }: { task: DeskTask; now: Date; onOpen: (patientId: string) => void; onAnswered: () => void }) {
  const trpc = useTRPC();
  const [answer, setAnswer] = useState<string | null>(null);
  const send = useMutation(trpc.desk.answer.mutationOptions({ onSuccess: onAnswered }));
  const refusal = refusalOf(send.error);
  const age = ageWords(task, now);
  const close = (state: 'done' | 'declined') => send.mutate({ requestId: task.id, state, answer: (answer ?? '').trim() });
  const isShort = (answer ?? '').trim().length < 3;
  return (
    <li className="border-t border-line py-2">
      <p>
        <b className="font-strong">{taskTitle(task)}</b>, <span className={age.isLate ? 'font-medium text-critical' : 'text-ink-2'}>{age.text}</span>
      </p>
      <p>
        {task.patient}, IPP {task.identifier}
      </p>
      <p className="whitespace-pre-line text-ink-2">{task.text}</p>
      {answer === null ? (
        <div className="flex flex-wrap gap-2 pt-1.5">
          <Button onClick={() => setAnswer('')}>Répondre</Button>
          <Button variant="text" onClick={() => onOpen(task.patientId)}>
            Ouvrir sa fiche
          </Button>
        </div>
      ) : (
        <div className="grid gap-2 pt-1.5">
          <TextArea
            label="Réponse, lue par le patient"
            hint={
              task.kind === 'rectification'
                ? 'Corrigez d’abord dans le SIL\u00a0: il fait foi, Relais suivra son prochain message. Pas de résultat ici.'
                : 'Pas de résultat ici.'
            }
            value={answer}
            maxLength={2000}
            onChange={(event) => setAnswer(event.target.value)}
          />
          <div className="flex flex-wrap gap-2">
            <Button variant="primary" pending={send.isPending} closed={isShort} onClick={() => close('done')}>
              Répondre{NBSP}: fait
            </Button>
            <Button pending={send.isPending} closed={isShort} onClick={() => close('declined')}>
              Répondre{NBSP}: refusé
            </Button>
            <Button variant="text" onClick={() => setAnswer(null)}>
              Annuler
            </Button>
          </div>
        </div>
      )}
      {send.isError && <ErrorLine sentence={refusalSentence(refusal?.code ?? '', refusal?.detail)} />}
    </li>
  );
}
