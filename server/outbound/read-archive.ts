import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { readLaboratories } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { type Transmission, type TransmissionFilter, transmissions } from './archive-store';

export type { Transmission };

const PAGE = 50;
/** What one export or print holds at most; the rest is said, never cut in silence. */
const MOST_EXPORTED = 5000;

type Asked = Omit<TransmissionFilter, 'limit'>;

/**
 * One page of the archive of every transmission: to the LIS and to readers, with every complement and update, newest first.
 * @see GBUI VII-2.3, VII-3.4
 */
export async function readArchive(
  ctx: Context<ProfessionalActor>,
  filter: Asked,
): Promise<Outcome<{ items: Transmission[]; next: { at: Date; id: string } | null; laboratories: { id: string; name: string }[] }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'transmissions.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const rows = await transmissions(tx, { ...filter, limit: PAGE + 1 });
    const items = rows.slice(0, PAGE);
    const last = rows.length > PAGE ? items.at(-1) : undefined;
    const laboratories = (await readLaboratories(tx)).map(({ id, shortName }) => ({ id, name: shortName }));
    return done({ items, next: last ? { at: last.madeAt, id: last.id } : null, laboratories });
  });
}

/** The whole of a filter, to be kept or printed; traced, as every export is. */
export async function exportArchive(
  ctx: Context<ProfessionalActor>,
  filter: Omit<Asked, 'before'>,
): Promise<Outcome<{ items: Transmission[]; isCut: boolean }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'transmissions.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const rows = await transmissions(tx, { ...filter, before: null, limit: MOST_EXPORTED + 1 });
    const items = rows.slice(0, MOST_EXPORTED);
    await append(tx, ctx, { action: 'transmissions.export', detail: { lines: items.length } });
    return done({ items, isCut: rows.length > MOST_EXPORTED });
  });
}
