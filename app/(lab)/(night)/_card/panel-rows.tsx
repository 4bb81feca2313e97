import { formatWritten, NBSP } from '../../../_text/format';
import { sharedOrigin } from '../../../_text/origin';
import { AntibiogramTable } from '../../../_ui/antibiogram-table';
import { Checkbox } from '../../../_ui/checkbox';
import { sharedControl } from '../_logic/control-words';
import { statusWords, usualStatus } from '../_logic/lis-words';
import { isDecidable } from '../_logic/selection';
import { flagWords, sharedFlags } from '../_logic/technical-words';
import { atHour, hourOf } from '../_logic/time-words';
import type { CardPanel } from '../_logic/types';
import type { Picking } from './picking';
import { ResultRows } from './result-rows';
import type { TablePlan } from './table-plan';

export interface PanelRowsProps {
  panel: CardPanel;
  plan: TablePlan;
  picking: Picking;
  isFirst: boolean;
  reference: Date;
}

/** A panel: its title with who measured it, on what and when, its notes in full, then its results. */
export function PanelRows({ panel, plan, picking, isFirst, reference }: PanelRowsProps) {
  const open = panel.results.filter(isDecidable);
  const origin = sharedOrigin(panel.results);
  const flags = sharedFlags(panel.results);
  const hasBox = picking.isOpen && open.length > 1;
  return (
    <>
      <tbody>
        <tr>
          <td className={`text-center ${isFirst ? '' : 'border-t border-line-strong'}`}>
            {hasBox && (
              <Checkbox
                className="-my-2"
                label={`Sélectionner tout ${panel.title}`}
                labelHidden
                checked={open.every(({ id }) => picking.selected.has(id))}
                onChange={(event) =>
                  picking.onPick(
                    open.map(({ id }) => id),
                    event.target.checked,
                  )
                }
              />
            )}
          </td>
          <th
            scope="rowgroup"
            colSpan={plan.columns - 1}
            className={`py-1 pr-4 text-left text-s leading-[18px] font-normal text-ink-2 ${isFirst ? '' : 'border-t border-line-strong'}`}
          >
            <b className="mr-1.5 text-base text-ink">{panel.title}</b> {technicalWords(panel, reference)}
            {flags.length > 0 && (
              <b className="block font-semibold text-ink">
                Alarme de l’automate sur tous{NBSP}: {flagWords(flags)}
              </b>
            )}
            {origin !== null && (
              <b className="block font-semibold text-ink">
                Délocalisé{NBSP}: {origin}
              </b>
            )}
          </th>
        </tr>
        {panel.notes.length > 0 && (
          <tr>
            <td />
            <td colSpan={plan.columns - 1} className="pr-4 pb-1 text-s whitespace-pre-line">
              {panel.notes.join('\n')}
            </td>
          </tr>
        )}
      </tbody>
      {panel.results.map((result) => (
        <ResultRows key={result.id} result={result} plan={plan} picking={picking} panel={panel} reference={reference} />
      ))}
      {panel.antibiogram && (
        <tbody>
          <tr>
            <td />
            <td colSpan={plan.columns - 1} className="pr-4 pb-2">
              <AntibiogramTable antibiogram={panel.antibiogram} />
            </td>
          </tr>
        </tbody>
      )}
    </>
  );
}

function technicalWords({ equipment, analysedAt, analysedOn, technician, statusAt, centrifugedAt, specimen, results }: CardPanel, reference: Date): string {
  const status = usualStatus(results.filter(({ standing }) => standing !== 'awaited'));
  const machine = [equipment, analysedOn ? formatWritten(analysedOn) : analysedAt ? hourOf(analysedAt, reference) : '']
    .filter((part) => part !== '')
    .join(', ');
  return [
    machine,
    (technician || statusAt) && `technique ${[technician, statusAt && hourOf(statusAt, reference)].filter(Boolean).join(', ')}`,
    specimen,
    centrifugedAt && `centrifugé ${atHour(centrifugedAt, reference)}`,
    status !== null && `SIL${NBSP}: ${statusWords(status)}`,
    sharedControl(results, reference),
  ]
    .filter((part) => part !== '' && part !== false && part !== null)
    .join(' · ');
}
