'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf } from '../../../../_client/refusal';
import { useTRPC, useTRPCClient } from '../../../../_client/trpc';
import { formatCalendarDate, formatInstant } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ButtonLink } from '../../../../_ui/button-link';
import { ErrorLine } from '../../../../_ui/error-line';
import { LoadingLine } from '../../../../_ui/loading-line';
import { TextArea } from '../../../../_ui/text-area';
import { DeskBar } from '../../_desk/desk-bar';
import { PrintButton } from '../../_desk/print-button';
import { adviceStateWords } from '../../_logic/advice-words';
import type { AdviceRead } from '../../_logic/types';
import { useDutyAct } from '../../duty/use-roster';
import { FrozenResults } from './frozen-results';

/** The dossier as it was when it was asked about, the question, and the words of the answer; there is nothing to decide here. */
export function AdviceView({ adviceId }: { adviceId: string }) {
  const trpc = useTRPC();
  // Each look is a reading: it is not repeated by itself.
  const query = useQuery(trpc.advice.read.queryOptions({ adviceId }, { refetchOnWindowFocus: false, retry: false }));
  const { data } = query;
  const isClosed = query.isError && refusalOf(query.error)?.code === 'advice-closed';
  return (
    <>
      <DeskBar title="Second avis" subtitle={data ? `dossier ${data.number}, vue figée le ${formatInstant(data.askedAt)}` : ''}>
        <div data-print="no" className="flex flex-wrap gap-2">
          <ButtonLink href="/handover/advice">Tous les avis</ButtonLink>
          <PrintButton />
        </div>
      </DeskBar>
      {query.isError && (
        <ErrorLine
          sentence={
            isClosed
              ? 'Cette demande d’avis est finie : reprise, ou restée sans réponse. Le dossier ne vous est plus ouvert.'
              : 'Cet avis n’existe pas, ou ne vous est pas demandé.'
          }
        />
      )}
      <main className="grid flex-1 content-start gap-4 bg-surface px-4 py-4 desk:px-6">
        {!data && !query.isError && <LoadingLine what="Lecture de l’avis…" />}
        {data && (
          <>
            <Question advice={data} />
            <Patient advice={data} />
            <FrozenResults panels={data.shown.panels} />
            <p className="text-s text-ink-2">
              Empreinte de ce qui est montré : <span className="break-all figures">{data.shownHash}</span>
            </p>
            <Acts advice={data} onDone={() => void query.refetch()} />
          </>
        )}
      </main>
    </>
  );
}

function Question({ advice }: { advice: AdviceRead }) {
  return (
    <section aria-label="Question" className="border-l-3 border-action bg-action-soft px-3 py-2">
      <p className="text-s text-ink-2">
        {advice.askedBy} demande à {advice.askedOf}, {adviceStateWords(advice)}
      </p>
      <p className="text-l whitespace-pre-line">{advice.question}</p>
      {advice.answer && (
        <p className="mt-2 border-t border-line pt-2 whitespace-pre-line">
          <b className="font-strong">{advice.askedOf}</b> : {advice.answer}
        </p>
      )}
    </section>
  );
}

function Patient({ advice: { shown } }: { advice: AdviceRead }) {
  const facts = [
    [
      'Patient',
      [
        shown.patient.name,
        { F: 'femme', M: 'homme' }[shown.patient.sex],
        shown.patient.birthDate && `${{ F: 'née', M: 'né' }[shown.patient.sex] ?? 'né(e)'} le ${formatCalendarDate(shown.patient.birthDate)}`,
      ]
        .filter(Boolean)
        .join(', '),
    ],
    ['Laboratoire', [shown.laboratory, shown.place].filter(Boolean).join(', ')],
    ['Prescripteur', shown.prescriber],
    ['Clinique', shown.clinicalInformation || 'Non transmise.'],
    ['Prélèvement', [shown.collectedAt ? formatInstant(shown.collectedAt) : 'heure non transmise', ...shown.specimens].join(' · ')],
    ['Commentaires', shown.notes.join('\n') || 'Aucun.'],
  ];
  return (
    <dl className="grid gap-x-4 gap-y-1 tablet:grid-cols-[8rem_1fr]">
      {facts.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="text-ink-2">{term}</dt>
          <dd className="whitespace-pre-line">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Acts({ advice, onDone }: { advice: AdviceRead; onDone: () => void }) {
  const client = useTRPCClient();
  const [answer, setAnswer] = useState('');
  const { act, problem, pending } = useDutyAct(onDone);
  if (advice.state !== 'open') return null;
  return (
    <section aria-label="Réponse" data-print="no" className="grid max-w-[46rem] gap-2 border-t border-line-strong pt-3">
      {problem && <ErrorLine sentence={problem} />}
      {advice.isForMe && (
        <>
          <TextArea
            label="Votre avis"
            hint="Il est joint au dossier. Il ne signe rien."
            rows={3}
            maxLength={4000}
            value={answer}
            onChange={(event) => setAnswer(event.target.value)}
          />
          <div>
            <Button
              variant="primary"
              pending={pending}
              closed={answer.trim() === '' ? 'écrivez votre avis' : false}
              onClick={() => void act(() => client.advice.answer.mutate({ adviceId: advice.id, answer }))}
            >
              Donner mon avis
            </Button>
          </div>
        </>
      )}
      {advice.isMine && (
        <div>
          <Button pending={pending} onClick={() => void act(() => client.advice.withdraw.mutate({ adviceId: advice.id }))}>
            Reprendre la demande
          </Button>
        </div>
      )}
    </section>
  );
}
