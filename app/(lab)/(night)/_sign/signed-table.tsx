import { formatUnit } from '../../../_text/format';
import { AlignedNumber } from '../../../_ui/aligned-number';
import { Flag } from '../../../_ui/flag';
import type { CardResult } from '../_logic/types';

const LINE = 'border-b border-line py-[3px] align-baseline';

/** What a signature is put under, each result with its unit, its reference, its flag and its notes in full. */
export function SignedTable({ results, caption }: { results: readonly CardResult[]; caption: string }) {
  return (
    <table className="w-full border-collapse">
      <caption className="pb-1 text-left font-strong">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Examen</th>
          <th scope="col">Valeur</th>
          <th scope="col">Unité et référence</th>
          <th scope="col">Indicateur du SIL</th>
        </tr>
      </thead>
      {results.map((result) => (
        <tbody key={result.id}>
          <tr>
            <th scope="row" className={`${result.notes.length > 0 ? 'py-[3px] align-baseline' : LINE} pr-2 text-left font-normal`}>
              {result.label} {result.subId}
            </th>
            <Value result={result} line={result.notes.length > 0 ? 'py-[3px] align-baseline' : LINE} />
          </tr>
          {result.notes.length > 0 && (
            <tr>
              <td colSpan={4} className="border-b border-line pb-[5px] text-s leading-[17px] whitespace-pre-line">
                {result.notes.join('\n')}
              </td>
            </tr>
          )}
        </tbody>
      ))}
    </table>
  );
}

function Value({ result, line }: { result: CardResult; line: string }) {
  if (!result.isNumeric || result.removal !== null)
    return (
      <>
        <td colSpan={2} className={`${line} pl-2 font-semibold whitespace-pre-line`}>
          {result.removal ?? result.value}
        </td>
        <td className={line}>{result.removal === null && <Flag flag={result.flag} voice="biologist" />}</td>
      </>
    );
  return (
    <>
      <td className={`${line} w-18 font-strong`}>
        <AlignedNumber value={result.value} />
      </td>
      <td className={`${line} w-36 pl-2 text-s`}>
        {formatUnit(result.unit)} {result.referenceRange && <span className="whitespace-nowrap text-ink-2">({result.referenceRange})</span>}
      </td>
      <td className={`${line} w-28`}>
        <Flag flag={result.flag} voice="biologist" />
      </td>
    </>
  );
}
