import Link from 'next/link';
import type { ReactNode } from 'react';
import { OnDutyLine } from '../../../_duty/on-duty-line';
import { formatDate, formatInstant, formatWritten } from '../../../_text/format';
import { DefinitionFacts, type Fact } from '../../../_ui/definition-facts';
import { CardAdvice } from '../_advice/card-advice';
import { resultsOf } from '../_logic/changes';
import { controlsOfCard } from '../_logic/control-words';
import { indexWords, sampleComments, specimenLine } from '../_logic/sample-words';
import { atHour, hourOf } from '../_logic/time-words';
import type { Card } from '../_logic/types';
import { dossierHref, historyHref } from '../worklist/use-open-dossier';
import { BiologistComments } from './biologist-comments';
import { Decisions } from './decisions';
import { Parts } from './parts';

/** The rest of the dossier, below its results: request, techniques, earlier dossiers, comments and every decision taken. */
export interface CardMoreProps {
  card: Card;
  now: Date;
  /** It is read from what the tablet carried away: what only the server knows, or does, is left out. */
  isCarried?: boolean;
  onOpen: (dossierId: string) => void;
  onChanged: () => void;
}

export function CardMore({ card, now, isCarried = false, onOpen, onChanged }: CardMoreProps) {
  const awaited = resultsOf(card).filter(({ standing }) => standing === 'awaited');
  const facts: Fact[] = [
    { term: 'Demande', value: requestWords(card) },
    { term: 'Échantillon', value: <Samples card={card} /> },
    { term: 'Technique', value: techniqueWords(card) },
    { term: 'Contrôles', value: <Controls card={card} /> },
    { term: 'Même jour', value: <SameDay card={card} onOpen={onOpen} /> },
    { term: 'Antériorités', value: <PriorDossiers card={card} isCarried={isCarried} onOpen={onOpen} /> },
    ...(awaited.length > 0 ? [{ term: 'Attendus', value: awaited.map(({ label }) => label).join(', ') }] : []),
    ...(isCarried ? [] : [{ term: 'De garde', value: <OnDutyLine laboratory={card.laboratory.name} /> }]),
    { term: 'Commentaires', value: commentWords(card) },
    ...(card.comments.length > 0 ? [{ term: 'Biologiste', value: <BiologistComments card={card} /> }] : []),
    ...(card.parts.length > 0 ? [{ term: 'Exécutants', value: <Parts card={card} isCarried={isCarried} onChanged={onChanged} /> }] : []),
    ...(isCarried ? [] : [{ term: 'Second avis', value: <CardAdvice card={card} /> }]),
    { term: 'Décisions', value: <Decisions card={card} now={now} isCarried={isCarried} onChanged={onChanged} /> },
  ];
  return (
    <div className="border-t border-line-strong pt-2.5 pb-3">
      <DefinitionFacts facts={facts} look="small" />
    </div>
  );
}

