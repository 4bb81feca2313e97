import { requireAccess } from '../access/require-access';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { type CodeState, codeStateOf } from './presence-rules';
import { accessesOfPatient, newestCode } from './presence-store';

export interface Presence {
  at: Date;
  /** The newest code; its digits were told once, when it was made. */
  code: { state: CodeState; expiresAt: Date; reportIds: string[] | null } | null;
  /** Who reads with a code of hers now. */
  readers: { id: string; name: string; profession: string; grantedAt: Date; expiresAt: Date }[];
}

/** Says how the patient's code stands and who was let in by one and still reads. */
export async function readPresence(ctx: Context<PatientActor>): Promise<Outcome<Presence, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'patient.manage');
  if (denied) return denied;
  const { patientId } = ctx.actor;
  return ctx.transaction(async (tx) => {
    const code = await newestCode(tx, patientId);
    const accesses = await accessesOfPatient(tx, patientId);
    return done({
      at: ctx.now(),
      code: code ? { state: codeStateOf(code, ctx.now()), expiresAt: code.expiresAt, reportIds: code.reportIds } : null,
      readers: accesses
        .filter((access) => access.endedAt === null && access.expiresAt > ctx.now())
        .map(({ id, by, grantedAt, expiresAt }) => ({ id, name: nameOf(by), profession: by.profession, grantedAt, expiresAt })),
    });
  });
}

const nameOf = ({ title, givenName, familyName }: { title: string; givenName: string; familyName: string }): string =>
  [title, givenName, familyName].filter((part) => part !== '').join(' ');
