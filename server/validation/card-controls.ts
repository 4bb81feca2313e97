import type { Transaction } from '../../db/client';
import type { ControlRecord } from '../dossier/control-rules';
import { readControls } from '../dossier/read-controls';
import type { DossierState } from '../dossier/read-dossier';

/** The controls of what a dossier's results were measured with, by result. */
export const controlsOfDossier = (tx: Transaction, { dossier, observations }: DossierState): Promise<Map<string, ControlRecord[]>> =>
  readControls(
    tx,
    observations.map((row) => ({ ...row, laboratoryId: dossier.laboratoryId })),
  );

/** A control as the card shows it and as a statement tells it. */
export const controlShown = ({ level, analyser, value, unit, target, limits, state, said, measuredAt }: ControlRecord) => ({
  level,
  analyser,
  value,
  unit,
  target,
  limits,
  state,
  said,
  at: measuredAt,
});
