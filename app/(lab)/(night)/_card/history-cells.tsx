import { formatDate, NBSP } from '../../../_text/format';
import { AlignedNumber } from '../../../_ui/aligned-number';
import { Sparkline } from '../../../_ui/sparkline';
import { daysSince } from '../_logic/changes';
import { pointsOf } from '../_logic/evolution';
import type { CardPrior, CardResult } from '../_logic/types';
import { shortDate, type TablePlan } from './table-plan';

/** How a value has moved: difference, graph and the last dossiers, or the reason why there is nothing to compare. */
export function HistoryCells({ result, plan, className }: { result: CardResult; plan: TablePlan; className: string }) {
  const rest = 2 + plan.priorColumns.length;
  const [last] = result.priors;
  if (!last)
    return (
      <td colSpan={rest} className={`${className} pr-4 text-ink-2`}>
        {result.standing === 'awaited' ? '' : result.priorAbsence}
      </td>
    );
  const points = plan.evolution ? pointsOf(result, plan.evolution) : [];
  const isInColumns = plan.priorColumns.some((column) => result.priors.some((prior) => prior.dossierId === column.dossierId));
  return (
    <>
      <td className={className}>
        <Delta result={result} plan={plan} />
      </td>
      <td className={className}>
        {plan.evolution && points.length > 1 && (
          <Sparkline
            points={points}
            low={result.referenceLow}
            high={result.referenceHigh}
            critical={result.flag.startsWith('critical')}
            scaleOf={{ from: plan.evolution.from.toISOString(), until: plan.evolution.until.toISOString() }}
          />
        )}
      </td>
      {isInColumns ? (
        plan.priorColumns.map((column, index) => (
          <td key={column.dossierId} className={`${className} text-right ${index === plan.priorColumns.length - 1 ? 'pr-4' : ''}`}>
            <Prior prior={result.priors.find((prior) => prior.dossierId === column.dossierId)} unit={result.unit} />
          </td>
        ))
      ) : (
        <td colSpan={plan.priorColumns.length} className={`${className} pr-4 text-right`}>
          <span className="text-base">{last.value}</span> le {formatDate(last.on)}, {last.laboratory}
        </td>
      )}
    </>
  );
}

function Delta({ result: { delta, priors, unit }, plan }: { result: CardResult; plan: TablePlan }) {
  if (!delta) return <span className="text-ink-2">{priors[0] && priors[0].unit !== unit ? 'autre unité' : 'non calculé'}</span>;
  const days = plan.evolution ? daysSince(delta.since, plan.evolution.until) : 0;
  return (
    <>
      <b className="block text-base font-semibold">{delta.text}</b>
      <span className="whitespace-nowrap">
        {delta.percent?.replace(' %', `${NBSP}%`)} {days > 0 ? `en ${days}${NBSP}j` : 'ce jour'}
      </span>
      {!plan.deltaSince && <span className="block text-ink-2">{shortDate(delta.since)}</span>}
    </>
  );
}

function Prior({ prior, unit }: { prior: CardPrior | undefined; unit: string }) {
  if (!prior) return <span className="text-ink-2">–</span>;
  return (
    <>
      {prior.number === null ? (
        prior.value
      ) : (
        <span className="text-base">
          <AlignedNumber value={prior.value} />
        </span>
      )}
      {prior.unit !== unit && <span className="block text-s text-ink-2">{prior.unit}</span>}
    </>
  );
}
