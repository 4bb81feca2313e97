import type { ReactNode } from 'react';
import { formatInstant, formatPhone } from '../../../_text/format';
import { insGapWords, insWords, nameOf, personWords, placeWords } from '../_logic/identity-words';
import { hourOf, timeWords } from '../_logic/time-words';
import type { Card } from '../_logic/types';

/** Who, where, for whom, until when: never scrolled away, never cut. `standing` replaces the time left once decided. */
export function CardHeader({ card, now, standing }: { card: Card; now: Date; standing: ReactNode }) {
  const { patient, request, place } = card;
  const used = patient.usedFamilyName;
  return (
    <header className="px-4 pt-2 pb-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 tablet:flex-nowrap">
        <h1 id="card-title" tabIndex={-1} className="text-title font-strong outline-none">
          {nameOf(patient)}
          {used && used !== patient.birthFamilyName && (
            <span className="text-base font-normal text-ink-2"> nom utilisé {`${used} ${patient.firstGivenName}`}</span>
          )}
        </h1>
        <p className="whitespace-nowrap">{standing}</p>
      </div>
      <Warnings card={card} />
      <p className="figures text-s">
        {personWords(patient, now)}
        {patient.ins ? ` · INS qualifiée ${insWords(patient.ins)}` : ` · ${insGapWords(patient.insGaps)}`}
        {patient.identifier && ` · IPP ${patient.identifier}${patient.authority ? `, ${patient.authority}` : ''}`}
      </p>
      <p className="text-s">
        <b>{placeWords(place)}</b> · {request.prescriber || 'prescripteur non transmis'}
        {phoneOf(card)} · dossier <span className="figures">{card.accessionNumber}</span>
        {place.encounterNumber && (
          <>
            {' '}
            · venue <span className="figures">{place.encounterNumber}</span>
          </>
        )}
      </p>
    </header>
  );
}

/** « reste 14 min · échéance 03:30 », or since when it is asked for when nobody set a delay. */
export function TimeLeft({ card, now }: { card: Pick<Card, 'deadlineAt' | 'collection' | 'request' | 'receivedAt'>; now: Date }) {
  const times = {
    deadlineAt: card.deadlineAt,
    collectedAt: card.collection.collectedOn ? null : card.collection.collectedAt,
    requestedAt: card.request.requestedOn ? null : card.request.requestedAt,
    arrivedAt: card.receivedAt,
  };
  const { text, urgent } = timeWords(times, now);
  const tone = `text-title font-strong ${urgent ? 'text-critical' : ''}`;
  if (!card.deadlineAt)
    return (
      <>
        demandé depuis <b className="text-l">{text}</b>
      </>
    );
  return (
    <>
      {!text.startsWith('dépassé') && 'reste '}
      <b className={tone}>{text}</b> · échéance {hourOf(card.deadlineAt, now)}
    </>
  );
}

function phoneOf({ request, place }: Card): string {
  const phone = request.callbackPhone || place.wardPhone;
  return phone ? `, ${formatPhone(phone)}` : ', aucun numéro de rappel';
}

function Warnings({ card }: { card: Card }) {
  const warnings = [
    card.isTest ? 'ESSAI : message de test, ne concerne aucun patient' : '',
    card.patient.identityGuaranteed ? '' : 'Identité non garantie',
    card.panels.some(({ results }) => results.some(({ origin }) => origin !== '')) ? 'Résultats de biologie délocalisée' : '',
    card.request.isPrescriberKnown ? '' : 'Prescripteur absent de l’annuaire',
    card.receivedAt && card.revision > 1 ? `Version ${card.revision}, reçue le ${formatInstant(card.receivedAt)}` : '',
  ].filter((warning) => warning !== '');
  if (warnings.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-4 text-s font-strong text-abnormal">
      {warnings.map((warning) => (
        <span key={warning}>! {warning}</span>
      ))}
    </p>
  );
}
