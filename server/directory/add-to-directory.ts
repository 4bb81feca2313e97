import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { isRpps } from './rules';
import { addPrescriberRow, addWardRow } from './store';

export interface NewPrescriber {
  rppsNumber: string;
  familyName: string;
  givenName: string;
  specialty: string;
}

/** Adds a prescriber, in the transaction of the repair that needs him. Refuses a number whose key is wrong, and one that is known. */
export async function addPrescriber(
  ctx: Context,
  tx: Transaction,
  given: NewPrescriber,
): Promise<Outcome<string, Refusal<'not-found' | 'wrong-rpps' | 'rpps-taken'>>> {
  const denied = requireAccess(ctx, 'repair.manage');
  if (denied) return denied;
  if (!isRpps(given.rppsNumber)) return refuse('wrong-rpps');
  const id = newId();
  if (!(await addPrescriberRow(tx, { id, title: 'Dr', ...given }))) return refuse('rpps-taken');
  await append(tx, ctx, { action: 'directory.add-prescriber', subjectId: id, detail: {} });
  return done(id);
}

/** Adds a ward inside the legal entity of that laboratory. */
export async function addWard(
  ctx: Context,
  tx: Transaction,
  given: { laboratoryId: string; code: string; name: string; phone: string },
): Promise<Outcome<string, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'repair.manage');
  if (denied) return denied;
  const id = newId();
  if (!(await addWardRow(tx, { id, ...given }))) return refuse('not-found');
  await append(tx, ctx, { action: 'directory.add-ward', subjectId: id, detail: {} });
  return done(id);
}
