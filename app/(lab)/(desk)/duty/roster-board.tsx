'use client';

import { plural } from '../../../_text/format';
import { cellOf, dayAfter, dayWords, shortName } from '../_logic/duty-board';
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
      <ol className="grid tablet:hidden print:hidden">
        {days.map((day) => (
          <li key={day}>
            {/* A week of four sites is six screens long: the day that matters is open, the others say whether something is missing. */}
            <details open={day === today}>
              <summary
                className={`flex min-h-touch cursor-pointer items-center justify-between gap-2 border-b border-line-strong font-strong ${day === today ? 'bg-action-soft px-2' : ''}`}
              >
                <span>
                  {dayWords(day)}
                  {day === today && ', aujourd’hui'}
                </span>
                <span className="text-s font-normal">{summaryOf(roster, day, day === from)}</span>
              </summary>
              {roster.sites.map(({ id, name }) => (
                <div key={id} className="grid grid-cols-[6rem_1fr] gap-2 border-b border-line py-1">
                  <b className="py-2 font-strong">{name}</b>
                  {cell(id, day)}
                </div>
              ))}
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** « ▲ 1 trou », or who is on duty, in few words. */
function summaryOf(roster: Roster, day: string, isFirst: boolean) {
  const cells = roster.sites.map(({ id }) => cellOf(roster, id, day, isFirst));
  const gaps = cells.reduce((count, { gaps: holes }) => count + holes.length, 0);
  if (gaps > 0) return <span className="text-critical">▲ {plural(gaps, 'trou', 'trous')}</span>;
  const names = new Set(cells.flatMap(({ blocks }) => blocks.flatMap(({ duties }) => duties.map(({ name }) => shortName(name)))));
  return <span className="text-ink-2">{plural(names.size, 'personne', 'personnes')}</span>;
}
