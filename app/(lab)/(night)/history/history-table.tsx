import { formatDate, formatTime, formatUnit } from '../../../_text/format';
import type { History } from '../_logic/types';
import { dossierHref } from '../worklist/use-open-dossier';

type Chapter = History['chapters'][number];
type Row = Chapter['rows'][number];
type Column = History['columns'][number];

/** Dates that a sheet of paper takes beside the names. */
const ON_PAPER = 7;

interface HistoryTableProps {
  chapter: Chapter;
  columns: readonly Column[];
  current: string;
}

/** One chapter: dates as columns, newest first. On the screen it scrolls sideways under its names; on paper it goes on in tables of as many dates as fit. */
export function HistoryTable({ chapter, columns, current }: HistoryTableProps) {
  const held = new Set(chapter.rows.flatMap(({ cells }) => cells.map(({ dossierId }) => dossierId)));
  const own = columns.filter(({ dossierId }) => held.has(dossierId));
  const sheets = Array.from({ length: Math.ceil(own.length / ON_PAPER) }, (_, index) => own.slice(index * ON_PAPER, (index + 1) * ON_PAPER));
  return (
    <section aria-label={chapter.title} className="min-w-0">
      <h2 className="border-b border-line-strong pb-1 text-l font-strong">{chapter.title}</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll area without a control inside is out of reach otherwise */}
      <section aria-label={`${chapter.title}, tableau`} tabIndex={0} className="overflow-x-auto -outline-offset-3 print:hidden">
        <Table chapter={chapter} columns={own} current={current} />
      </section>
      <div className="hidden gap-3 print:grid">
        {sheets.map((sheet) => (
          <Table key={sheet[0]?.dossierId} chapter={chapter} columns={sheet} current={current} />
        ))}
      </div>
    </section>
  );
}

function Table({ chapter, columns, current }: HistoryTableProps) {
  const rows = chapter.rows.filter(({ cells }) => cells.some(({ dossierId }) => columns.some((column) => column.dossierId === dossierId)));
  return (
    <table className="border-separate border-spacing-0 text-left">
      <caption className="sr-only">{chapter.title}, du plus récent au plus ancien</caption>
      <thead>
        <tr>
          <th scope="col" className={`${NAME} ${HEAD}`}>
            Examen
          </th>
          {columns.map((column) => (
            <th key={column.dossierId} scope="col" className={`${HEAD} ${CELL} text-right`}>
              <ColumnHead column={column} isCurrent={column.dossierId === current} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row" className={`${NAME} border-t border-line py-1 align-top font-medium`}>
              {row.label}
              <span className="block text-s font-normal text-ink-2">
                {[formatUnit(row.unit), row.referenceRange, row.method].filter((text) => text !== '').join(' · ')}
              </span>
            </th>
            {columns.map(({ dossierId }) => (
              <td key={dossierId} className={`${CELL} border-t border-line py-1 text-right align-top ${dossierId === current ? 'bg-sunken' : ''}`}>
                <Values row={row} dossierId={dossierId} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const NAME = 'sticky left-0 z-1 w-48 min-w-40 bg-surface pr-3 max-tablet:w-32 max-tablet:min-w-28 print:static';
const HEAD = 'align-bottom text-s leading-4 font-medium text-ink-2';
const CELL = 'min-w-24 px-2';

function ColumnHead({ column, isCurrent }: { column: Column; isCurrent: boolean }) {
  const words = (
    <>
      <span className="figures block">{formatDate(column.at)}</span>
      <span className="figures block">{formatTime(column.at)}</span>
      <span className="block">{isCurrent ? 'ce dossier' : column.laboratory}</span>
    </>
  );
  return column.isOpenable && !isCurrent ? (
    <a
      href={dossierHref(column.dossierId)}
      className="flex min-h-touch flex-col items-end justify-end text-action underline decoration-1 underline-offset-[3px]"
    >
      {words}
    </a>
  ) : (
    words
  );
}

const MARKS: Record<string, string> = { 'critical-high': '▲▲', 'critical-low': '▼▼', critical: '▲▼', high: '▲', low: '▼', abnormal: '◆' };

function Values({ row, dossierId }: { row: Row; dossierId: string }) {
  const own = row.cells.filter((cell) => cell.dossierId === dossierId);
  if (own.length === 0) return <span className="text-ink-2">–</span>;
  return own.map((cell) => {
    const isCritical = cell.flag.startsWith('critical');
    const mark = MARKS[cell.flag] ?? '';
    return (
      <span key={`${cell.value} ${cell.converted ?? ''} ${cell.unit}`} className="block">
        <span className={`figures ${isCritical ? 'font-bold text-critical' : mark ? 'font-strong' : ''}`}>
          {cell.converted !== null && '≈ '}
          {cell.value}
          {mark && <span aria-hidden="true"> {mark}</span>}
          {!cell.isValidated && ' ◇'}
        </span>
        {cell.converted !== null && <span className="block text-s text-ink-2">{cell.converted}</span>}
        {cell.converted === null && cell.unit !== row.unit && <span className="block text-s text-ink-2">{formatUnit(cell.unit)}</span>}
      </span>
    );
  });
}
