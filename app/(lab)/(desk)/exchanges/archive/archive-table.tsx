import { Button } from '../../../../_ui/button';
import { ScrollArea } from '../../../../_ui/scroll-area';
import { archiveStateWords, instantCell, receiverWords, whatWords } from '../../_logic/archive-words';
import type { Transmission } from '../../_logic/types';

interface ArchiveTableProps {
  items: readonly Transmission[];
  names: ReadonlyMap<string, string>;
  isStale: boolean;
  older: (() => void) | null;
  newer: (() => void) | null;
}

const CELL = 'border-b border-line px-2 py-1.5 align-top';
const TONES: Readonly<Record<string, string>> = { acknowledged: 'text-fresh', failed: 'text-critical', waiting: 'text-abnormal' };
const SIGNS: Readonly<Record<string, string>> = { acknowledged: '✓', failed: '✕', waiting: '…', sent: '→', unwanted: '–' };

/** One line per transmission, newest first. */
export function ArchiveTable({ items, names, isStale, older, newer }: ArchiveTableProps) {
  if (items.length === 0 && !newer) return <p className="px-4 py-6 text-ink-2">Aucune transmission ne correspond.</p>;
  return (
    <div className={isStale ? 'opacity-60' : ''}>
      <ScrollArea label="Transmissions" className="overflow-x-auto">
        <table className="w-full border-collapse">
          <caption className="sr-only">Transmissions, les plus récentes d’abord</caption>
          <thead>
            <tr className="text-left text-s text-ink-2">
              {['Dossier', 'Quoi', 'Receveur', 'Envoyé le', 'Accusé le', 'État'].map((heading) => (
                <th key={heading} scope="col" className="border-b border-line-strong px-2 py-1.5 font-medium first:pl-4">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => {
              const { who, how } = receiverWords(item);
              return (
                <tr key={`${item.kind} ${item.id}`}>
                  <th scope="row" className={`${CELL} figures pl-4 text-left font-normal`}>
                    <b className="font-strong">{item.accessionNumber}</b>
                    <span className="block text-s text-ink-2">{names.get(item.laboratoryId) ?? ''}</span>
                  </th>
                  <td className={CELL}>
                    {whatWords(item)}
                    {item.receiverKind === 'lis' && <span className="figures block text-s text-ink-2">{item.detail}</span>}
                  </td>
                  <td className={CELL}>
                    {who}
                    <span className="block text-s text-ink-2">{how}</span>
                  </td>
                  <td className={`${CELL} figures whitespace-nowrap`}>{instantCell(item.sentAt)}</td>
                  <td className={`${CELL} figures whitespace-nowrap`}>{instantCell(item.acknowledgedAt)}</td>
                  <td className={`${CELL} ${TONES[item.state] ?? ''}`}>
                    <b className="font-strong">
                      <span aria-hidden="true">{SIGNS[item.state]} </span>
                      {archiveStateWords(item)}
                    </b>
                    {item.tries > 1 && <span className="figures block text-s text-ink-2">{item.tries} essais</span>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollArea>
      {(older || newer) && (
        <nav aria-label="Pages" data-print="no" className="flex items-center justify-between gap-3 px-4 py-3">
          <Button onClick={newer ?? undefined} closed={!newer}>
            Plus récentes
          </Button>
          <Button onClick={older ?? undefined} closed={!older}>
            Plus anciennes
          </Button>
        </nav>
      )}
    </div>
  );
}
