'use client';

import { Button } from '../../../_ui/button';
import { soonWords, wallClock } from '../_logic/duty-board';
import type { Roster } from '../_logic/types';
import type { PlanDraft } from './plan-dialog';

/** Where nobody answers in the next fortnight, in words, with the way to mend it; says so when everything is covered. */
export function GapList({ roster, onPlan }: { roster: Roster; onPlan: ((draft: PlanDraft) => void) | null }) {
  const lines = soonWords(roster);
  if (lines.length === 0) return <p className="border-l-3 border-fresh pl-3">Tous les sites sont couverts pendant les quatorze prochains jours.</p>;
  return (
    <section aria-label="Sites sans biologiste">
      <h2 className="mb-1 font-strong">Personne ne répond</h2>
      <ul className="grid gap-1">
        {lines.map(({ siteId, text, isNear }, index) => {
          const gap = roster.soon[index];
          return (
            <li
              key={`${siteId}-${text}`}
              className={`flex flex-wrap items-center justify-between gap-2 border-l-3 px-3 py-1 ${isNear ? 'border-critical bg-critical-soft' : 'border-abnormal bg-abnormal-soft'}`}
            >
              <span>
                <span aria-hidden="true">▲ </span>
                {text}.
              </span>
              {onPlan && gap && (
                <span data-print="no">
                  <Button onClick={() => onPlan({ siteIds: [siteId], from: wallClock(gap.startsAt), to: wallClock(endOf(gap)) })}>Combler</Button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** A gap without end is filled by a night at first, not by a fortnight. */
const endOf = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): Date => new Date(Math.min(endsAt.getTime(), startsAt.getTime() + 24 * 3_600_000));
