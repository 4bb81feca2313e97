import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { securityNotice } from '../../db/schema/access';
import type { Role } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';

export const NOTICE_KINDS = [
  'emergency-used',
  'emergency-sealed',
  'account-locked',
  'terminal-passivated',
  'break-glass',
  'maintenance-asked',
  'maintenance-opened',
  'maintenance-closed',
  'rights-changed',
  'recovery-used',
  'passkey-added',
  'session-taken',
  'sender-not-proven',
  'link-alarm',
  'reading-replaced',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface SecurityNotice {
  kind: NoticeKind;
  /** Every person with this role, or one person. */
  audience: { role: Role } | { userId: string };
  /** Account, terminal, window or access concerned. */
  subjectId: string;
  /** Names of staff and terminals, instants, counts; never a patient. */
  detail?: Record<string, string | number | null>;
}

/** Tells those concerned in the caller's transaction: on every open screen of theirs at once, there until each has seen it, and by mail to whoever has an address. */
export async function tellNotice(tx: Transaction, ctx: Context, { kind, audience, subjectId, detail = {} }: SecurityNotice): Promise<void> {
  const id = newId();
  await tx.insert(securityNotice).values({
    id,
    kind,
    audienceRole: 'role' in audience ? audience.role : null,
    audienceUserId: 'userId' in audience ? audience.userId : null,
    subjectId,
    detail,
    createdAt: ctx.now(),
  });
  await tell(tx, { name: 'security.told', dossierId: null, subjectId: id }, ctx.now());
  await announce(tx, 'security', 'role' in audience ? audience.role : audience.userId);
}

/** Whether that person was told that of that subject already: for a listener who may hear the same fact again. */
export async function isTold(tx: Transaction, { kind, userId, subjectId }: { kind: NoticeKind; userId: string; subjectId: string }): Promise<boolean> {
  const rows = await tx
    .select({ id: securityNotice.id })
    .from(securityNotice)
    .where(and(eq(securityNotice.kind, kind), eq(securityNotice.audienceUserId, userId), eq(securityNotice.subjectId, subjectId)))
    .limit(1);
  return rows.length > 0;
}
