import type { Transaction } from '../../db/client';
import type { WardPhoneLine } from '../../db/schema/alert';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { readLaboratories, readSites, readWards, type WardRecord } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { insertWardPhone, lockWardPhones, wardPhonesOf } from './ward-phone-store';

/** Keeps the numbers of a ward as a new version; what was called by before stays readable. Refuses a change of what is not the version that the screen showed. */
export async function changeWardPhone(
  ctx: Context<ProfessionalActor>,
  input: { wardId: string; seen: number; lines: WardPhoneLine[] },
): Promise<Outcome<{ version: number }, Refusal<'not-found' | 'ward-phone-changed'>>> {
  const denied = requireAccess(ctx, 'call-policy.change');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    if (!(await ownWards(ctx, tx)).some(({ id }) => id === input.wardId)) return refuse('not-found');
    await lockWardPhones(tx, input.wardId);
    const [newest] = await wardPhonesOf(tx, [input.wardId]);
    if ((newest?.version ?? 0) !== input.seen) return refuse('ward-phone-changed');
    const version = input.seen + 1;
    const { userId, name } = ctx.actor;
    await insertWardPhone(tx, { id: newId(), wardId: input.wardId, version, lines: input.lines, madeBy: userId, madeByName: name, madeAt: ctx.now() });
    await append(tx, ctx, { action: 'ward-phone.change', subjectId: input.wardId, detail: { version, numbers: input.lines.length } });
    return done({ version });
  });
}

/** The wards of the hospitals whose laboratories are the person's. */
export async function ownWards(ctx: Context<ProfessionalActor>, tx: Transaction): Promise<WardRecord[]> {
  const laboratoryIds = new Set((await readSites(tx)).filter(({ id }) => ctx.actor.siteIds.includes(id)).map(({ laboratoryId }) => laboratoryId));
  const entities = new Set((await readLaboratories(tx)).filter(({ id }) => laboratoryIds.has(id)).map(({ legalEntityId }) => legalEntityId));
  return (await readWards(tx)).filter(({ legalEntityId }) => entities.has(legalEntityId));
}
