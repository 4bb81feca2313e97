import { formatUnit, NBSP } from '../../_text/format';
import { Flag } from '../../_ui/flag';
import { priorWords } from '../_logic/report-words';
import type { Result } from '../_logic/types';
import { ResultDocuments } from './result-documents';

/** One result with everything said of it: value, unit, the laboratory's flag and range, the earlier value, and its notes in full underneath. */
export function ResultLines({ result, origin, reportId }: { result: Result; origin: string | null; reportId: string }) {
  const isCritical = result.flag.startsWith('critical');
  const prior = priorWords(result);
  return (
    <tbody data-print="whole" className={`border-b border-line max-tablet:block max-tablet:py-1.5 ${result.changed ? 'border-l-[3px] border-l-changed' : ''}`}>
      <tr className="align-baseline max-tablet:grid max-tablet:grid-cols-[minmax(0,1fr)_auto_auto] max-tablet:gap-x-2">
        <th
          scope="row"
          className={`w-[26%] py-1 pr-2 text-left max-tablet:col-span-3 max-tablet:w-auto ${isCritical ? 'font-strong' : 'font-book'} ${result.changed ? 'pl-2.5' : ''}`}
        >
          {result.label}
          {result.method && <span className="ml-2 text-s font-normal text-ink-2">{result.method}</span>}
        </th>
        {result.cancelled !== null || !result.isNumeric ? (
          <td colSpan={2} className="px-2 py-1 font-strong whitespace-pre-line max-tablet:col-span-2 max-tablet:px-0">
            {result.cancelled ?? result.value} {result.cancelled === null && <span className="text-s font-normal text-ink-2">{formatUnit(result.unit)}</span>}
          </td>
        ) : (
          <>
            <td
              className={`figures w-[9%] px-2 py-1 text-right text-l font-strong whitespace-pre-line max-tablet:w-auto max-tablet:px-0 max-tablet:text-left ${isCritical ? 'text-critical' : ''}`}
            >
              {result.value}
            </td>
            <td className="w-[13%] py-1 text-s text-ink-2 max-tablet:w-auto">{formatUnit(result.unit) || 'sans unité'}</td>
          </>
        )}
        <td className="w-[16%] py-1 max-tablet:w-auto max-tablet:text-right">{result.cancelled === null && <Flag flag={result.flag} voice="reader" />}</td>
        <td className="w-[18%] px-2 py-1 whitespace-pre-line text-ink-2 max-tablet:col-span-3 max-tablet:w-auto max-tablet:px-0 max-tablet:text-s">
          <span className="tablet:hidden">Référence{NBSP}: </span>
          {result.referenceRange || 'non reçue'}
        </td>
        <td className="py-1 pl-2 text-right text-ink-2 max-tablet:col-span-3 max-tablet:pl-0 max-tablet:text-left max-tablet:text-s">
          <span className="tablet:hidden">Antériorité{NBSP}: </span>
          {prior.on && (
            <span className="text-s">
              {prior.on}
              {NBSP}
            </span>
          )}
          <span className="figures">{prior.value}</span>
        </td>
      </tr>
      {(result.changed || origin || result.performedBy || result.notes.length > 0 || (result.documents ?? []).length > 0) && (
        <tr className="max-tablet:block">
          <td colSpan={6} className={`pb-1.5 max-tablet:block ${result.changed ? 'pl-2.5' : ''}`}>
            {result.changed && (
              <span className="mr-2 text-s font-strong text-changed">
                <span aria-hidden="true">◆ </span>
                {result.changed}
              </span>
            )}
            {result.notes.map((note) => (
              <p key={note} className="max-w-[92ch] whitespace-pre-line">
                {note}
              </p>
            ))}
            <ResultDocuments reportId={reportId} documents={result.documents ?? []} />
            {origin && (
              <p className="text-s text-ink-2">
                Mesuré hors du laboratoire{NBSP}: {origin}
              </p>
            )}
            {result.performedBy && <p className="text-s text-ink-2">Réalisé par {result.performedBy}</p>}
          </td>
        </tr>
      )}
    </tbody>
  );
}
