import type { z } from 'zod';
import { readOwnAccount } from '../access/read-own-account';
import { readSites, readWards } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import type { OwnAccount } from './own-means-types';

/** One's own account with the names of the places: accounts know no directory, here is where they meet. */
export async function showOwnAccount(ctx: Context<ProfessionalActor>): Promise<Outcome<z.infer<typeof OwnAccount>, Refusal<'not-found'>>> {
  const read = await readOwnAccount(ctx);
  if (!read.ok) return read;
  const names = await ctx.transaction(async (tx) => new Map([...(await readSites(tx)), ...(await readWards(tx))].map(({ id, name }) => [id, name])));
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? ''));
  const rights = read.value.rights.map(({ siteId, wardId, ...right }) => ({ ...right, site: nameOf(siteId), ward: nameOf(wardId) }));
  return done({ ...read.value, rights });
}
