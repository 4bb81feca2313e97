import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { checkClosing } from './rules';
import { closeRow, openCallOf, readableCallOf, valuesOf } from './store';

/** What a reader is asked to retype before a report is taken into account: the label alone, for an empty field. */
export interface ToReadBack {
  observationVersionId: string;
  label: string;
  unit: string;
}

/** What is to be repeated of a report: the values of the open call, when this version tells all of them. A version that does not is not the one to answer by. */
export async function readToReadBack(tx: Transaction, dossierId: string, released: ReadonlySet<string>): Promise<ToReadBack[]> {
  const call = await readableCallOf(tx, dossierId);
  const values = call ? (await valuesOf(tx, [call.id])).filter(({ isVoid }) => !isVoid) : [];
  if (!values.every(({ observationVersionId }) => released.has(observationVersionId))) return [];
  return values.map(({ observationVersionId, label, unit }) => ({ observationVersionId, label, unit }));
}

/**
 * Closes the open call of a report because its reader himself retyped every critical value, compared here: the read-back of who treats, in writing. A wrong value closes nothing and is
 * traced; the laboratory goes on calling.
 * @see ISO 15189:2022 7.4.1.3; ideas.md 7
 */
export async function closeByReader(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  input: {
    dossierId: string;
    patientId: string;
    released: ReadonlySet<string>;
    quality: string;
    readBack: readonly { observationVersionId: string; repeated: string }[];
  },
): Promise<Outcome<{ isClosed: boolean }, Refusal<'read-back-needed' | 'read-back-differs'>>> {
  const toSay = await readToReadBack(tx, input.dossierId, input.released);
  if (toSay.length === 0) return done({ isClosed: false });
  const call = await openCallOf(tx, input.dossierId);
  if (!call) return done({ isClosed: false });
  if (input.readBack.length === 0) return refuse('read-back-needed');
  const values = (await valuesOf(tx, [call.id])).filter(({ isVoid }) => !isVoid);
  const { name } = ctx.actor;
  const refusal = checkClosing({ isIdentityRepeated: true, spokenTo: name, quality: input.quality, readBack: input.readBack }, values);
  const about = { dossierId: input.dossierId, patientId: input.patientId, subjectId: call.id };
  if (refusal) {
    await append(tx, ctx, { action: 'call.acknowledge', outcome: 'refused', ...about, detail: { code: refusal } });
    return refuse('read-back-differs');
  }
  const closedAt = ctx.now();
  const closing = {
    closedAt,
    closedBy: ctx.actor.userId,
    closedByName: name,
    spokenTo: name,
    quality: input.quality,
    closingKey: newId(),
    closedVia: 'portal',
  };
  await closeRow(tx, call.id, closing, input.readBack);
  const minutes = Math.round((closedAt.getTime() - call.openedAt.getTime()) / 60_000);
  await append(tx, ctx, { action: 'call.acknowledge', ...about, detail: { values: values.length, minutes, late: closedAt > call.dueAt ? 'oui' : 'non' } });
  await tell(tx, { name: 'call.closed', dossierId: input.dossierId, subjectId: call.id }, closedAt);
  await announce(tx, 'worklist', call.siteId);
  return done({ isClosed: true });
}
