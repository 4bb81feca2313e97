'use client';

import { Button } from '../../../../_ui/button';
import { ScrollArea } from '../../../../_ui/scroll-area';
import { delayInForce, delayOrigin, minutesWords } from '../../_logic/delay-words';
import type { DelayLine } from '../../_logic/types';

interface DelayTableProps {
  lines: readonly DelayLine[];
  mayManage: boolean;
  onOpen: (loincCode: string) => void;
}

/** On a telephone there is no room for a third column: who says so stands under the name. */
const BESIDE = 'hidden tablet:table-cell print:table-cell';
const BELOW = 'block tablet:hidden print:hidden';

/** The list as the laboratory keeps it: chapter by chapter, what is urgent and within which delay, and who says so. */
export function DelayTable({ lines, mayManage, onOpen }: DelayTableProps) {
  const chapters = [...new Set(lines.map(({ chapter }) => chapter))];
  const cell = 'border-b border-line py-2 pr-4 text-left align-middle';
  return (
    <ScrollArea label="Délais d’urgence" className="overflow-x-auto">
      <table className="w-full max-w-240 border-collapse">
        <thead>
          <tr>
            {['Examen', 'Délai', 'Origine'].map((title) => (
              <th key={title} scope="col" className={`${cell} text-s font-medium text-ink-2 ${title === 'Origine' ? BESIDE : ''}`}>
                {title}
              </th>
            ))}
            <th scope="col" className={cell} data-print="no">
              <span className="sr-only">Action</span>
            </th>
          </tr>
        </thead>
        {chapters.map((chapter) => (
          <tbody key={chapter}>
            <tr>
              <th scope="rowgroup" colSpan={4} className="pt-4 pb-1 text-left font-strong">
                {chapter}
              </th>
            </tr>
            {lines
              .filter((line) => line.chapter === chapter)
              .map((line) => (
                <tr key={line.loincCode}>
                  <th scope="row" className={`${cell} font-book`}>
                    {line.label} <span className="figures block text-s text-ink-2">{line.loincCode}</span>
                    <span className={`text-s ${BELOW}`}>{delayOrigin(line)}</span>
                  </th>
                  <td className={`${cell} figures font-strong whitespace-nowrap`}>
                    {minutesWords(delayInForce(line).minutes) || <span className="font-book text-ink-2">aucun</span>}
                  </td>
                  <td className={`${cell} text-s ${BESIDE}`}>{delayOrigin(line)}</td>
                  <td className={`${cell} pr-0 text-right`} data-print="no">
                    <Button aria-label={`${mayManage ? 'Modifier' : 'Voir'}, ${line.label}, ${line.loincCode}`} onClick={() => onOpen(line.loincCode)}>
                      {mayManage ? 'Modifier' : 'Voir'}
                    </Button>
                  </td>
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </ScrollArea>
  );
}
