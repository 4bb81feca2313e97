import type { Transaction } from '../../db/client';
import { isCode } from '../access/code-hash';
import { createPatientSession } from '../access/create-patient-session';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { accountOfPatient } from '../patient/account-of-patient';
import { readPatient } from '../patient/read-patient';
import { isOfAge } from '../patient/representation-rules';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { CODE_WINDOW_MS, doorStateOf, MOST_FAILED_PROOFS } from './door-rules';
import { type CodeRow, claimProof, codesSince, countCodeTry, forgiveProofs, giveProofBack, lockNoticeOfLink, type NoticeRow, useCodes } from './store';

type Refused = Refusal<'not-found' | 'link-expired' | 'too-many-tries' | 'wrong-birth-date-or-code' | 'code-expired'>;

export interface Entered {
  /** The report that the notice was about. */
  reportId: string;
  /** False for whoever may be offered an access of his own. */
  hasAccount: boolean;
  /** The `Set-Cookie` line of the session. */
  cookie: string;
}

/**
 * Opens a patient's session for a right birth date with a right code, once per code. The try is taken before anything is verified, so of however many
 * guesses sent at once three are tested and the third wrong one closes the link; which of the two was wrong is never told. Every attempt is traced.
 */
export async function enter(ctx: Context<AnonymousActor>, input: { birthDate: string; code: string }): Promise<Outcome<Entered, Refused>> {
  const denied = requireAccess(ctx, 'notice.open');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const notice = await lockNoticeOfLink(tx);
    if (!notice || doorStateOf(notice, ctx.now()) === 'expired') return refuse('link-expired');
    const taken = await claimProof(tx, notice.id, MOST_FAILED_PROOFS);
    if (taken === null) {
      await trace(ctx, tx, notice, 'closed');
      return refuse('too-many-tries');
    }
    return verify(ctx, tx, notice, taken, input);
  });
}

async function verify(
  ctx: Context<AnonymousActor>,
  tx: Transaction,
  notice: NoticeRow,
  taken: number,
  input: { birthDate: string; code: string },
): Promise<Outcome<Entered, Refused>> {
  const since = new Date(ctx.now().getTime() - CODE_WINDOW_MS);
  await countCodeTry(tx, notice.id, since);
  const patient = await readPatient(tx, notice.patientId);
  const code = await matching(await codesSince(tx, notice.id, since), input.code);
  if (!code || patient?.birthDate !== input.birthDate) {
    await trace(ctx, tx, notice, 'wrong-proof', taken);
    const triesLeft = MOST_FAILED_PROOFS - taken;
    return triesLeft > 0 ? refuse('wrong-birth-date-or-code', { triesLeft }) : refuse('too-many-tries');
  }
  if (code.expiresAt <= ctx.now() || code.usedAt !== null) {
    // Right in everything but time: no guess, so it costs no try.
    await giveProofBack(tx, notice.id);
    await trace(ctx, tx, notice, 'code-expired', taken);
    return refuse('code-expired');
  }
  await useCodes(tx, notice.id, ctx.now());
  await forgiveProofs(tx, notice.id);
  await append(tx, ctx, { action: 'portal.enter', dossierId: notice.dossierId, patientId: notice.patientId, subjectId: notice.id });
  // The address of a minor's file may be a parent's: its link never opens the minor's own account, and makes none.
  const isOwn = isOfAge(patient.birthDate, ctx.now());
  const patientAccountId = isOwn ? await accountOfPatient(tx, notice.patientId) : null;
  return done({
    reportId: notice.reportId,
    hasAccount: !isOwn || patientAccountId !== null,
    cookie: await createPatientSession(ctx, tx, notice.patientId, { method: 'notice', patientAccountId }),
  });
}

/** Looks at every code of the last hour, always at all of them: how long it takes does not tell which one is right. */
async function matching(codes: readonly CodeRow[], given: string): Promise<CodeRow | undefined> {
  const isRight = await Promise.all(codes.map((code) => isCode(given, code)));
  return codes.find((code, index) => isRight[index] && code.usedAt === null) ?? codes.find((_, index) => isRight[index]);
}

async function trace(ctx: Context, tx: Transaction, notice: NoticeRow, reason: string, taken: number | null = null): Promise<void> {
  await append(tx, ctx, {
    action: 'portal.enter',
    outcome: 'refused',
    dossierId: notice.dossierId,
    patientId: notice.patientId,
    subjectId: notice.id,
    detail: { reason, try: taken },
  });
}
