import { formatUnit, NBSP, plural } from '../../../_text/format';
import { Flag, type FlagKind } from '../../../_ui/flag';
import type { WorklistEntry } from '../_logic/types';

const FLAGS: ReadonlySet<string> = new Set<FlagKind>(['critical-high', 'critical-low', 'critical', 'high', 'low', 'abnormal', 'normal', 'not-evaluated']);
const isFlag = (flag: string): flag is FlagKind => FLAGS.has(flag);

/** What stands out in a dossier, each value with its shape: « Potassium 6,9 ▲▲ », « ◆ modifié : Hb 7,1 remplace 11,7 ». */
export function Highlights({ entry }: { entry: Pick<WorklistEntry, 'highlights' | 'awaitingCount'> }) {
  if (entry.highlights.length === 0 && entry.awaitingCount === 0) return null;
  if (entry.highlights.length === 0) return <>{plural(entry.awaitingCount, 'résultat', 'résultats')}, aucun signalé anormal</>;
  return entry.highlights.map(({ label, value, unit, flag, changedFrom }, index) => (
    <span key={`${label} ${value}`}>
      {index > 0 && ', '}
      {changedFrom === null ? (
        <span title={formatUnit(unit)}>
          {label} {value} {isFlag(flag) && <Flag flag={flag} voice="biologist" brief />}
        </span>
      ) : (
        <>
          <Flag flag="changed" voice="biologist" />
          {NBSP}: {label} {value} {isFlag(flag) && flag !== 'normal' && flag !== 'not-evaluated' && <Flag flag={flag} voice="biologist" brief />} remplace{' '}
          {changedFrom}
        </>
      )}
    </span>
  ));
}
