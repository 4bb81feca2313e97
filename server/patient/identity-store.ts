import { and, asc, isNull, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { patient, patientStay } from '../../db/schema/patient';
import { storableJson, upsertMany } from '../../db/write-many';
import type { StayRow } from './stay-store';
import type { PatientKey, PatientRow } from './store';

/** The rows of these numbers that there are, locked in an order that is always the same. */
export async function lockByKeys(tx: Transaction, keys: readonly PatientKey[]): Promise<PatientRow[]> {
  if (keys.length === 0) return [];
  const wanted = storableJson(
    keys.map(({ legalEntityId: entity, assigningAuthority: authority, identifier: number, loneDossier: lone }) => ({ entity, authority, number, lone })),
  );
  return tx
    .select()
    .from(patient)
    .where(
      sql`${patient.id} = any (array(select p.id from json_to_recordset(${wanted}::text::json) as k(entity uuid, authority text, number text, lone text)
        join patient p on p.legal_entity_id = k.entity and p.assigning_authority = k.authority and p.identifier = k.number and p.lone_dossier = k.lone))`,
    )
    .orderBy(asc(patient.id))
    .for('update');
}

/** Where these persons lie, locked. */
export async function lockStays(tx: Transaction, patientIds: readonly string[]): Promise<StayRow[]> {
  if (patientIds.length === 0) return [];
  return tx
    .select()
    .from(patientStay)
    .where(and(isAmong(patientStay.patientId, patientIds), isNull(patientStay.until)))
    .orderBy(asc(patientStay.id))
    .for('update');
}

/** Persons as they are after the messages; each once. */
export const savePeople = (tx: Transaction, people: readonly PatientRow[]): Promise<void> => upsertMany(tx, patient, people);
