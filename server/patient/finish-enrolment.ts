import type { Transaction } from '../../db/client';
import { passkeysOfAccount, readAccount } from '../access/account';
import { hasFreshMeans } from '../access/account-rules';
import { createPatientSession } from '../access/create-patient-session';
import { type FinishedStep, finishStep, type StepRefusal } from '../access/finish-step';
import { keepReached } from '../access/keep-reached';
import { readSessionStart } from '../access/read-session';
import { requireAccess } from '../access/require-access';
import { resetMeans } from '../access/reset-means';
import { tellHolder } from '../access/tell-holder';
import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { findRepresentation, giveRepresentationTo, insertLink, linkedPatientIds, lockCodeOfAccount, spendEnrolmentCode } from './enrolment-store';

type Refused = StepRefusal | Refusal<'not-found' | 'means-first' | 'enrolment-over'>;

/**
 * Lets the person in for good, and uses the laboratory's code up: with the code sent where she was known to be reached, or, when nothing was known, with a strong
 * means of identification made since. For an account that there was already it is a recovery: what is older opens nothing any more, and the holder is told.
 */
export async function finishEnrolment(ctx: Context<PatientActor>, input: { step: string; code: string } | null): Promise<Outcome<{ cookie: string }, Refused>> {
  const denied = requireAccess(ctx, 'patient.enrol');
  if (denied) return denied;
  const { accountId, stage } = ctx.actor;
  if (accountId === null || stage === 'full') return refuse('not-found');
  return ctx.transaction(async (tx) => {
    const proven = stage === 'confirming' ? await provenByCode(ctx, tx, accountId, input) : await provenByMeans(ctx, tx, accountId);
    if (!proven.ok) {
      await append(tx, ctx, { action: 'enrolment.finish', outcome: 'refused', subjectId: accountId, detail: { reason: proven.refusal.code } });
      return proven;
    }
    const code = await lockCodeOfAccount(tx, accountId, ctx.now());
    if (!code || !(await spendEnrolmentCode(tx, code.id, ctx.now()))) return refuse('enrolment-over');
    return letIn(ctx, tx, accountId, code.id, proven.value);
  });
}

async function provenByCode(
  ctx: Context<PatientActor>,
  tx: Transaction,
  accountId: string,
  input: { step: string; code: string } | null,
): Promise<Outcome<FinishedStep['reached'], Refused>> {
  if (input === null) return refuse('not-found');
  const finished = await finishStep(ctx, tx, { purpose: 'enrol', step: input.step, codes: { sms: input.code, mail: input.code } });
  if (!finished.ok) return finished;
  return finished.value.accountId === accountId ? done(finished.value.reached) : refuse('not-found');
}

async function provenByMeans(ctx: Context<PatientActor>, tx: Transaction, accountId: string): Promise<Outcome<FinishedStep['reached'], Refused>> {
  const account = await readAccount(tx, accountId);
  const since = (await readSessionStart(tx, ctx.actor.sessionId)) ?? ctx.now();
  return account && hasFreshMeans(account, await passkeysOfAccount(tx, accountId), since) ? done([]) : refuse('means-first');
}

async function letIn(
  ctx: Context<PatientActor>,
  tx: Transaction,
  accountId: string,
  codeId: string,
  reached: FinishedStep['reached'],
): Promise<Outcome<{ cookie: string }, Refused>> {
  const { patientId, representationId, stage } = ctx.actor;
  const isRecovery = await isHeldAlready(tx, accountId, representationId);
  const since = stage === 'enrolling' ? ((await readSessionStart(tx, ctx.actor.sessionId)) ?? ctx.now()) : ctx.now();
  const account = await readAccount(tx, accountId);
  if (isRecovery && account) {
    await resetMeans(ctx, tx, accountId, since);
    await tellHolder(ctx, tx, account, 'recovered');
  }
  await keepReached(tx, accountId, reached);
  if (representationId === null) await insertLink(tx, { accountId, patientId, via: 'code' }, ctx.now());
  else await giveRepresentationTo(tx, representationId, accountId);
  await append(tx, ctx, {
    action: 'enrolment.finish',
    patientId,
    subjectId: codeId,
    detail: { recovery: isRecovery, by: stage, account: accountId, representationId },
  });
  const entry = { method: isRecovery ? 'recovery' : 'enrolment', patientAccountId: accountId, representationId } as const;
  return done({ cookie: await createPatientSession(ctx, tx, patientId, entry) });
}

async function isHeldAlready(tx: Transaction, accountId: string, representationId: string | null): Promise<boolean> {
  if (representationId !== null) return (await findRepresentation(tx, representationId))?.accountId === accountId;
  return (await linkedPatientIds(tx, accountId)).length > 0;
}
