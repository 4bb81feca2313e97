import { OnDutyLine } from '../../../_duty/on-duty-line';
import { formatDate, formatInstant, formatWritten } from '../../../_text/format';
import { DefinitionFacts, type Fact } from '../../../_ui/definition-facts';
import { resultsOf } from '../_logic/changes';
import { hourOf } from '../_logic/time-words';
import type { Card } from '../_logic/types';
import { dossierHref } from '../worklist/use-open-dossier';
import { Decisions } from './decisions';

/** The rest of the dossier, below its results: request, techniques, earlier dossiers, comments and every decision taken. */
export function CardMore({ card, now, onOpen, onChanged }: { card: Card; now: Date; onOpen: (dossierId: string) => void; onChanged: () => void }) {
  const awaited = resultsOf(card).filter(({ standing }) => standing === 'awaited');
  const facts: Fact[] = [
    { term: 'Demande', value: requestWords(card) },
    { term: 'Technique', value: techniqueWords(card) },
    { term: 'Antériorités', value: <PriorDossiers card={card} onOpen={onOpen} /> },
    ...(awaited.length > 0 ? [{ term: 'Attendus', value: awaited.map(({ label }) => label).join(', ') }] : []),
    { term: 'De garde', value: <OnDutyLine laboratory={card.laboratory.name} /> },
    { term: 'Commentaires', value: commentWords(card) },
    { term: 'Décisions', value: <Decisions card={card} now={now} onChanged={onChanged} /> },
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

function commentWords(card: Card): string {
  const onResults = resultsOf(card).reduce((count, { notes }) => count + notes.length, 0);
  const onPanels = card.panels.reduce((count, { notes }) => count + notes.length, 0);
  const counted = onResults + onPanels > 0 ? `Examens : ${onResults + onPanels}, ci-dessus.` : 'Examens : aucun.';
  return card.notes.length > 0 ? `${counted} Dossier :\n${card.notes.join('\n')}` : `${counted} Dossier : aucun.`;
}

function PriorDossiers({ card, onOpen }: { card: Card; onOpen: (dossierId: string) => void }) {
  if (card.priorColumns.length === 0)
    return (
      <>{card.patient.identityGuaranteed ? 'Aucun dossier antérieur connu avec un de ces examens.' : 'Identité non garantie : antériorités non rapprochées.'}</>
    );
  return (
    <span className="-my-3 flex flex-wrap gap-x-6">
      {card.priorColumns.map(({ dossierId, on, laboratory }) => (
        <a
          key={dossierId}
          href={dossierHref(dossierId)}
          onClick={(event) => {
            event.preventDefault();
            onOpen(dossierId);
          }}
          className="inline-flex min-h-touch items-center text-action underline decoration-1 underline-offset-[3px]"
        >
          {formatDate(on)}, {laboratory}
        </a>
      ))}
    </span>
  );
}
