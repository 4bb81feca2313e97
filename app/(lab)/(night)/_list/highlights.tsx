import { formatUnit, NBSP, plural } from '../../../_text/format';
import { Flag, type FlagKind } from '../../../_ui/flag';
import type { WorklistEntry } from '../_logic/types';

const FLAGS: ReadonlySet<string> = new Set<FlagKind>(['critical-high', 'critical-low', 'critical', 'high', 'low', 'abnormal', 'normal', 'not-evaluated']);
const isFlag = (flag: string): flag is FlagKind => FLAGS.has(flag);

/** False for a dossier of which there is nothing to say: not one result waits in it. */
export const hasHighlights = ({ highlights, awaitingCount }: Pick<WorklistEntry, 'highlights' | 'awaitingCount'>): boolean =>
  highlights.length > 0 || awaitingCount > 0;

/** So many are seen in a narrow column, and whatever is critical or changed. */
const ALWAYS = 2;
/** Heard always, seen in a list of 352 px and more. */
export const WHERE_ROOM = 'sr-only @min-[22rem]:not-sr-only';

type Highlight = WorklistEntry['highlights'][number];

/** What stands out in a dossier, each value with its shape: « Potassium 6,9 ▲▲ », « ◆ modifié : Hb 7,1 remplace 11,7 ». */
export function Highlights({ entry }: { entry: Pick<WorklistEntry, 'highlights' | 'awaitingCount'> }) {
  const { highlights, awaitingCount } = entry;
  if (!hasHighlights(entry)) return null;
  if (highlights.length === 0) return <>{plural(awaitingCount, 'résultat', 'résultats')}, aucun signalé anormal</>;
  const isAside = ({ flag, changedFrom }: Highlight, index: number) => index >= ALWAYS && changedFrom === null && !flag.startsWith('critical');
  return (
    <>
      {highlights.map((highlight, index) => (
        <span key={`${highlight.label} ${highlight.value}`} className={isAside(highlight, index) ? WHERE_ROOM : ''}>
          {index > 0 && ', '}
          <Value {...highlight} />
        </span>
      ))}
      {highlights.some(isAside) && (
        <span aria-hidden="true" className="@min-[22rem]:hidden">
          {' …'}
        </span>
      )}
    </>
  );
}

function Value({ label, value, unit, flag, changedFrom }: Highlight) {
  const shape = isFlag(flag) && <Flag flag={flag} voice="biologist" brief />;
  if (changedFrom === null)
    return (
      <span title={formatUnit(unit)}>
        {label} {value}
        {shape && NBSP}
        {shape}
      </span>
    );
  return (
    <>
      <Flag flag="changed" voice="biologist" />
      {NBSP}: {label} {value} {flag !== 'normal' && flag !== 'not-evaluated' && shape} remplace {changedFrom}
    </>
  );
}
