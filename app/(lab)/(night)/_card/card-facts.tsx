import { Fragment, type ReactNode } from 'react';
import { formatUnit, NBSP } from '../../../_text/format';
import { DefinitionFacts, type Fact } from '../../../_ui/definition-facts';
import { Flag } from '../../../_ui/flag';
import { changesOf, type Move, sinceWords } from '../_logic/changes';
import { collectionWords, haemolysisOf, specimenWords } from '../_logic/collection-words';
import { doneAlready } from '../_logic/done-already';
import { EFFECT_WORDS, lineOf, nothingFound } from '../_logic/finding-words';
import type { Card, CardFinding } from '../_logic/types';

const DONE_SHOWN = 3;

/** The context that decides whether a value can be true: clinic and sampling, then what has changed and what was done. */
export function CardFacts({ card }: { card: Card }) {
  const clinic = card.request.clinicalInformation;
  const done = doneAlready(card);
  return (
    <>
      <div className="pb-1.5">
        <DefinitionFacts
          facts={[
            { term: 'Clinique', value: clinic ? <span className="font-medium">{clinic}</span> : 'Aucun renseignement clinique transmis.' },
            { term: 'Prélèvement', value: <Collection card={card} /> },
          ]}
        />
      </div>
      <DefinitionFacts
        look="four-lines"
        label="Le dossier en dix secondes"
        facts={[{ term: 'A changé', value: <Changes card={card} /> }, ...ruleFacts(card), { term: 'Déjà fait', value: doneLine(done) }]}
      />
    </>
  );
}

/** Two lines where the rules found something, one where they did not: what is true of both is said once. */
function ruleFacts(card: Card): Fact[] {
  const lines = [
    { term: 'Se contredit', ...lineOf(card, 'contradiction') },
    { term: 'Peut être faux', ...lineOf(card, 'doubt') },
  ].filter(({ shown }) => shown.length > 0);
  if (lines.length > 0) return lines.map(({ term, shown, more }) => ({ term, value: <Findings shown={shown} more={more} /> }));
  return [{ term: 'Expertise', value: nothingFound(card) }];
}

function Findings({ shown, more }: { shown: readonly CardFinding[]; more: number }) {
  return (
    <>
      {shown.map((finding) => (
        <span key={`${finding.ruleCode} ${finding.about.join()}`} className="mr-2">
          {finding.effect !== 'inform' && <b>{EFFECT_WORDS[finding.effect]} : </b>}
          {finding.sentence} <span className="text-s text-ink-2">({finding.ruleCode})</span>
        </span>
      ))}
      {more > 0 && <span className="text-ink-2">{more === 1 ? '1 autre' : `${more} autres`} sous les valeurs.</span>}
    </>
  );
}

/** What fits without pushing the results away: the latest, and how many more stand below. */
function doneLine(done: readonly string[]): string {
  if (done.length === 0) return 'Aucune repasse transmise, aucune décision.';
  const earlier = done.length - DONE_SHOWN;
  const last = `${done.slice(-DONE_SHOWN).join('. ')}.`;
  return earlier > 0 ? `${last} ${earlier === 1 ? '1 fait plus ancien' : `${earlier} faits plus anciens`}, plus bas.` : last;
}

function Collection({ card }: { card: Card }) {
  const { taken, received, delay } = collectionWords(card);
  const index = haemolysisOf(card);
  return (
    <span className="text-s">
      {taken} · {received}
      {delay && (
        <>
          , <b>{delay}</b>
        </>
      )}
      {index && (
        <>
          {' · '}
          <b>
            {index.label.toLowerCase()} {index.value}
          </b>{' '}
          <span className="whitespace-nowrap">{index.referenceRange && `(${index.referenceRange})`}</span> {formatUnit(index.unit)}{' '}
          <Flag flag={index.flag} voice="biologist" />
        </>
      )}
      {specimenWords(card).map((words) => (
        <Fragment key={words}>
          {' · '}
          <b>{words}</b>
        </Fragment>
      ))}
    </span>
  );
}

function Changes({ card }: { card: Card }): ReactNode {
  const { replaced, moved, others, none } = changesOf(card);
  if (none !== null) return none;
  return (
    <>
      {replaced.map((move) => (
        <span key={move.label} className="mr-2">
          <Flag flag="changed" voice="biologist" />
          {NBSP}: {move.label} <b>{move.to}</b> remplace {move.from}.
        </span>
      ))}
      {moved.map(({ days, moves }) => (
        <span key={days} className="mr-2">
          {sinceWords(days)}
          {NBSP}: <Moves moves={moves} />.
        </span>
      ))}
      {others > 0 && <span className="text-ink-2">{others === 1 ? '1 autre écart' : `${others} autres écarts`} dans le tableau.</span>}
    </>
  );
}

function Moves({ moves }: { moves: readonly Move[] }) {
  return moves.map((move, index) => (
    <Fragment key={move.label}>
      {index > 0 && ', '}
      {move.label} {move.from} → <b>{move.to}</b>
    </Fragment>
  ));
}
