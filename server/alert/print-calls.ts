import type { z } from 'zod';
import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { readLaboratory, readWard } from '../directory/read-directory';
import { readDossierState } from '../dossier/read-dossier';
import { readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { attemptOf } from './attempt-of';
import { identityOf } from './read-calls';
import { attemptsOf, type CallRow, openCallsAt, placeOf, valuesOf } from './store';
import type { paperSchema } from './types';

type Paper = z.infer<typeof paperSchema>['sheets'][number];

/**
 * Gives the open calls as sheets of paper, for the hour in which the network is down: whom to call, at which numbers of the day and the night, what to say, and room to write what was
 * repeated. Each dossier that goes to paper is traced.
 */
export async function printCalls(
  ctx: Context<ProfessionalActor>,
  { callIds }: { callIds: readonly string[] },
): Promise<Outcome<z.infer<typeof paperSchema>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'call.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const rows = (await openCallsAt(tx, ctx.actor.siteIds)).filter(({ id }) => callIds.includes(id));
    if (rows.length === 0) return refuse('not-found');
    const sheets: Paper[] = [];
    for (const row of rows) {
      sheets.push(await paperOf(tx, row));
      await append(tx, ctx, { action: 'call.print', dossierId: row.dossierId, subjectId: row.id });
    }
    return done({ at: ctx.now(), by: ctx.actor.name, sheets });
  });
}

async function paperOf(tx: Transaction, row: CallRow): Promise<Paper> {
  const state = await readDossierState(tx, row.dossierId);
  const patient = state ? await readPatient(tx, state.dossier.patientId) : null;
  const place = await placeOf(tx, row.dossierId);
  const asked = state?.dossier.wardId ? await readWard(tx, state.dossier.wardId) : null;
  const laboratory = await readLaboratory(tx, row.laboratoryId);
  return {
    callId: row.id,
    ...identityOf(patient ?? undefined),
    accessionNumber: state?.dossier.accessionNumber ?? '',
    laboratory: laboratory?.name ?? '',
    laboratoryPhone: laboratory?.phone ?? '',
    openedAt: row.openedAt,
    dueAt: row.dueAt,
    collectedAt: state?.dossier.collectedAt ?? null,
    prescriber: state?.dossier.prescriberName ?? '',
    callbackPhone: state?.dossier.callbackPhone ?? '',
    place: place?.wardName ?? null,
    numbers: [
      ...(place?.lines ?? []),
      ...(place?.phone ? [{ label: 'annuaire', number: place.phone, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00', isDuty: false }] : []),
    ],
    asked: asked && asked.name !== place?.wardName ? { ward: asked.name, phone: asked.phone } : null,
    values: (await valuesOf(tx, [row.id])).filter(({ isVoid }) => !isVoid),
    attempts: (await attemptsOf(tx, [row.id])).map(attemptOf),
  };
}
