import { z } from 'zod';
import { allows } from '../access/permissions';
import { requireAccess } from '../access/require-access';
import { readLaboratories, readLegalEntities } from '../directory/read-directory';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { dayOf } from '../platform/paris-days';
import { agreementState } from './rules';
import { agreementRows } from './store';

export const agreementListSchema = z.object({
  today: z.string(),
  mayManage: z.boolean(),
  entities: z.array(z.object({ id: z.string(), name: z.string(), laboratories: z.array(z.string()) })),
  /** Every pair of entities, once, with what holds between them now. */
  pairs: z.array(z.object({ one: z.string(), other: z.string(), standing: z.enum(['shared', 'separate', 'none']) })),
  /** Newest first. */
  agreements: z.array(
    z.object({
      id: z.string(),
      one: z.string(),
      other: z.string(),
      sharesPatients: z.boolean(),
      reference: z.string(),
      signedForOne: z.string(),
      signedForOther: z.string(),
      signedOn: z.string(),
      fromOn: z.string(),
      untilOn: z.string().nullable(),
      madeByName: z.string(),
      madeAt: z.date(),
      endedAt: z.date().nullable(),
      endedByName: z.string().nullable(),
      endReason: z.string(),
      state: z.enum(['to-come', 'in-force', 'over', 'ended']),
    }),
  ),
});
export type AgreementList = z.infer<typeof agreementListSchema>;

/** Every agreement that there ever was, and what holds between each two entities today. */
export async function listAgreements(ctx: Context): Promise<Outcome<AgreementList, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'agreement.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const today = dayOf(ctx.now());
    const laboratories = await readLaboratories(tx);
    const entities = (await readLegalEntities(tx))
      .filter(({ isUnassigned }) => !isUnassigned)
      .map(({ id, name }) => ({ id, name, laboratories: laboratories.filter(({ legalEntityId }) => legalEntityId === id).map(({ shortName }) => shortName) }));
    const agreements = (await agreementRows(tx)).map((row) => ({
      id: row.id,
      one: row.oneEntityId,
      other: row.otherEntityId,
      sharesPatients: row.sharesPatients,
      reference: row.reference,
      signedForOne: row.signedForOne,
      signedForOther: row.signedForOther,
      signedOn: row.signedOn,
      fromOn: row.fromOn,
      untilOn: row.untilOn,
      madeByName: row.madeByName,
      madeAt: row.madeAt,
      endedAt: row.endedAt,
      endedByName: row.endedByName,
      endReason: row.endReason,
      state: agreementState(row, today),
    }));
    const between = (a: string, b: string) =>
      agreements.find(({ one, other, state }) => state === 'in-force' && [one, other].includes(a) && [one, other].includes(b));
    const standingOf = (a: string, b: string) => (between(a, b) ? (between(a, b)?.sharesPatients ? 'shared' : 'separate') : 'none');
    const pairs = entities.flatMap(({ id: one }, position) =>
      entities.slice(position + 1).map(({ id: other }) => ({ one, other, standing: standingOf(one, other) }) as const),
    );
    return done({ today, mayManage: allows(ctx.actor, 'agreement.manage'), entities, pairs, agreements });
  });
}
