import { and, asc, eq, gte, inArray, isNull, lte, or } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { habilitation, userAccount } from '../../db/schema/access';

const named = {
  userId: userAccount.id,
  login: userAccount.login,
  title: userAccount.title,
  givenName: userAccount.givenName,
  familyName: userAccount.familyName,
};

/** One row per right of a biologist that holds from `from` to `to`; the sealed account is nobody's to plan. */
export const biologistsBetween = (tx: Transaction, from: Date, to: Date) =>
  tx
    .select({ ...named, siteId: habilitation.siteId })
    .from(habilitation)
    .innerJoin(userAccount, eq(userAccount.id, habilitation.userId))
    .where(
      and(
        eq(habilitation.role, 'biologist'),
        isNull(habilitation.revokedAt),
        lte(habilitation.validFrom, from),
        or(isNull(habilitation.validTo), gte(habilitation.validTo, to)),
        isNull(userAccount.disabledAt),
        eq(userAccount.kind, 'personal'),
      ),
    )
    .orderBy(asc(userAccount.familyName), asc(userAccount.givenName), asc(userAccount.id));

export const namesOf = async (tx: Transaction, userIds: readonly string[]) =>
  userIds.length === 0
    ? []
    : tx
        .select(named)
        .from(userAccount)
        .where(inArray(userAccount.id, [...userIds]));

export const mailsOf = async (tx: Transaction, userIds: readonly string[]) =>
  tx
    .select({ userId: userAccount.id, mail: userAccount.email })
    .from(userAccount)
    .where(and(inArray(userAccount.id, [...userIds]), isNull(userAccount.disabledAt)));
