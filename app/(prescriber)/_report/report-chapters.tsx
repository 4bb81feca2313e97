import { NBSP } from '../../_text/format';
import { sharedOrigin } from '../../_text/origin';
import { AntibiogramTable } from '../../_ui/antibiogram-table';
import { isShown, linesOf } from '../_logic/lines';
import type { ReportContent } from '../_logic/types';
import { ResultLines } from './result-lines';

/** Chapters and panels in the order of the laboratory; a table per panel, its notes under it in full. */
export function ReportChapters({ content }: { content: ReportContent }) {
  return content.chapters.map((chapter) => (
    <section key={chapter.title} aria-label={chapter.title} className="grid gap-3">
      <h2 className="mt-2 text-l font-strong">{chapter.title}</h2>
      {chapter.panels.filter(isShown).map((panel) => (
        <div key={`${panel.title} ${panel.results[0]?.observationId ?? ''}`}>
          <table className="w-full border-collapse max-tablet:block">
            <caption className="sr-only">
              {chapter.title}, {panel.title}
            </caption>
            <thead className="border-b border-ink-3 text-left text-s text-ink-2 max-tablet:block">
              <tr className="max-tablet:block">
                <th scope="col" className="py-1 pr-2 font-medium max-tablet:block">
                  <span className="font-strong text-ink">{panel.title}</span>
                  {panel.specimen && <span className="ml-2 font-normal">{panel.specimen}</span>}
                  <PanelOrigin origin={sharedOrigin(linesOf(panel))} />
                </th>
                <th scope="col" className="px-2 py-1 text-right font-medium max-tablet:sr-only">
                  Résultat
                </th>
                <th scope="col" className="py-1 max-tablet:sr-only">
                  <span className="sr-only">Unité</span>
                </th>
                <th scope="col" className="py-1 max-tablet:sr-only">
                  <span className="sr-only">Signalement</span>
                </th>
                <th scope="col" className="px-2 py-1 font-medium max-tablet:sr-only">
                  Référence
                </th>
                <th scope="col" className="py-1 pl-2 text-right font-medium max-tablet:sr-only">
                  Antériorité
                </th>
              </tr>
            </thead>
            {linesOf(panel).map((result) => (
              <ResultLines
                key={result.observationId}
                result={result}
                origin={sharedOrigin(linesOf(panel)) === null ? (result.origin ?? null) : null}
                reportId={content.reportId}
              />
            ))}
          </table>
          {panel.antibiogram && <AntibiogramTable antibiogram={panel.antibiogram} />}
          {panel.notes.map((note) => (
            <p key={note} className="mt-2 max-w-[92ch] whitespace-pre-line">
              {note}
            </p>
          ))}
        </div>
      ))}
    </section>
  ));
}

/** All of the panel was measured in one place outside the laboratory. */
const PanelOrigin = ({ origin }: { origin: string | null }) =>
  origin !== null && (
    <span className="block font-normal">
      Mesuré hors du laboratoire{NBSP}: {origin}
    </span>
  );
