import type { Transaction } from '../../db/client';
import { readWard } from '../directory/read-directory';
import { type DossierRecord, isExecutedHere, readDossierState } from '../dossier/read-dossier';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { attemptOf } from './attempt-of';
import { escalationsOf } from './escalation-of';
import { noticesOf, stepsOf } from './step-store';
import { attemptsOf, type CallRow, callsOf, placeOf, silencesOf, valuesOf } from './store';
import type { CallSheet, CallsOfDossier } from './types';
import { numberAt, otherNumbers } from './ward-phones';

/**
 * Answers the calls of one dossier: the open one with what is needed to phone (where the patient is now, never only where the request came from), and those that are over.
 * The card was opened and traced before; this adds no patient that she has not before her.
 */
export async function readCall(ctx: Context<ProfessionalActor>, input: { dossierId: string }): Promise<Outcome<CallsOfDossier, Refusal<'not-found'>>> {
  return ctx.transaction(async (tx) => {
    const state = await readDossierState(tx, input.dossierId);
    if (!state) return refuse('not-found');
    // Whoever executed a part of it reads the dossier; its ward is called by the sampling laboratory.
    if (!ctx.actor.siteIds.includes(state.dossier.siteId))
      return (await isExecutedHere(tx, state.dossier.id)) ? done({ open: null, ended: [], silences: [] }) : refuse('not-found');
    const rows = await callsOf(tx, input.dossierId);
    const callIds = rows.map(({ id }) => id);
    const values = await valuesOf(tx, callIds);
    const attempts = await attemptsOf(tx, callIds);
    const open = rows.find((row) => row.state === 'open');
    const tried = (row: CallRow) => attempts.filter(({ callId }) => callId === row.id).map(attemptOf);
    return done({
      open: open
        ? await sheetOf(ctx, tx, state.dossier, open, { values: values.filter(({ callId, isVoid }) => callId === open.id && !isVoid), attempts: tried(open) })
        : null,
      ended: rows
        .filter((row) => row.state !== 'open')
        .map((row) => ({
          callId: row.id,
          state: row.state as 'closed' | 'void',
          closedAt: row.closedAt ?? row.openedAt,
          via: row.closedVia as 'voice' | 'portal',
          by: row.closedByName ?? '',
          spokenTo: row.spokenTo,
          quality: row.quality,
          openedAt: row.openedAt,
          collectedAt: state.dossier.collectedAt,
          values: values.filter(({ callId }) => callId === row.id),
          attempts: tried(row),
        })),
      silences: await silencesOf(tx, input.dossierId),
    });
  });
}

async function sheetOf(ctx: Context, tx: Transaction, dossier: DossierRecord, call: CallRow, said: Pick<CallSheet, 'values' | 'attempts'>): Promise<CallSheet> {
  const place = await placeOf(tx, dossier.id);
  const lines = place?.lines ?? [];
  const current = numberAt(lines, ctx.now()) ?? (place?.phone ? { label: 'annuaire', number: place.phone } : null);
  const others = otherNumbers(lines, current, place?.phone ?? null);
  const asked = dossier.wardId ? await readWard(tx, dossier.wardId) : null;
  return {
    callId: call.id,
    openedAt: call.openedAt,
    dueAt: call.dueAt,
    place: place?.isKnown ? { ward: place.wardName, phone: current?.number ?? null, phoneLabel: current?.label ?? '', others, since: place.since } : null,
    asked: asked && asked.name !== place?.wardName ? { ward: asked.name, phone: asked.phone } : null,
    callbackPhone: dossier.callbackPhone,
    prescriber: dossier.prescriberName,
    ...said,
    escalation: escalationsOf(await stepsOf(tx, [call.id]), await noticesOf(tx, [call.id])),
  };
}
