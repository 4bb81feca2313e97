import type { Transaction } from '../../db/client';
import { beginAccount, readAccount } from '../access/account';
import { KNOCKS } from '../access/account-rules';
import { claim } from '../access/claim';
import { createPatientSession } from '../access/create-patient-session';
import { paperCodeHash } from '../access/paper-code';
import { countTry, withinLimit } from '../access/rate-limit';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { contactsOf, ENROLMENT_TRIES, enrolmentStateOf, isInForce, mayEnrol, UNKNOWN_CODES } from './enrolment-rules';
import { accountIdOfEnrolment, claimEnrolmentTry, type EnrolmentRow, findRepresentation, giveCodeTo, lockClaimedCode } from './enrolment-store';
import { findPatient, type PatientRow } from './store';

type Refused = Refusal<'not-found' | 'wrong-enrolment' | 'enrolment-closed' | 'too-many-requests'>;

export interface BegunEnrolment {
  /** What is owed next: the code sent to the telephone or mailbox that is known, or a first strong means of identification. */
  stage: 'confirming' | 'enrolling';
  /** The `Set-Cookie` line of a session that reads nothing yet. */
  cookie: string;
}

/**
 * Begins an enrolment for the laboratory's code with the right birth date; reads nothing and spends nothing: a paper and a date are not two factors. The try is
 * taken before anything is verified, so that of however many guesses three are tested; which of the two was wrong, or whether such a code exists, is not told.
 * @see threats.md 8, 10; PGSSI-S « référentiel d'identification électronique »
 */
export async function enrol(ctx: Context<AnonymousActor>, input: { code: string; birthDate: string }): Promise<Outcome<BegunEnrolment, Refused>> {
  const denied = requireAccess(ctx, 'door.use');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    if (!(await withinLimit(tx, KNOCKS, ctx.actor.address, ctx.now()))) return refuse('too-many-requests');
    await claim(tx, { enrolment: input.code });
    const code = await lockClaimedCode(tx);
    const state = code ? enrolmentStateOf(code, ctx.now()) : 'expired';
    if (!code || state === 'expired') return refuseUnknown(ctx, tx, input.code);
    const taken = state === 'open' ? await claimEnrolmentTry(tx, code.id) : null;
    if (taken === null) return refuseClosed(ctx, tx, code);
    const person = await personOf(tx, code, ctx.now());
    if (person?.birthDate !== input.birthDate) return refuseWrong(ctx, tx, code, taken);
    return begin(ctx, tx, code, person.patient);
  });
}

/** Who enrols with this code, and her birth date; null when she no longer may. */
async function personOf(tx: Transaction, code: EnrolmentRow, now: Date): Promise<{ birthDate: string; patient: PatientRow | null } | null> {
  if (code.representationId !== null) {
    const representation = await findRepresentation(tx, code.representationId);
    return representation && isInForce(representation, now) ? { birthDate: representation.birthDate, patient: null } : null;
  }
  const patient = await findPatient(tx, code.patientId);
  return patient && patient.birthDate !== null && mayEnrol(patient) ? { birthDate: patient.birthDate, patient } : null;
}

async function begin(ctx: Context<AnonymousActor>, tx: Transaction, code: EnrolmentRow, patient: PatientRow | null): Promise<Outcome<BegunEnrolment, Refused>> {
  const accountId = (await accountIdOfEnrolment(tx)) ?? (await beginAccount(tx, ctx.now()));
  await giveCodeTo(tx, code.id, accountId);
  const stage = contactsOf(await readAccount(tx, accountId), patient).length > 0 ? 'confirming' : 'enrolling';
  await append(tx, ctx, { action: 'enrolment.begin', patientId: code.patientId, subjectId: code.id, detail: { stage, account: accountId } });
  const entry = { method: 'enrolment', stage, patientAccountId: accountId, representationId: code.representationId } as const;
  return done({ stage, cookie: await createPatientSession(ctx, tx, code.patientId, entry) });
}

async function refuseWrong(ctx: Context, tx: Transaction, code: EnrolmentRow, taken: number): Promise<Outcome<never, Refused>> {
  await trace(ctx, tx, code, 'wrong-proof', taken);
  const triesLeft = ENROLMENT_TRIES - taken;
  return triesLeft > 0 ? refuse('wrong-enrolment', { triesLeft }) : refuse('enrolment-closed');
}

async function refuseClosed(ctx: Context, tx: Transaction, code: EnrolmentRow): Promise<Outcome<never, Refused>> {
  await trace(ctx, tx, code, 'too-many-tries', null);
  return refuse('enrolment-closed');
}

/** A code that nobody has, or that is over, is counted and refused like a wrong date with a right one. */
async function refuseUnknown(ctx: Context, tx: Transaction, typed: string): Promise<Outcome<never, Refused>> {
  const tries = await countTry(tx, UNKNOWN_CODES, paperCodeHash(typed), ctx.now());
  await append(tx, ctx, { action: 'enrolment.begin', outcome: 'refused', detail: { reason: 'unknown', try: tries } });
  const triesLeft = ENROLMENT_TRIES - tries;
  return triesLeft > 0 ? refuse('wrong-enrolment', { triesLeft }) : refuse('enrolment-closed');
}

const trace = (ctx: Context, tx: Transaction, code: EnrolmentRow, reason: string, taken: number | null) =>
  append(tx, ctx, { action: 'enrolment.begin', outcome: 'refused', patientId: code.patientId, subjectId: code.id, detail: { reason, try: taken } });
