import type { Transaction } from '../../db/client';
import { readLocalReadings } from '../catalogue/read-local-readings';
import { readPriorsOfMany } from '../dossier/read-priors';
import type { PriorQuestion } from '../expertise/conclude';
import type { PriorValue } from '../expertise/dossier-facts';
import { readLinkedIdsOfMany } from '../patient/read-patient';
import { validatedAmong } from './store';

/**
 * Earlier validated values of the persons of many dossiers, for the rules: the same that the card shows as earlier values, in four statements whatever their number. Sampled before the
 * dossier; a local code only within its own laboratory; what a référent set apart is left out on both sides.
 * @see GBUI V-2a, XIV-3
 */
export async function readPriorsForRules(tx: Transaction, asked: readonly PriorQuestion[]): Promise<(PriorValue & { dossierId: string })[]> {
  if (asked.length === 0) return [];
  const linked = await readLinkedIdsOfMany(
    tx,
    asked.map(({ patient }) => patient),
  );
  const questions = new Map(asked.map((question) => [question.dossierId, question]));
  const rows = await readPriorsOfMany(
    tx,
    asked.map(({ dossierId, patient, results }) => ({
      dossierId,
      patientIds: linked.get(patient.id) ?? [patient.id],
      codes: [...new Set(results.map(({ code }) => code))],
    })),
  );
  if (rows.length === 0) return [];
  const validated = await validatedAmong(
    tx,
    rows.map(({ id }) => id),
  );
  const laboratories = [...rows, ...asked].map(({ laboratoryId }) => laboratoryId);
  const readings = await readLocalReadings(tx, laboratories, [...rows, ...asked.flatMap(({ results }) => results)]);
  return rows.flatMap((row) => {
    const question = questions.get(row.askedFor);
    const at = new Date(row.at);
    const isOfOurs = row.codeSystem === 'LN' || row.laboratoryId === question?.laboratoryId;
    if (!question || !validated.has(row.id) || !isOfOurs || at > question.before || readings.isApart(row)) return [];
    const own = question.results.find(({ code }) => code === row.code);
    if (own && readings.isApart({ ...own, laboratoryId: question.laboratoryId })) return [];
    const { code, values, comparator, unit, method } = row;
    return [
      {
        dossierId: row.askedFor,
        code,
        isLocal: row.codeSystem !== 'LN',
        values,
        number: row.number === null ? null : Number(row.number),
        comparator,
        unit,
        method,
        at,
      },
    ];
  });
}
