import { formatUnit } from '../../_text/format';
import { NumberLine } from '../../_ui/number-line';
import { adviceSentence, flagSentence, monthWords, priorSentence } from '../_logic/patient-words';
import type { MyResult } from '../_logic/types';
import { ResultNotes } from './result-notes';

/** A result outside the usual range: the number, one sentence, where it stands, what to do. No red, no arrow. */
export function MarkedResult({ result, now }: { result: MyResult; now: Date }) {
  const { line, prior } = result;
  const previous =
    line?.previous !== null && line?.previous !== undefined && prior
      ? { value: line.previous, text: `${shortMonth(prior.on, now)}\u00a0: ${prior.value}` }
      : undefined;
  return (
    <>
      <h3 className="text-[1.25rem] leading-7 font-strong">
        {result.label}
        {result.term !== null && <span className="text-base font-book text-ink-2"> ({result.term})</span>}
      </h3>
      <p className="my-0.5 whitespace-pre-line">
        <b className="text-[2.25rem] leading-11 font-strong tracking-[-0.02em]">{result.value}</b>{' '}
        <span className="text-base text-ink-2">{formatUnit(result.unit)}</span>
      </p>
      <p className="text-[1.1875rem] leading-7 font-medium">{flagSentence(result)}</p>
      {line ? (
        <figure className="mt-2.5 mb-2 max-w-105">
          <NumberLine value={line.value} shown={result.value} low={line.low} high={line.high} previous={previous} />
        </figure>
      ) : (
        result.referenceRange && (
          <p className="text-base text-ink-2">
            Intervalle habituel{'\u00a0'}: {result.referenceRange}.
          </p>
        )
      )}
      <p className="text-base text-ink-2">{priorSentence(result)}</p>
      <ResultNotes result={result} />
      <p className="mt-2">{adviceSentence(result.flag)}</p>
    </>
  );
}

/** « mai » in the same year, else « mai 2025 ». */
const shortMonth = (on: string, now: Date): string => monthWords(on).replace(` ${now.getFullYear()}`, '');
