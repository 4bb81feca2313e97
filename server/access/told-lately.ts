import { and, eq, gt } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { securityNotice } from '../../db/schema/access';
import type { NoticeKind } from './tell-notice';

/** Whether those concerned were already told of this since then: a flood of the same is one notice, so that nobody learns to look away. */
export async function toldLately(tx: Transaction, kind: NoticeKind, subjectId: string, since: Date): Promise<boolean> {
  const rows = await tx
    .select({ id: securityNotice.id })
    .from(securityNotice)
    .where(and(eq(securityNotice.kind, kind), eq(securityNotice.subjectId, subjectId), gt(securityNotice.createdAt, since)))
    .limit(1);
  return rows.length > 0;
}
