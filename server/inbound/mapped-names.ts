import type { Transaction } from '../../db/client';
import { type PrescriberRecord, readPrescriber, readPrescriberByRpps, readWard, readWardByCode, type WardRecord } from '../directory/read-directory';
import { readDossierState } from '../dossier/read-dossier';
import type { IncomingDossier } from '../dossier/types';
import { readValidatedAmong } from '../validation/read-decisions';
import { asSigned, type Mappings, mappedPrescriber, mappedWard } from './mapping-rules';

/** By RPPS, else by what a référent said that this number or this name stands for; a name alone never identifies. */
export async function prescriberOf(tx: Transaction, dossier: IncomingDossier, mappings: Mappings): Promise<PrescriberRecord | null> {
  const known = dossier.prescriberRpps === '' ? null : await readPrescriberByRpps(tx, dossier.prescriberRpps);
  if (known) return known;
  const mapped = mappedPrescriber(mappings, dossier);
  return mapped && readPrescriber(tx, mapped.target);
}

export async function wardOf(tx: Transaction, legalEntityId: string, code: string, mappings: Mappings): Promise<WardRecord | null> {
  if (code === '') return null;
  const known = await readWardByCode(tx, legalEntityId, code);
  if (known) return known;
  const mapped = mappedWard(mappings, code);
  return mapped && readWard(tx, mapped.target);
}

/** The message's dossier with what was signed read as it was signed; nothing is looked up where no mapping was ever made. */
export async function keptAsSigned(
  tx: Transaction,
  dossierId: string,
  { dossier, original, mappings }: { dossier: IncomingDossier; original: IncomingDossier; mappings: Mappings },
): Promise<IncomingDossier> {
  if (mappings.formerly.size === 0) return dossier;
  const state = await readDossierState(tx, dossierId);
  if (!state) return dossier;
  const validated = await readValidatedAmong(
    tx,
    state.observations.map(({ id }) => id),
  );
  const signed = new Map(state.observations.filter(({ id }) => validated.has(id)).map((row) => [row.observationKey, row.contentHash]));
  return signed.size === 0 ? dossier : asSigned(dossier, original, signed, mappings);
}
