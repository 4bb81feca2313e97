'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTRPC } from '../../../_client/trpc';
import { useAct } from '../../../_client/use-act';
import { formatInstant, formatNumber, formatTimeWithSeconds } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { ButtonLink } from '../../../_ui/button-link';
import { DefinitionFacts } from '../../../_ui/definition-facts';
import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { ActSays } from '../_desk/act-says';
import { useLiveRefetch } from '../_desk/use-live-refetch';
import { answeredWords, kindWords, outcomeWords, placeWords, remarksOf, SEVERITIES, stateWords } from '../_logic/exchange-words';
import type { Exchange, ExchangeDetail } from '../_logic/types';
import { STATE_TONES } from './exchange-list';

interface DetailProps {
  chosen: Pick<Exchange, 'direction' | 'id'>;
  names: ReadonlyMap<string, string>;
  mayRetry: boolean;
  onRetried: () => void;
  onClose: () => void;
}

/** One message: where it stands, what was wrong with it and where, every try; and « Renvoyer » for who may. */
export function ExchangeDetailPanel({ chosen, names, mayRetry, onRetried, onClose }: DetailProps) {
  const trpc = useTRPC();
  const { data, isError, refetch } = useQuery(trpc.exchanges.detail.queryOptions(chosen, { trpc: { context: { background: true } } }));
  const retry = useAct(
    trpc.exchanges.retry.mutationOptions({
      onSuccess: () => {
        void refetch();
        onRetried();
      },
    }),
  );
  useLiveRefetch(['exchanges'], () => void refetch());
  const heading = useRef<HTMLHeadingElement>(null);
  const isThere = data !== undefined;
  useEffect(() => {
    if (isThere) heading.current?.focus({ preventScroll: false });
  }, [isThere]);
  if (isError) return <ErrorLine sentence="Ce message n’a pas pu être lu." onRetry={() => void refetch()} />;
  if (!data) return <LoadingLine what="Lecture du message…" />;
  const state = stateWords(data);
  const answered = answeredWords(data);
  return (
    <section aria-labelledby="message-choisi" className="grid gap-4 border-line px-5 py-4 max-desk:border-t desk:sticky desk:top-0 desk:border-l">
      <div className="flex items-start justify-between gap-3">
        <div>
          <h2 id="message-choisi" ref={heading} tabIndex={-1} className="text-title font-strong">
            {kindWords(data.kind)}
          </h2>
          <p className={`font-strong ${STATE_TONES[state.tone]}`}>
            {state.sign} {state.text}
          </p>
        </div>
        <Button onClick={onClose}>Fermer</Button>
      </div>
      <DefinitionFacts facts={factsOf(data, data.laboratoryId ? names.get(data.laboratoryId) : undefined)} />
      {(data.problems.length > 0 || answered) && <Problems problems={data.problems} answered={answered} />}
      {data.direction === 'out' && <Attempts attempts={data.attemptList} />}
      {data.state === 'refused' && data.direction === 'out' && mayRetry && (
        <div className="grid gap-2">
          <p>
            Le SIL a refusé cet envoi{'\u202f'}; ceux du même dossier attendent derrière lui. Une fois la cause levée au laboratoire, il repart à l’identique.
          </p>
          <div>
            <Button variant="primary" pending={retry.isPending} onClick={() => retry.mutate({ messageId: data.id })}>
              Renvoyer
            </Button>
          </div>
        </div>
      )}
      <ActSays acts={[retry]} />
      {data.accessionNumbers.map((number) => (
        <div key={number}>
          <ButtonLink href={`/audit?dossier=${encodeURIComponent(number)}`}>Trace du dossier {number}</ButtonLink>
        </div>
      ))}
    </section>
  );
}

function factsOf(data: ExchangeDetail, laboratory: string | undefined) {
  const facts = [
    { term: 'Numéro', value: data.controlId || 'sans numéro' },
    { term: 'Laboratoire', value: laboratory ?? 'inconnu' },
    { term: data.direction === 'in' ? 'Reçu le' : 'Écrit le', value: `${formatInstant(data.at)}:${formatTimeWithSeconds(data.at).slice(-2)}` },
    { term: 'Dossier', value: data.accessionNumbers.join(', ') || 'aucun' },
    { term: 'Réponse', value: data.answerCode ?? 'aucune' },
  ];
  if (data.sentAt) facts.push({ term: 'Daté du', value: formatInstant(data.sentAt) });
  if (data.peer) facts.push({ term: 'Venu de', value: data.peer });
  if (data.repeats > 0) facts.push({ term: 'Répété', value: `reçu ${data.repeats + 1} fois, compté une fois` });
  if (data.reusesControlId) facts.push({ term: 'Attention', value: 'ce numéro a servi pour un autre contenu' });
  if (data.nextAttemptAt) facts.push({ term: 'Prochain essai', value: formatTimeWithSeconds(data.nextAttemptAt) });
  return facts;
}

function Problems({ problems, answered }: { problems: ExchangeDetail['problems']; answered: string }) {
  return (
    <div>
      <h3 className="font-strong">Ce qui a été remarqué</h3>
      <ul className="grid gap-2 pt-1">
        {remarksOf(problems).map((problem) => (
          <li
            key={`${placeWords(problem)}-${problem.text}`}
            className={`border-l-3 pl-3 ${problem.severity === 'E' ? 'border-critical' : 'border-line-strong'}`}
          >
            <b className="figures font-strong">{placeWords(problem)}</b>{' '}
            <span className="text-s text-ink-2">
              {SEVERITIES[problem.severity]}
              {problem.times > 1 && `, ${formatNumber(problem.times)} fois`}
            </span>
            <span className="block">{problem.text}</span>
          </li>
        ))}
      </ul>
      {answered && <p className="pt-2 text-s text-ink-2">{answered}</p>}
    </div>
  );
}

function Attempts({ attempts }: { attempts: ExchangeDetail['attemptList'] }) {
  return (
    <div>
      <h3 className="font-strong">Essais</h3>
      {attempts.length === 0 && <p className="text-ink-2">Aucun essai encore.</p>}
      <ol className="pt-1">
        {attempts.map((attempt) => (
          <li key={`${attempt.at.getTime()}-${attempt.outcome}`} className="flex gap-4 border-b border-line py-1">
            <time dateTime={attempt.at.toISOString()} className="figures whitespace-nowrap">
              {formatInstant(attempt.at)}:{formatTimeWithSeconds(attempt.at).slice(-2)}
            </time>
            <span>
              {outcomeWords(attempt.outcome)}
              {attempt.answerCode && ` (${attempt.answerCode})`}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
