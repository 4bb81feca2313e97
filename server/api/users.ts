import type { z } from 'zod';
import { allows, permissionsOfRole } from '../access/permissions';
import { readRights, readUser } from '../access/read-user';
import { PLACE_OF } from '../access/rights-rules';
import { readLegalEntities, readPrescriber, readPrescriberByRpps, readSites, readWards } from '../directory/read-directory';
import { type ProfessionalActor, ROLES, type Role } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import type { Places, Review, User } from './users-types';

/** One account whole, with the prescriber that its RPPS number leads to: accounts know no directory, here is where they meet. */
export async function showUser(ctx: Context<ProfessionalActor>, input: { userId: string }): Promise<Outcome<z.infer<typeof User>, Refusal<'not-found'>>> {
  const read = await readUser(ctx, input);
  if (!read.ok) return read;
  const { prescriberId, ...identity } = read.value.identity;
  const prescriber = prescriberId === null ? null : await ctx.transaction((tx) => readPrescriber(tx, prescriberId));
  return done({
    ...read.value,
    identity: { ...identity, prescriber: prescriber && { name: `${prescriber.givenName} ${prescriber.familyName}`, specialty: prescriber.specialty } },
    may: { manage: allows(ctx.actor, 'user.manage'), isOneself: ctx.actor.userId === identity.id },
  });
}

/** Where a right can be held. */
export const readPlaces = (ctx: Context): Promise<z.infer<typeof Places>> =>
  ctx.transaction(async (tx) => {
    const entities = new Map((await readLegalEntities(tx)).map(({ id, name }) => [id, name]));
    const wards = (await readWards(tx)).map(({ id, code, name, legalEntityId }) => ({ id, code, name, entity: entities.get(legalEntityId) ?? '' }));
    return { sites: (await readSites(tx)).map(({ id, name }) => ({ id, name })), wards };
  });

/** Refuses a place that is not in the directory, as what is missing is refused everywhere. */
export async function checkPlaces(ctx: Context, role: Role, placeIds: readonly string[]): Promise<Outcome<true, Refusal<'not-found'>>> {
  const { sites, wards } = await readPlaces(ctx);
  const known = new Set((PLACE_OF[role] === 'ward' ? wards : sites).map(({ id }) => id));
  return placeIds.every((id) => known.has(id)) ? done(true) : refuse('not-found');
}

/** The prescriber that a number leads to; null for no number and for one that the directory does not know. */
export const prescriberIdOf = (ctx: Context, rppsNumber: string | null): Promise<string | null> =>
  ctx.transaction(async (tx) => (rppsNumber === null ? null : ((await readPrescriberByRpps(tx, rppsNumber))?.id ?? null)));

/** The access matrix as it is in force, and who holds which role (ISO 15189 7.6.3; COFRAC SH REF 02). */
export async function reviewAccess(ctx: Context): Promise<Outcome<z.infer<typeof Review>, Refusal<'not-found'>>> {
  const rights = await readRights(ctx);
  if (!rights.ok) return rights;
  return done({ at: ctx.now(), roles: ROLES.map((role) => ({ role, permissions: permissionsOfRole(role) })), rights: rights.value });
}
