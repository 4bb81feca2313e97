import type { Transaction } from '../../db/client';
import { allows } from '../access/permissions';
import { requireAccess } from '../access/require-access';
import { readLaboratories, readSites } from '../directory/read-directory';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { delayVersions, type UrgentDelayRow } from './delay-store';
import { readCatalogue } from './read-catalogue';

export interface DelayLine {
  loincCode: string;
  label: string;
  chapter: string;
  /** What the catalogue proposes; in force while `versions` is empty. */
  proposed: number | null;
  /** What the laboratory set, newest first. */
  versions: Pick<UrgentDelayRow, 'version' | 'minutes' | 'reason' | 'madeByName' | 'since'>[];
}

export interface DelayList {
  laboratories: { id: string; name: string }[];
  laboratoryId: string | null;
  mayManage: boolean;
  lines: DelayLine[];
}

/** One laboratory's list of urgent delays with its whole past, in the order of a report; of her laboratories only. */
export async function listDelays(ctx: Context, { laboratoryId }: { laboratoryId: string | null }): Promise<Outcome<DelayList, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'delays.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const laboratories = await ownLaboratories(ctx, tx);
    const chosen = laboratories.find(({ id }) => id === laboratoryId) ?? laboratories[0];
    const versions = chosen ? await delayVersions(tx, chosen.id) : [];
    const definitions = chosen ? await readCatalogue(tx) : [];
    const lines = definitions
      .toSorted((one, other) => one.position - other.position)
      .map(({ loincCode, label, chapter, urgentDelayMinutes }) => ({
        loincCode,
        label,
        chapter,
        proposed: urgentDelayMinutes,
        versions: versions.filter((row) => row.loincCode === loincCode),
      }));
    return done({ laboratories, laboratoryId: chosen?.id ?? null, mayManage: allows(ctx.actor, 'delays.manage'), lines });
  });
}

/** The laboratories whose sites are the person's. */
export async function ownLaboratories(ctx: Context, tx: Transaction): Promise<{ id: string; name: string }[]> {
  if (ctx.actor.kind !== 'professional') return [];
  const own = new Set(ctx.actor.siteIds);
  const ids = new Set((await readSites(tx)).filter(({ id }) => own.has(id)).map((site) => site.laboratoryId));
  return (await readLaboratories(tx)).filter(({ id }) => ids.has(id)).map(({ id, shortName }) => ({ id, name: shortName }));
}
