import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { readPatient } from '../patient/read-patient';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import type { Reading, Readings } from './reading-types';
import { type ReadingRow, readingsOf } from './readings-store';

/**
 * Answers every reading of the reports that this person may open, newest first: who, when, which, and by what right in words. A report that is closed to
 * her leaves no line, not even of whom it was read by.
 * @see GBUI VII-3.2d, X-4
 */
export async function listMyReadings(ctx: Context<PatientActor>): Promise<Outcome<Readings, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'patient.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const patient = await readPatient(tx, ctx.actor.patientId);
    if (!patient) return refuse('not-found');
    const name = `${patient.firstGivenName} ${patient.usedFamilyName ?? patient.birthFamilyName}`;
    return done({ at: ctx.now(), name, isSelf: ctx.actor.representationId === null, readings: await readReadings(ctx, tx) });
  });
}

export async function readReadings(ctx: Context<PatientActor>, tx: Transaction): Promise<Reading[]> {
  const isSelf = ctx.actor.representationId === null;
  return (await readingsOf(tx, ctx.actor.patientId, isSelf)).map(readingOf);
}

function readingOf(row: ReadingRow): Reading {
  const who = row.reader_kind === 'professional' ? 'professional' : row.ground === 'representation' ? 'representative' : 'you';
  return {
    id: row.id,
    at: new Date(row.viewed_at),
    who,
    name: who === 'professional' ? [row.title ?? '', row.reader_name].filter((part) => part !== '').join(' ') : who === 'you' ? '' : row.reader_name,
    profession: row.profession ?? '',
    ground: row.ground,
    medium: row.medium === 'pdf' ? 'pdf' : 'screen',
    reportId: row.report_id,
    reportOn: new Date(row.collected_at ?? row.released_at),
    emergency: row.reason_text === null ? null : { reason: row.reason_text, reviewedAt: row.reviewed_at === null ? null : new Date(row.reviewed_at) },
  };
}
