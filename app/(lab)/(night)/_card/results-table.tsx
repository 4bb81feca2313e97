import { nameOf } from '../_logic/identity-words';
import type { Card } from '../_logic/types';
import { PanelRows } from './panel-rows';
import type { Picking } from './picking';
import { shortDate, type TablePlan, tablePlan } from './table-plan';

/** All the results of a dossier, panel by panel, with everything that the laboratory sent about each of them. */
export function ResultsTable({ card, picking }: { card: Card; picking: Picking }) {
  const plan = tablePlan(card);
  return (
    <div className="max-tablet:overflow-x-auto print:overflow-visible">
      <table className="w-full min-w-[46.5rem] table-fixed border-separate border-spacing-0">
        <caption className="sr-only">Résultats de {nameOf(card.patient)}</caption>
        <Columns plan={plan} />
        <Headings plan={plan} />
        {card.panels.map((panel, index) => (
          // Two panels may carry one title (two cultures); their order is the message's.
          <PanelRows key={`${panel.title} ${index}`} panel={panel} plan={plan} picking={picking} isFirst={index === 0} reference={card.receivedAt} />
        ))}
      </table>
    </div>
  );
}

function Columns({ plan }: { plan: TablePlan }) {
  return (
    <colgroup>
      <col className="w-[46px]" />
      {/* Without any earlier value the room goes to the reason for it, not between a name and its value. */}
      <col className={plan.priorColumns.length > 0 ? '' : 'w-[11.5rem] max-tablet:w-24 desk:w-80'} />
      <col className="w-[62px] desk:w-24" />
      <col className="w-[80px] desk:w-32" />
      <col className="w-[104px] desk:w-36" />
      <col className="w-[84px] desk:w-28" />
      <col className={plan.priorColumns.length > 0 ? 'w-[64px] desk:w-24' : ''} />
      {plan.priorColumns.map((column, index) => (
        <col key={column.dossierId} className={index === plan.priorColumns.length - 1 ? 'w-[77px] desk:w-28' : 'w-[63px] desk:w-24'} />
      ))}
    </colgroup>
  );
}

const HEAD = 'border-b border-line-strong pt-[3px] pb-0.5 text-left align-bottom text-s leading-4 font-medium text-ink-2';

function Headings({ plan }: { plan: TablePlan }) {
  return (
    <thead className="sticky top-0 z-1 bg-surface print:static">
      <tr>
        <th scope="col" className={HEAD}>
          <span className="sr-only">Choix</span>
        </th>
        <th scope="col" className={HEAD}>
          Examen
        </th>
        <th scope="col" className={`${HEAD} pr-[1.05em] text-right!`}>
          Valeur
        </th>
        <th scope="col" className={`${HEAD} pl-2`}>
          Unité et référence
        </th>
        <th scope="col" className={HEAD}>
          Indicateur
          <br />
          du SIL
        </th>
        {plan.priorColumns.length > 0 ? (
          <>
            <th scope="col" className={HEAD}>
              Écart
              <br />
              {plan.deltaSince ? `au ${shortDate(plan.deltaSince)}` : 'au dernier'}
            </th>
            <th scope="col" className={HEAD}>
              Évolution
              <br />
              {plan.evolution?.span}
            </th>
          </>
        ) : (
          <th scope="col" colSpan={2} className={HEAD}>
            Antériorité
          </th>
        )}
        {plan.priorColumns.map((column, index) => (
          <th key={column.dossierId} scope="col" className={`${HEAD} text-right! ${index === plan.priorColumns.length - 1 ? 'pr-4' : ''}`}>
            <span className="figures">{shortDate(column.on)}</span>
            <br />
            {column.laboratory}
          </th>
        ))}
      </tr>
    </thead>
  );
}
