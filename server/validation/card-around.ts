import type { Transaction } from '../../db/client';
import { readLaboratories } from '../directory/read-directory';
import type { DossierState } from '../dossier/read-dossier';
import { readSameDay } from '../dossier/read-same-day';
import { displayRange, displayUnit, flagOf } from '../dossier/values';
import { sampleIndexOf } from '../expertise/sample-indices';
import type { ProfessionalActor } from '../platform/actor';
import { grouped } from '../platform/grouped';
import type { Card } from './card';
import { shown } from './card-results';
import { dossierStandingOf, standingsOf } from './rules';
import { activeDecisionsOfMany } from './store';

/** The samples of a dossier in full: of what, from where, in what state, when, and what was said of each. */
export const specimensShown = ({ specimens }: DossierState): Card['specimens'] =>
  specimens.map(({ identifier, kind, site, role, description, condition, collectedAt, receivedAt, centrifugedAt, notes }) => ({
    identifier,
    kind,
    site,
    role,
    description,
    condition,
    collectedAt,
    receivedAt,
    centrifugedAt,
    notes,
  }));

/** Haemolysis, icterus and lipaemia among the results, known by their codes. */
export function indicesShown({ observations, requests }: DossierState): Card['indices'] {
  const panels = new Map(requests.map(({ id, label }) => [id, label]));
  return observations.flatMap((row) => {
    const kind = sampleIndexOf(row);
    const value = shown(row);
    if (kind === null || value === '' || row.status === 'I' || row.status === 'O') return [];
    return [
      {
        kind,
        resultId: row.id,
        value,
        unit: displayUnit(row.unit),
        referenceRange: displayRange(row.referenceRange),
        flag: flagOf(row.interpretation),
        panel: panels.get(row.serviceRequestId) ?? '',
      },
    ];
  });
}

/**
 * The patient's other dossiers within a day of this one, at every site that the reader may see, each with where it stands. None where the identity is not guaranteed.
 * @see GBUI V-2a
 */
export async function readSameDayShown(
  tx: Transaction,
  actor: ProfessionalActor,
  { dossier }: DossierState,
  patientIds: readonly string[],
): Promise<Card['sameDay']> {
  if (!dossier.identityGuaranteed) return [];
  const others = await readSameDay(tx, patientIds, dossier.id, dossier.collectedAt ?? dossier.createdAt);
  const sure = others.filter((other) => other.dossier.identityGuaranteed && other.dossier.isTest === dossier.isTest);
  if (sure.length === 0) return [];
  const laboratories = new Map((await readLaboratories(tx)).map(({ id, shortName }) => [id, shortName]));
  const decisions = grouped(
    await activeDecisionsOfMany(
      tx,
      sure.map((other) => other.dossier.id),
    ),
    ({ dossierId }) => dossierId,
  );
  return sure.map(({ dossier: other, history }) => ({
    dossierId: other.id,
    accessionNumber: other.accessionNumber,
    laboratory: laboratories.get(other.laboratoryId) ?? '',
    standing: dossierStandingOf(standingsOf(history, decisions.get(other.id) ?? []), null),
    priority: other.priority as Card['priority'],
    at: other.collectedAt ?? other.createdAt,
    isOpenable: actor.siteIds.includes(other.siteId),
  }));
}