function requestWords({ request, place, priority, deadlineAt, receivedAt }: Card): string {
  const urgency = { stat: 'urgence vitale', urgent: 'urgent', routine: 'non urgent' }[priority];
  return [
    `${request.placerNumber ?? 'sans numéro de demande'}${request.requestedAt ? ` du ${request.requestedOn ? formatWritten(request.requestedOn) : formatInstant(request.requestedAt)}` : ''}`,
    request.prescriberRpps ? `RPPS ${request.prescriberRpps}` : 'RPPS non transmis',
    place.encounterNumber ? `venue ${place.encounterNumber}` : '',
    deadlineAt ? `${urgency}, échéance ${hourOf(deadlineAt, receivedAt)}` : urgency,
    `dernier message reçu le ${formatInstant(receivedAt)}`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function techniqueWords(card: Card): string {
  const methods = new Map<string, string[]>();
  for (const { method, label } of resultsOf(card)) if (method) methods.set(method, [...(methods.get(method) ?? []), label]);
  const specimens = [...new Set([...card.specimens.map(({ kind }) => kind), ...card.panels.map(({ specimen }) => specimen)])].filter((kind) => kind !== '');
  const lines = [...[...methods].map(([method, labels]) => `${labels.join(', ')} : ${method}`), specimens.join(', ')].filter((line) => line !== '');
  return lines.length > 0 ? lines.join('. ') : 'Non transmise.';
}

/** Each sample in full, the indices, and what was said of it: a level of its own between a result and the dossier. */
function Samples({ card }: { card: Card }) {
  const comments = sampleComments(card);
  return (
    <>
      {card.specimens.length === 0 && <span className="block">Aucun échantillon décrit par le SIL.</span>}
      {card.specimens.map((specimen) => (
        <span key={specimen.identifier} className="block">
          {specimenLine(specimen, card)}
        </span>
      ))}
      <span className="block">{indexWords(card)}</span>
      <span className="block whitespace-pre-line">{comments.length === 0 ? 'Échantillon : aucun commentaire.' : `Commentaire : ${comments.join('\n')}`}</span>
    </>
  );
}

/** The quality control of every measurement, or that none was sent. */
function Controls({ card }: { card: Card }) {
  const lines = controlsOfCard(card);
  if (lines.length === 0) return <>Aucun résultat mesuré.</>;
  return lines.map(({ words, labels, state }) => (
    <span key={words} className="block">
      {state === 'out' ? <b className="font-semibold">{words}</b> : words}
      {lines.length > 1 && <span className="text-ink-2"> · {labels.join(', ')}</span>}
    </span>
  ));
}

const STANDINGS: Record<Card['sameDay'][number]['standing'], string> = {
  expected: 'attendu du laboratoire',
  awaiting: 'à valider',
  held: 'en attente',
  pending: 'signé, délai d’annulation en cours',
  partial: 'validé en partie',
  validated: 'validé',
  empty: 'sans résultat',
};

/** The patient's other dossiers within a day, each with where it stands. */
function SameDay({ card, onOpen }: { card: Card; onOpen: (dossierId: string) => void }) {
  if (!card.patient.identityGuaranteed) return <>Identité non garantie : autres dossiers non rapprochés.</>;
  if (card.sameDay.length === 0) return <>Aucun autre dossier de ce patient à moins de 24 heures.</>;
  return (
    <span className="-my-3 flex flex-wrap gap-x-6">
      {card.sameDay.map((other) => {
        const words = `${other.laboratory}, ${other.accessionNumber}, prélevé ${atHour(other.at, card.receivedAt)} : ${STANDINGS[other.standing]}`;
        return other.isOpenable ? (
          <DossierLink key={other.dossierId} dossierId={other.dossierId} onOpen={onOpen}>
            {words}
          </DossierLink>
        ) : (
          <span key={other.dossierId} className="inline-flex min-h-touch items-center">
            {words} (autre site)
          </span>
        );
      })}
    </span>
  );
}

function DossierLink({ dossierId, onOpen, children }: { dossierId: string; onOpen: (dossierId: string) => void; children: ReactNode }) {
  return (
    <a
      href={dossierHref(dossierId)}
      onClick={(event) => {
        event.preventDefault();
        onOpen(dossierId);
      }}
      className="inline-flex min-h-touch items-center text-action underline decoration-1 underline-offset-[3px]"
    >
      {children}
    </a>
  );
}

function commentWords(card: Card): string {
  const onResults = resultsOf(card).reduce((count, { notes }) => count + notes.length, 0);
  const onPanels = card.panels.reduce((count, { notes }) => count + notes.length, 0);
  const onSamples = sampleComments(card).length;
  const samples = onSamples > 0 ? `Échantillon : ${onSamples}, ci-dessus.` : 'Échantillon : aucun.';
  const counted = onResults + onPanels > 0 ? `Examens : ${onResults + onPanels}, ci-dessus.` : 'Examens : aucun.';
  return card.notes.length > 0 ? `${counted} ${samples} Dossier :\n${card.notes.join('\n')}` : `${counted} ${samples} Dossier : aucun.`;
}

function PriorDossiers({ card, isCarried, onOpen }: { card: Card; isCarried: boolean; onOpen: (dossierId: string) => void }) {
  const unshared = card.unshared.map((name) => `Résultats de ${name} non consultés : pas de convention.`).join(' ');
  const mute = card.mute.map(({ laboratory, since }) => `${laboratory} muet depuis ${hourOf(since, card.receivedAt)} : non consulté.`).join(' ');
  if (!card.patient.identityGuaranteed) return <>Identité non garantie : antériorités non rapprochées.</>;
  return (
    <>
      {mute && <b className="block font-semibold">▲ {mute}</b>}
      {unshared && <b className="block font-semibold">{unshared}</b>}
      {card.priorColumns.length === 0 && (mute || unshared ? 'Aucune antériorité connue ailleurs.' : 'Aucun dossier antérieur connu avec un de ces examens.')}
      <span className="-my-3 flex flex-wrap gap-x-6">
        {card.priorColumns.map(({ dossierId, on, laboratory }) => (
          <DossierLink key={dossierId} dossierId={dossierId} onOpen={onOpen}>
            {formatDate(on)}, {laboratory}
          </DossierLink>
        ))}
        {!isCarried && (
          <Link
            href={historyHref(card.dossierId)}
            prefetch={false}
            data-print="no"
            className="inline-flex min-h-touch items-center text-action underline decoration-1 underline-offset-[3px]"
          >
            Toutes les antériorités, tous sites
          </Link>
        )}
      </span>
    </>
  );
}
