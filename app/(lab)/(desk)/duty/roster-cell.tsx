'use client';

import { type Cell, gapWords, hoursWords, KIND_WORDS, shortName, wallClock } from '../_logic/duty-board';
import type { RosterDuty } from '../_logic/types';
import type { PlanDraft } from './plan-dialog';

export interface RosterCellProps {
  cell: Cell;
  day: string;
  siteId: string;
  ownId: string | null;
  onOpen: (duty: RosterDuty) => void;
  onPlan: ((draft: PlanDraft) => void) | null;
}

/** One site on one day: hours with their people, each of which opens; and in red the hours in which nobody answers. */
export function RosterCell({ cell, day, siteId, ownId, onOpen, onPlan }: RosterCellProps) {
  return (
    <div className="grid gap-1">
      {cell.blocks.map((block) => (
        <div key={`${block.startsAt.getTime()}-${block.endsAt.getTime()}`} className="rounded-control border border-line bg-paper text-s">
          <p className="figures px-2 pt-1 text-ink-2">{hoursWords(block)}</p>
          {block.duties.map((duty) => (
            <button
              key={duty.id}
              type="button"
              onClick={() => onOpen(duty)}
              className="block min-h-touch w-full cursor-pointer px-2 py-0.5 text-left leading-[17px] hover:bg-action-soft print:min-h-0"
            >
              <b
                className={`block ${duty.userId === ownId ? 'underline decoration-2 underline-offset-3' : ''} ${duty.isAway ? 'line-through' : 'font-semibold'}`}
              >
                {shortName(duty.name)}
              </b>
              <span className={duty.isAway ? 'text-critical' : 'text-ink-2'}>
                {duty.isAway ? '▲ absence, à reprendre' : KIND_WORDS[duty.kind].toLowerCase()}
              </span>
            </button>
          ))}
        </div>
      ))}
      {cell.gaps.map((gap) => {
        const words = gapWords(gap, day);
        return onPlan ? (
          <button
            key={words}
            type="button"
            title="Planifier quelqu’un sur ces heures"
            onClick={() => onPlan({ siteIds: [siteId], from: startOn(gap, day), to: endOn(gap, day) })}
            className="min-h-touch cursor-pointer rounded-control border border-critical bg-critical-soft px-2 py-1 text-left text-s leading-[17px] text-critical print:min-h-0"
          >
            ▲ {words}
          </button>
        ) : (
          <p key={words} className="rounded-control border border-critical bg-critical-soft px-2 py-1 text-s leading-[17px] text-critical">
            ▲ {words}
          </p>
        );
      })}
    </div>
  );
}

const startOn = ({ startsAt }: Cell['gaps'][number], day: string): string => (wallClock(startsAt) < day ? `${day}T00:00` : wallClock(startsAt));
/** A hole that goes on past midnight is filled to its end when that is the next morning, else by the day. */
function endOn({ endsAt }: Cell['gaps'][number], day: string): string {
  const next = new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const end = wallClock(endsAt);
  return end > `${next}T12:00` ? `${next}T00:00` : end;
}
