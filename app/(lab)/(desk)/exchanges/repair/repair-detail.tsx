'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTRPC } from '../../../../_client/trpc';
import { formatInstant } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ButtonLink } from '../../../../_ui/button-link';
import { ErrorLine } from '../../../../_ui/error-line';
import { LoadingLine } from '../../../../_ui/loading-line';
import { sinceWords } from '../../_logic/activity-words';
import { explanation, kindTitle } from '../../_logic/repair-words';
import type { DeskLine } from '../../_logic/types';
import { MessageActs } from './message-acts';
import { MessageText } from './message-text';
import { RepairChoice } from './repair-choice';

interface RepairDetailProps {
  line: DeskLine;
  laboratory: { name: string; phone: string } | null;
  now: Date;
  /** Chosen by hand: the eye goes there, also where the list stands above. */
  takesFocus: boolean;
  /** It waits no longer: its acts are over, but for taking back. */
  isGone: boolean;
  /** Opens what waits next; null when nothing does. */
  onNext: (() => void) | null;
  onMended: () => void;
}

/** The problem in words, its place in the message, what was answered, and the acts. Opening it is recorded. */
export function RepairDetail({ line, laboratory, now, takesFocus, isGone, onNext, onMended }: RepairDetailProps) {
  const trpc = useTRPC();
  const { mutate, data, isError } = useMutation(trpc.repair.open.mutationOptions());
  const { id, isMessage } = line;
  useEffect(() => mutate({ id, isMessage }), [mutate, id, isMessage]);
  const heading = useRef<HTMLHeadingElement>(null);
  const isThere = data !== undefined;
  useEffect(() => {
    if (isThere && takesFocus) heading.current?.focus();
  }, [isThere, takesFocus]);
  if (isError) return <ErrorLine sentence="Ce message n’a pas pu être ouvert." onRetry={() => mutate({ id, isMessage })} />;
  if (!data) return <LoadingLine what="Ouverture du message…" />;
  const { message } = data;
  return (
    <article aria-labelledby="a-reparer-titre" className="grid min-w-0 content-start gap-4 self-start px-5 tablet:sticky tablet:top-0 py-4 desk:px-6">
      <header>
        <h2 id="a-reparer-titre" ref={heading} tabIndex={-1} className="text-title font-strong">
          {kindTitle(line.kind)}
        </h2>
        <p className="figures text-s text-ink-2">
          Message {message.controlId || 'sans numéro'} ({message.messageType || 'illisible'}), reçu le {formatInstant(message.receivedAt)} · en attente depuis{' '}
          {sinceWords(line.openedAt, now)}
          {message.accessionNumbers.length > 0 && ` · dossier ${message.accessionNumbers.join(', ')}`}
        </p>
        <p className="mt-2 max-w-prose">{explanation(line)}</p>
      </header>
      <MessageText segments={data.segments} segment={line.segment} field={line.field} subject={line.subject} />
      <p className="text-s">
        <b className="font-strong">Répondu au SIL :</b> {message.answerCode || 'rien'}
        {message.problems.length === 0 && '.'}
        {message.problems.map((problem) => ` · ${problem.text}`)} Relais ne corrige jamais une donnée à la place du SIL.
      </p>
      {line.kind === 'identity' && line.dossierId !== null && (
        <p data-print="no">
          <ButtonLink href={`/exchanges/repair/identities?dossier=${line.dossierId}`}>Dire de qui est ce dossier</ButtonLink>
        </p>
      )}
      <RepairChoice line={line} opened={data} isGone={isGone} onMended={onMended} />
      <MessageActs line={line} message={message} laboratory={laboratory} isGone={isGone} onMended={onMended} />
      {isGone && (
        <div className="grid gap-2" data-print="no">
          <p role="status" className="max-w-prose border-l-4 border-action pl-3">
            Ce point n’attend plus : il est réparé, écarté ou entré. Rien d’autre ne s’ouvre sans vous.
          </p>
          {onNext && (
            <div>
              <Button onClick={onNext}>Ouvrir le point suivant</Button>
            </div>
          )}
        </div>
      )}
    </article>
  );
}
