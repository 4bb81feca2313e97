import { formatInstant, plural } from '../../../../_text/format';
import { BarChart } from '../../../../_ui/bar-chart';
import { batchWords, differenceWords } from '../../_logic/reconciliation-words';
import type { BehindAsked, ReconciledLaboratory } from '../../_logic/types';
import { DayStrip } from './day-strip';
import { DeclareForm } from './declare-form';
import { EquationLine } from './equation-line';

interface LaboratoryDayProps {
  laboratory: ReconciledLaboratory;
  dayName: string;
  mayAct: boolean;
  onBehind: (asked: BehindAsked, title: string) => void;
  onChoose: (day: string) => void;
  onChanged: () => void;
}

const LINES = ['messages', 'results', 'dossiers'] as const;

/** One laboratory's day: three equations, what differs, the LIS's own count, the rhythm and thirty days. */
export function LaboratoryDay({ laboratory, dayName, mayAct, onBehind, onChoose, onChanged }: LaboratoryDayProps) {
  const { laboratoryId, name, day, rhythm } = laboratory;
  const batches = day ? batchWords(day.batches) : [];
  return (
    <section aria-labelledby={`labo-${laboratoryId}`} data-print="whole" className="grid gap-3 border-b border-line-strong px-4 py-4 desk:px-6">
      <h2 id={`labo-${laboratoryId}`} className="text-l font-strong">
        {name}{' '}
        {day && (
          <span className={`text-base ${day.isBalanced ? 'text-fresh' : 'text-critical'}`}>{day.isBalanced ? '✓ tombe juste' : '▲ ne tombe pas juste'}</span>
        )}
      </h2>
      {!day && <p className="text-ink-2">Rien n’est compté pour ce jour.</p>}
      {day && (
        <div className="grid gap-4 desk:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="grid content-start gap-3">
            {LINES.map((line) => (
              <EquationLine
                key={line}
                line={line}
                day={day}
                onOpen={(terms, label) => onBehind({ laboratoryId, day: dayName, line, terms: terms as BehindAsked['terms'] }, `${name}, ${label}`)}
              />
            ))}
            {day.differences.length > 0 && (
              <ul className="border-l-3 border-critical pl-3">
                {day.differences.slice(0, 20).map(({ kind, accessionNumber }) => (
                  <li key={`${kind}-${accessionNumber}`}>
                    Dossier <b className="figures font-strong">{accessionNumber}</b>
                    {'\u00a0'}: {differenceWords(kind)}.
                  </li>
                ))}
                {day.differences.length > 20 && <li>Et {plural(day.differences.length - 20, 'autre dossier', 'autres dossiers')}.</li>}
              </ul>
            )}
            {batches.map(({ isRight, text }) => (
              <p key={text} className={isRight ? '' : 'font-strong text-abnormal'}>
                {isRight ? '✓ ' : '▲ '}
                {text}
              </p>
            ))}
            <DeclareForm laboratoryId={laboratoryId} dayName={dayName} day={day} mayAct={mayAct} onDone={onChanged} />
            <p className="text-s text-ink-2">Compté le {formatInstant(day.checkedAt)}.</p>
          </div>
          <div className="print:max-w-80">
            <BarChart
              label={`Messages reçus de ${name}, heure par heure, avec l’habitude de ce jour`}
              height={150}
              width={320}
              bars={rhythm.hours.map((count, hour) => ({
                id: String(hour),
                count,
                ...(hour % 6 === 0 ? { label: `${hour}\u00a0h` } : {}),
                ...(rhythm.usual ? { usual: rhythm.usual[hour] ?? 0 } : {}),
              }))}
            />
            <p className="text-s text-ink-2">
              {rhythm.usual ? 'Trait : d’habitude, un jour comme celui-ci.' : 'L’habitude se dessine après trois jours semblables.'}
            </p>
          </div>
        </div>
      )}
      <DayStrip history={laboratory.history} chosen={dayName} onChoose={onChoose} />
    </section>
  );
}
