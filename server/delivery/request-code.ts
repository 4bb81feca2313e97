import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { readPatient } from '../patient/read-patient';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { CODE_LIFE_MS, CODE_WINDOW_MS, doorStateOf, MOST_FAILED_PROOFS, mayAskForCode } from './door-rules';
import { claimProof, codesSince, giveProofBack, insertCode, lockNoticeOfLink, type NoticeRow } from './store';

type Refused = Refusal<'not-found' | 'link-expired' | 'too-many-tries' | 'too-many-requests' | 'no-confirmed-phone'>;

/**
 * Has a code sent to the confirmed telephone when the birth date is right, and answers the same when it is wrong: a wrong date costs one of the three
 * tries like a wrong code, leaves the same trace of a request and sends nothing. Every attempt is traced.
 */
export async function requestCode(ctx: Context<AnonymousActor>, input: { birthDate: string }): Promise<Outcome<{ asked: true }, Refused>> {
  const denied = requireAccess(ctx, 'notice.open');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const notice = await lockNoticeOfLink(tx);
    const state = doorStateOf(notice, ctx.now());
    if (!notice || state === 'expired') return refuse('link-expired');
    const patient = await readPatient(tx, notice.patientId);
    const askedAt = (await codesSince(tx, notice.id, new Date(ctx.now().getTime() - CODE_WINDOW_MS))).map((code) => code.createdAt);
    if (state === 'closed') return turnAway(ctx, tx, notice, 'too-many-tries');
    if (!patient?.phone || patient.phoneConfirmedAt === null) return turnAway(ctx, tx, notice, 'no-confirmed-phone');
    if (!mayAskForCode(askedAt, ctx.now())) return turnAway(ctx, tx, notice, 'too-many-requests');

    await claimProof(tx, notice.id, MOST_FAILED_PROOFS);
    const isRight = patient.birthDate === input.birthDate;
    if (isRight) await giveProofBack(tx, notice.id);
    await askForCode(ctx, tx, notice, isRight);
    return done({ asked: true });
  });
}

/** The row of a request with a wrong date never gets a code: it only counts. */
async function askForCode(ctx: Context<AnonymousActor>, tx: Transaction, notice: NoticeRow, isRight: boolean): Promise<void> {
  const id = newId();
  const now = ctx.now();
  await insertCode(tx, { id, noticeId: notice.id, createdAt: now, expiresAt: new Date(now.getTime() + CODE_LIFE_MS) });
  if (isRight) await tell(tx, { name: 'code.requested', dossierId: null, subjectId: id }, now);
  const outcome = isRight ? 'done' : 'refused';
  await append(tx, ctx, {
    action: 'portal.request-code',
    outcome,
    dossierId: notice.dossierId,
    patientId: notice.patientId,
    subjectId: notice.id,
    detail: isRight ? {} : { reason: 'wrong-proof' },
  });
}

async function turnAway<Code extends Refused['code']>(ctx: Context, tx: Transaction, notice: NoticeRow, code: Code) {
  await append(tx, ctx, {
    action: 'portal.request-code',
    outcome: 'refused',
    dossierId: notice.dossierId,
    patientId: notice.patientId,
    subjectId: notice.id,
    detail: { reason: code },
  });
  return refuse(code);
}
