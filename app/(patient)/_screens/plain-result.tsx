import { formatUnit } from '../../_text/format';
import { NumberLine } from '../../_ui/number-line';
import { flagSentence, priorSentence } from '../_logic/patient-words';
import type { MyResult } from '../_logic/types';
import { ResultNotes } from './result-notes';

/** A result in its usual range, or one that the laboratory did not evaluate: name, value, one sentence. */
export function PlainResult({ result }: { result: MyResult }) {
  const { line } = result;
  return (
    <>
      <div className={`grid items-center gap-x-4 ${line ? 'grid-cols-[minmax(0,1fr)_120px]' : ''}`}>
        <p>
          <b className="font-strong">{result.label}</b>
          {result.term !== null && <span className="text-base text-ink-2"> ({result.term})</span>}
          <span className="figures block whitespace-pre-line">{result.cancelled ?? `${result.value} ${formatUnit(result.unit)}`}</span>
        </p>
        {line && <NumberLine brief value={line.value} shown={result.value} low={line.low} high={line.high} />}
      </div>
      <p className="text-base text-ink-2">
        {flagSentence(result)}{' '}
        {result.cancelled === null && result.flag === 'not-evaluated' && result.referenceRange && `Intervalle indiqué\u00a0: ${result.referenceRange}. `}
        {result.cancelled === null && priorSentence(result)}
      </p>
      <ResultNotes result={result} />
    </>
  );
}
