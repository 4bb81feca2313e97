import { formatDate, formatUnit, NBSP } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';
import { AlignedNumber } from '../../../_ui/aligned-number';
import { Button } from '../../../_ui/button';
import { ErrorLine } from '../../../_ui/error-line';
import { Flag } from '../../../_ui/flag';
import { LoadingLine } from '../../../_ui/loading-line';
import { collectionWords } from '../_logic/collection-words';
import { nameOf, personWords, placeWords } from '../_logic/identity-words';
import type { BatchBar, Card, CardResult } from '../_logic/types';
import { barsInWords } from './batch-words';
import type { ReviewedDossier } from './use-review';

export interface ReviewDossierProps {
  dossier: ReviewedDossier;
  now: Date;
  seen: ReadonlySet<string>;
  onOpen: (dossierId: string) => void;
  onDrop: (dossierId: string) => void;
}

/** One dossier of the sheet: who, where, when, every one of its results, and whether it may be signed with the others. */
export function ReviewDossier({ dossier, now, seen, onOpen, onDrop }: ReviewDossierProps) {
  const { dossierId, card, failure } = dossier;
  if (!card)
    return (
      <section aria-label="Dossier" className="border-b border-line-strong px-4 py-3">
        {failure === null && <LoadingLine what="Lecture du dossier…" />}
        {failure === 'link' && <ErrorLine sentence="Ce dossier n’a pas pu être lu. Rien n’a changé." onRetry={dossier.reread} />}
        {failure !== null && failure !== 'link' && <p>{refusalSentence(failure)}</p>}
      </section>
    );
  const name = nameOf(card.patient);
  const results = card.panels.flatMap((panel) => panel.results);
  return (
    <section aria-label={name} className="border-b border-line-strong px-4 py-3">
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <h2 className="text-l font-strong">
            {name} <span className="text-base font-normal text-ink-2">{personWords(card.patient, now)}</span>
          </h2>
          <p className="text-s">
            IPP <span className="figures">{card.patient.identifier}</span> · dossier <span className="figures">{card.accessionNumber}</span>, version{' '}
            {card.revision} · {placeWords(card.place) || card.laboratory.shortName} · prélevé {collectionWords(card).taken}
          </p>
          <p className="text-s">{card.request.clinicalInformation || 'Aucun renseignement clinique transmis.'}</p>
        </div>
        <div className="flex gap-2">
          <Button onClick={() => onOpen(dossierId)} aria-label={`Ouvrir le dossier, ${name}`}>
            Ouvrir
          </Button>
          <Button onClick={() => onDrop(dossierId)} aria-label={`Retirer de la liste, ${name}`}>
            Retirer
          </Button>
        </div>
      </header>
      <Standing dossier={dossier} isSeen={results.every(({ id }) => seen.has(id))} />
      <ReviewTable card={card} results={results} name={name} />
    </section>
  );
}

/** The displayed rows are said by the whole; the rest by the server. */
const besides = (bars: readonly BatchBar[]): BatchBar[] => bars.filter((bar) => bar !== 'not-displayed');

function Standing({ dossier: { prepared }, isSeen }: { dossier: ReviewedDossier; isSeen: boolean }) {
  if (!prepared) return <p className="mt-1 text-s text-ink-2">Vérification en cours…</p>;
  const bars = besides(prepared.bars);
  if (prepared.fingerprint === null) return <p className="mt-1 font-medium text-abnormal">À relire seul{NBSP}: le dossier a changé entre-temps.</p>;
  if (bars.length > 0)
    return (
      <p className="mt-1 font-medium text-abnormal">
        Ne se signe pas avec d’autres{NBSP}: {barsInWords(bars)}.
      </p>
    );
  return <p className="mt-1 text-s text-ink-2">{isSeen ? '✓ Affiché en entier.' : 'Pas encore affiché en entier.'}</p>;
}

const CELL = 'py-[3px] align-baseline';

function ReviewTable({ card, results, name }: { card: Card; results: readonly CardResult[]; name: string }) {
  return (
    <table className="mt-1 w-full border-collapse">
      <caption className="sr-only">
        Résultats, {name}, {card.accessionNumber}
      </caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Examen</th>
          <th scope="col">Valeur</th>
          <th scope="col">Unité et référence</th>
          <th scope="col">Indicateur du SIL</th>
          <th scope="col">Antériorité</th>
        </tr>
      </thead>
      {results.map((result) => (
        <tbody key={result.id} data-result={result.id} className="border-b border-line">
          <tr data-part="">
            <th scope="row" className={`${CELL} pr-2 text-left font-normal`}>
              {result.label} {result.subId}
            </th>
            <td className={`${CELL} w-24 font-strong whitespace-pre-line`}>
              {result.isNumeric && result.removal === null ? <AlignedNumber value={result.value} /> : (result.removal ?? result.value)}
              {result.standing === 'awaited' && <span className="font-normal text-ink-2">attendu</span>}
            </td>
            <td className={`${CELL} pl-2 text-s`}>
              {formatUnit(result.unit)} {result.referenceRange && <span className="whitespace-nowrap text-ink-2">({result.referenceRange})</span>}
            </td>
            <td className={`${CELL} pl-2`}>{result.removal === null && result.standing !== 'awaited' && <Flag flag={result.flag} voice="biologist" />}</td>
            <td className={`${CELL} pl-2 text-right text-s text-ink-2`}>
              <Before result={result} />
            </td>
          </tr>
          {result.notes.length > 0 && (
            <tr data-part="">
              <td colSpan={5} className="pb-[5px] text-s leading-[17px] whitespace-pre-line">
                {result.notes.join('\n')}
              </td>
            </tr>
          )}
        </tbody>
      ))}
    </table>
  );
}

function Before({ result: { priors, delta, priorAbsence } }: { result: CardResult }) {
  const [last] = priors;
  if (!last) return <>{priorAbsence}</>;
  return (
    <>
      {last.value} le {formatDate(last.on)}
      {delta && <b className="ml-1 font-medium text-ink">{delta.text}</b>}
    </>
  );
}
