import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import type { Recipient } from './reading-types';
import { recipientsOfMine } from './readings-store';

/** Answers to whom the laboratory handed the patient's own reports (RGPD art. 15); to who reads for him, nobody. */
export async function listRecipients(ctx: Context<PatientActor>): Promise<Outcome<{ recipients: Recipient[] }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'patient.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => done({ recipients: await readRecipients(tx) }));
}

export const readRecipients = async (tx: Transaction): Promise<Recipient[]> =>
  (await recipientsOfMine(tx)).map(({ kind, name, reports, latest }) => ({ kind, name, reports, latest: new Date(latest) }));
