import { NBSP } from '../../_text/format';
import { sharedOrigin } from '../../_text/origin';
import { AntibiogramTable } from '../../_ui/antibiogram-table';
import { PatientSection } from '../../_ui/patient-frame';
import { isMarked } from '../_logic/patient-words';
import type { MyPanel } from '../_logic/types';
import { MarkedResult } from './marked-result';
import { MyDocuments } from './my-documents';
import { PlainResult } from './plain-result';

/** Every result in the laboratory's order; a marked one takes more room, none changes its place. */
export function MyPanels({ reportId, panels, now }: { reportId: string; panels: readonly MyPanel[]; now: Date }) {
  return panels.map((given) => {
    const origin = sharedOrigin(given.results);
    const panel = origin === null ? given : { ...given, results: given.results.map((result) => ({ ...result, origin: null })) };
    return (
      <PatientSection key={`${panel.chapter} ${panel.title} ${panel.results[0]?.id ?? ''}`} label={panel.title}>
        <h2 className="text-base font-medium text-ink-2">
          {panel.chapter}
          {panel.title !== panel.chapter && `, ${panel.title}`}
        </h2>
        {origin !== null && (
          <p className="text-base text-ink-2">
            Mesuré hors du laboratoire{NBSP}: {origin}.
          </p>
        )}
        <ul>
          {panel.results.map((result) => (
            <li key={result.id} className="border-t border-warm-line py-3 first:border-t-0">
              {isMarked(result) ? <MarkedResult result={result} now={now} /> : <PlainResult result={result} />}
              <MyDocuments reportId={reportId} documents={result.documents} />
            </li>
          ))}
        </ul>
        {panel.antibiogram && <AntibiogramTable antibiogram={panel.antibiogram} />}
        {panel.notes.map((note) => (
          <p key={note} className="mt-1 whitespace-pre-line">
            {note}
          </p>
        ))}
      </PatientSection>
    );
  });
}
