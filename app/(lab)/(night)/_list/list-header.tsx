'use client';

import { formatLongDate, formatTime } from '../../../_text/format';
import { dutyHours } from '../_logic/duty-words';
import type { Worklist } from '../_logic/types';
import { MuteLinks } from './mute-links';
import { SiteFilter, type SiteFilterProps } from './site-filter';

/** Clock, duty and freshness of each laboratory. */
export function ListHeader({ worklist, now, ...filter }: { worklist: Worklist } & Omit<SiteFilterProps, 'sites'>) {
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <b className="figures text-title leading-6" title={formatLongDate(now)}>
          {formatTime(now)}
        </b>
        <span className="text-s text-ink-2">{dutyHours(worklist)}</span>
      </p>
      <MuteLinks now={now} />
      {worklist.sites.length > 0 && <SiteFilter sites={worklist.sites} now={now} {...filter} />}
    </>
  );
}
