'use client';

import { cellOf, dayAfter, dayWords } from '../_logic/duty-board';
import type { Roster, RosterDuty } from '../_logic/types';
import type { PlanDraft } from './plan-dialog';
import { RosterCell } from './roster-cell';

export interface BoardProps {
  roster: Roster;
  from: string;
  days: number;
  today: string;
  onOpen: (duty: RosterDuty) => void;
  onPlan: ((draft: PlanDraft) => void) | null;
}

/** A week per table, sites by days; on a phone the same as a list of days. */
export function RosterBoard(props: BoardProps) {
  const weeks = Array.from({ length: props.days / 7 }, (_, index) => dayAfter(props.from, 7 * index));
  return (
    <div className="grid gap-6">
      {weeks.map((monday) => (
        <Week key={monday} {...props} monday={monday} />
      ))}
    </div>
  );
}

function Week({ monday, roster, from, today, onOpen, onPlan }: BoardProps & { monday: string }) {
  const days = Array.from({ length: 7 }, (_, index) => dayAfter(monday, index));
  const cell = (siteId: string, day: string) => (
    <RosterCell cell={cellOf(roster, siteId, day, day === from)} day={day} siteId={siteId} ownId={roster.ownId} onOpen={onOpen} onPlan={onPlan} />
  );
  return (
    <section aria-label={`Semaine du ${dayWords(monday)}`}>
      <div data-print="open" className="overflow-x-auto max-tablet:hidden print:block!">
        <table className="w-full min-w-[60rem] table-fixed border-collapse print:min-w-0">
          <caption className="sr-only">Semaine du {dayWords(monday)}</caption>
          <thead>
            <tr>
              <th scope="col" className="w-28 border-b border-line-strong px-2 py-1 text-left text-s font-medium text-ink-2">
                Site
              </th>
              {days.map((day) => (
                <th
                  key={day}
                  scope="col"
                  aria-current={day === today ? 'date' : undefined}
                  className={`border-b border-l border-line-strong px-2 py-1 text-left text-s ${day === today ? 'bg-action-soft font-strong' : 'font-medium text-ink-2'}`}
                >
                  {dayWords(day)}
                  {day === today && <span className="sr-only"> (aujourd’hui)</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {roster.sites.map(({ id, name }) => (
              <tr key={id} className="break-inside-avoid">
                <th scope="row" className="border-b border-line px-2 py-2 text-left align-top font-strong">
                  {name}
                </th>
                {days.map((day) => (
                  <td key={day} className="border-b border-l border-line p-1 align-top">
                    {cell(id, day)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ol className="grid gap-4 tablet:hidden print:hidden">
        {days.map((day) => (
          <li key={day}>
            <h3 className={`border-b border-line-strong py-1 font-strong ${day === today ? 'bg-action-soft px-2' : ''}`}>
              {dayWords(day)}
              {day === today && ', aujourd’hui'}
            </h3>
            {roster.sites.map(({ id, name }) => (
              <div key={id} className="grid grid-cols-[6rem_1fr] gap-2 border-b border-line py-1">
                <b className="py-2 font-strong">{name}</b>
                {cell(id, day)}
              </div>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}
