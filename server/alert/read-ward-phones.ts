import { z } from 'zod';
import { allows } from '../access/permissions';
import { requireAccess } from '../access/require-access';
import { readLegalEntities } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { ownWards } from './change-ward-phone';
import { wardPhonesOf } from './ward-phone-store';
import { numberAt, WardPhone } from './ward-phones';

const version = z.object({ version: z.number(), lines: z.array(WardPhone), madeByName: z.string(), madeAt: z.date() });

export const WardPhoneListSchema = z.object({
  now: z.date(),
  mayChange: z.boolean(),
  wards: z.array(
    z.object({
      wardId: z.string(),
      code: z.string(),
      name: z.string(),
      hospital: z.string(),
      /** The directory's own, when nobody wrote numbers by hours. */
      phone: z.string().nullable(),
      /** What a call would use at this minute. */
      current: z.object({ label: z.string(), number: z.string() }).nullable(),
      versions: z.array(version),
    }),
  ),
});
export type WardPhoneList = z.infer<typeof WardPhoneListSchema>;

/** The numbers of every ward of the person's hospitals: what a call would use now, and every version of them. */
export async function readWardPhones(ctx: Context<ProfessionalActor>): Promise<Outcome<WardPhoneList, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'call-policy.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const wards = await ownWards(ctx, tx);
    const rows = await wardPhonesOf(
      tx,
      wards.map(({ id }) => id),
    );
    const hospitals = new Map((await readLegalEntities(tx)).map(({ id, name }) => [id, name]));
    return done({
      now,
      mayChange: allows(ctx.actor, 'call-policy.change'),
      wards: wards.map(({ id, code, name, phone, legalEntityId }) => {
        const versions = rows.filter(({ wardId }) => wardId === id);
        const lines = versions[0]?.lines ?? [];
        const current = numberAt(lines, now) ?? (phone ? { label: 'annuaire', number: phone } : null);
        return { wardId: id, code, name, hospital: hospitals.get(legalEntityId) ?? '', phone, current, versions: versions.slice(0, 10) };
      }),
    });
  });
}
