import type { ReactNode } from 'react';
import { formatInstant } from '../../../_text/format';
import { sharedOrigin } from '../../../_text/origin';
import { EFFECT_WORDS, notEvaluable, ruleWords } from '../_logic/finding-words';
import { lisWordsOf, statusNote } from '../_logic/lis-words';
import { partWords } from '../_logic/part-words';
import { differenceWords, resultRequestWords } from '../_logic/request-words';
import { technicalNotes } from '../_logic/technical-words';
import type { CardFinding, CardPanel, CardResult } from '../_logic/types';
import { CardDocuments } from './card-documents';
import { isLongText } from './long-text';

/** Everything said about one value, in full and as it was written, right under it. */
export function ResultNotes({ result, panel, columns, reference }: { result: CardResult; panel: CardPanel; columns: number; reference: Date }) {
  const notes = notesOf(result, panel, reference);
  if (notes.length === 0) return null;
  return (
    <tr data-part>
      <td />
      <td colSpan={columns - 1} className="pr-4 pb-[5px] text-s leading-[18px]">
        <dl className="sticky left-[46px] -mt-[3px] grid max-w-[calc(100vw-76px)] grid-cols-[92px_minmax(0,1fr)] wide:max-w-none">
          {notes.map(({ term, value }) => (
            <div key={term} className="contents">
              <dt className="text-ink-2">{term}</dt>
              <dd className="whitespace-pre-line">{value}</dd>
            </div>
          ))}
        </dl>
      </td>
    </tr>
  );
}

/** Each with its rule, so that she can believe it or not. */
function Findings({ found }: { found: readonly CardFinding[] }) {
  return found.map((finding) => (
    <span key={finding.ruleCode} className="block">
      {finding.effect !== 'inform' && <b className="font-semibold">{EFFECT_WORDS[finding.effect]} : </b>}
      {finding.sentence} <span className="text-ink-2">{ruleWords(finding)}</span>
    </span>
  ));
}

function notesOf(result: CardResult, panel: CardPanel, reference: Date): { term: string; value: ReactNode }[] {
  const { notes, replaces, performedBy, decision, requests, differences } = result;
  const found = result.findings.filter(({ outcome }) => outcome === 'found');
  const unjudged = notEvaluable(result.findings);
  return [
    isLongText(result) && { term: 'Résultat', value: <b className="text-base font-semibold">{result.value}</b> },
    result.documents.length > 0 && { term: 'Document', value: <CardDocuments documents={result.documents} /> },
    replaces !== null && { term: '◆ modifié', value: <b className="text-changed">remplace {replaces}, déjà validé</b> },
    differences.length > 0 && { term: '◆ écart', value: <b className="text-changed">{differences.map(differenceWords).join('\n')}</b> },
    requests.length > 0 && { term: 'Contrôle', value: <b className="font-semibold">{resultRequestWords(requests, requests[0]?.at ?? new Date())}</b> },
    result.lisWords.length > 0 && panel.antibiogram === null && { term: 'Indicateur', value: lisWordsOf(result.lisWords) },
    performedBy === null && statusNote(result, panel),
    result.part !== null && {
      term: 'Exécutant',
      value: result.part.standing === 'validated' ? partWords(result) : <b className="font-semibold">{partWords(result)}</b>,
    },
    found.length > 0 && { term: found.length > 1 ? 'Règles' : 'Règle', value: <Findings found={found} /> },
    unjudged.length > 0 && { term: 'Règles', value: <span className="text-ink-2">{unjudged.join('\n')}</span> },
    notes.length > 0 && { term: 'Laboratoire', value: notes.join('\n') },
    result.origin !== '' && sharedOrigin(panel.results) === null && { term: 'Délocalisé', value: <b className="font-semibold">{result.origin}</b> },
    ...technicalNotes(result, panel, reference).map(({ term, value, isStrong }) => ({
      term,
      value: isStrong ? <b className="font-semibold">{value}</b> : value,
    })),
    decision && result.standing === 'refused' && { term: 'Refusé', value: `${decision.reason} (${decision.by}, ${formatInstant(decision.at)})` },
    decision && result.standing === 'held' && { term: 'En attente', value: `${decision.reason} (${decision.by}, ${formatInstant(decision.at)})` },
  ].filter((note) => note !== false && note !== null && note !== undefined);
}
