import Link from 'next/link';
import { formatDate, formatTimeWithSeconds } from '../../../_text/format';
import { terminalWords } from '../../../_text/terminal-words';
import { ScrollArea } from '../../../_ui/scroll-area';
import { roleWords } from '../_logic/roles';
import { actorWords, traceSentence } from '../_logic/trace-sentences';
import type { TraceLine } from '../_logic/types';

/** The acts in order: when to the second, who, what with its outcome, from where. */
export function TraceTable({ lines, withDossier }: { lines: readonly TraceLine[]; withDossier: boolean }) {
  const cell = 'border-b border-line px-2 py-1.5 align-top first:pl-4 desk:first:pl-6';
  const headings = ['Quand', 'Qui', 'Quoi', ...(withDossier ? ['Dossier'] : []), 'D’où'];
  return (
    <ScrollArea label="Actes" className="overflow-x-auto">
      <table className="w-full border-collapse">
        <caption className="sr-only">Actes tracés</caption>
        <thead>
          <tr className="text-left text-s text-ink-2">
            {headings.map((heading) => (
              <th key={heading} scope="col" className="border-b border-line-strong px-2 py-1.5 font-medium first:pl-4 desk:first:pl-6">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.sequence}>
              <td className={`${cell} figures whitespace-nowrap`}>
                <time dateTime={line.at.toISOString()}>
                  {formatDate(line.at)} {formatTimeWithSeconds(line.at)}
                </time>
              </td>
              <td className={cell}>
                {actorWords(line)}
                {line.actorKind === 'professional' && <span className="block text-s text-ink-2">{roleWords(line.actorRole)}</span>}
              </td>
              <th scope="row" className={`${cell} text-left font-normal`}>
                {line.outcome === 'refused' && <b className="font-strong text-critical">✕ </b>}
                {traceSentence(line)}
              </th>
              {withDossier && (
                <td className={`${cell} figures`}>
                  {line.accessionNumber && (
                    <Link
                      href={`/audit?dossier=${encodeURIComponent(line.accessionNumber)}`}
                      prefetch={false}
                      className="-my-3 inline-flex min-h-touch items-center text-action underline underline-offset-[3px]"
                    >
                      {line.accessionNumber}
                    </Link>
                  )}
                </td>
              )}
              <td className={`${cell} text-s`}>
                {line.address}
                {line.terminal !== '' && <span className="block text-ink-2">{terminalWords(line.terminal)}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
