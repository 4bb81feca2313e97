import { Fragment, type ReactNode } from 'react';
import { NBSP } from '../../../_text/format';
import { DefinitionFacts, type Fact } from '../../../_ui/definition-facts';
import { Flag } from '../../../_ui/flag';
import { changesOf, type Move, sinceWords } from '../_logic/changes';
import { collectionWords, specimenWords } from '../_logic/collection-words';
import { doubtOfControls } from '../_logic/control-words';
import { doneAlready } from '../_logic/done-already';
import { EFFECT_WORDS, lineOf, nothingFound } from '../_logic/finding-words';
import { raisedIndices, sampleComments } from '../_logic/sample-words';
import type { Card, CardFinding, EndedCall } from '../_logic/types';

const DONE_SHOWN = 3;

/** The context that decides whether a value can be true: clinic and sampling, then what has changed and what was done. */
export function CardFacts({ card, calls }: { card: Card; calls: readonly EndedCall[] }) {
  const clinic = card.request.clinicalInformation;
  const done = doneAlready(card, calls);
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

/** Two lines where the rules found something, one where they did not, or are suspended: what is true of both is said once. */
function ruleFacts(card: Card): Fact[] {
  const lines = [
    { term: 'Se contredit', ...lineOf(card, 'contradiction') },
    { term: 'Peut être faux', ...lineOf(card, 'doubt') },
  ].filter(({ shown }) => shown.length > 0);
  const control = doubtOfControls(card);
  const told = lines.map(({ term, shown, more }) => ({ term, value: <Findings shown={shown} more={more} /> }));
  if (control) told.push({ term: lines.some(({ term }) => term === 'Peut être faux') ? 'et aussi' : 'Peut être faux', value: <b>{control}</b> });
  const isSilent = told.length === 0 || card.rulesSuspended !== null;
  return isSilent ? [...told, { term: 'Expertise', value: nothingFound(card) }] : told;
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
  if (done.length === 0) return 'Aucune repasse, aucune correction, aucun appel, aucune décision.';
  const earlier = done.length - DONE_SHOWN;
  const last = `${done.slice(-DONE_SHOWN).join('. ')}.`;
  return earlier > 0 ? `${last} ${earlier === 1 ? '1 fait plus ancien' : `${earlier} faits plus anciens`}, plus bas.` : last;
}

function Collection({ card }: { card: Card }) {
  const { taken, received, delay } = collectionWords(card);
  return (
    <span className="text-s">
      {taken} · {received}
      {delay && (
        <>
          , <b>{delay}</b>
        </>
      )}
      {raisedIndices(card).map(({ text, flag }) => (
        <Fragment key={text}>
          {' · '}
          <b>{text}</b> <Flag flag={flag} voice="biologist" />
        </Fragment>
      ))}
      {[...specimenWords(card), ...sampleComments(card).map((comment) => `«${NBSP}${comment}${NBSP}»`)].map((words) => (
        <Fragment key={words}>
          {' · '}
          <b>{words}</b>
        </Fragment>
      ))}
    </span>
  );
}

function Changes({ card }: { card: Card }): ReactNode {
  const { replaced, corrected, moved, others, none } = changesOf(card);
  if (none !== null) return none;
  return (
    <>
      {replaced.map((move) => (
        <span key={move.label} className="mr-2">
          <Flag flag="changed" voice="biologist" />
          {NBSP}: {move.label} <b>{move.to}</b> remplace {move.from}.
        </span>
      ))}
      {corrected.length > 0 && (
        <span className="mr-2">
          Corrigé par le SIL{NBSP}: <Moves moves={corrected} />.
        </span>
      )}
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
