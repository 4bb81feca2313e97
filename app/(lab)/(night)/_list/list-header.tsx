'use client';

import { formatLongDate, formatTime } from '../../../_text/format';
import { dutyWords } from '../_logic/duty-words';
import type { Worklist } from '../_logic/types';
import { MuteLinks } from './mute-links';
import { SiteFilter, type SiteFilterProps } from './site-filter';

/** Clock, duty and freshness of each laboratory. */
export function ListHeader({ worklist, now, ...filter }: { worklist: Worklist } & Omit<SiteFilterProps, 'sites'>) {
  return (
    <>
      <p className="flex items-baseline gap-2">
        <b className="figures text-title">{formatTime(now)}</b>
        <span className="text-s text-ink-2">{formatLongDate(now)}</span>
      </p>
      <p className="text-s text-ink-2">{dutyWords(worklist)}</p>
      <MuteLinks now={now} />
      {worklist.sites.length > 0 && <SiteFilter sites={worklist.sites} now={now} {...filter} />}
    </>
  );
}
