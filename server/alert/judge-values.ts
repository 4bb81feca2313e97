import type { Transaction } from '../../db/client';
import type { ObservationRecord } from '../dossier/read-dossier';
import { flagOf } from '../dossier/values';
import { readLinkedPatientIds, readPatient } from '../patient/read-patient';
import type { Context } from '../platform/context';
import { raiseAlarm } from '../platform/link-alarms';
import type { DossierFacts } from '../validation/read-decisions';
import { type Announced, judge, knownBy, type Measured, type Person, type Reason } from './policy-rules';
import type { PolicyInForce } from './read-in-force';
import { type AnnouncedRow, announcedOf, stayOf } from './store';

export interface Judged {
  observation: ObservationRecord;
  reason: Reason;
  /** The announcement by which it is known; null = call. */
  known: Announced | null;
}

/** A week, as long as a row may look back. */
const LOOK_BACK_MS = 168 * 3_600_000;

/** What the policy in force says of these results of one dossier, with what is known of them; a row that could not be applied rings at the laboratory. */
export async function judgeValues(
  ctx: Context,
  tx: Transaction,
  { state: { dossier } }: DossierFacts,
  observations: readonly ObservationRecord[],
  { content }: PolicyInForce,
): Promise<Judged[]> {
  if (observations.length === 0) return [];
  const now = ctx.now();
  const patient = await readPatient(tx, dossier.patientId);
  const stay = await stayOf(tx, dossier.patientId);
  const person: Person = {
    birthDate: patient?.birthDate ?? null,
    sex: patient?.sex ?? 'U',
    wardCode: stay ? stay.wardCode : dossier.wardCode,
    patientClass: dossier.patientClass,
  };
  const found: { observation: ObservationRecord; reason: Reason }[] = [];
  for (const observation of observations) {
    const { reason, unreadable } = judge(content, measuredOf(observation), person, dossier.collectedAt ?? now);
    if (reason) found.push({ observation, reason });
    for (const code of unreadable) {
      const subject = `${code} ${observation.unit}`.slice(0, 80);
      await raiseAlarm(ctx, tx, {
        kind: 'call-unreadable',
        laboratoryId: dossier.laboratoryId,
        subject,
        detail: { row: code, unit: observation.unit.slice(0, 40) },
      });
    }
  }
  if (!found.some(({ reason }) => reason.known)) return found.map((one) => ({ ...one, known: null }));
  const people = patient ? await readLinkedPatientIds(tx, patient) : [];
  const announced = (await announcedOf(tx, [...new Set([dossier.patientId, ...people])], new Date(now.getTime() - LOOK_BACK_MS))).map(announcedFrom);
  return found.map(({ observation, reason }) => ({
    observation,
    reason,
    known: knownBy(reason, measuredOf(observation), announced, now, stay?.since ?? null),
  }));
}

const measuredOf = ({ code, codeSystem, values, number, comparator, unit, interpretation }: ObservationRecord): Measured => ({
  loincCode: codeSystem === 'LN' ? code : '',
  values,
  number: number === null ? null : Number(number),
  comparator,
  unit,
  flag: flagOf(interpretation),
});

const announcedFrom = ({ callId, at, direction, code, values, number, comparator, unit, interpretation }: AnnouncedRow): Announced => ({
  callId,
  at: new Date(at),
  direction: direction as Announced['direction'],
  loincCode: code,
  values,
  number: number === null ? null : Number(number),
  comparator,
  unit,
  flag: flagOf(interpretation),
});
