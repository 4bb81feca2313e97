import type { Transaction } from '../../db/client';
import { readControls } from '../dossier/read-controls';
import { type DossierOfRevision, readDossiersOfRevision } from '../dossier/read-revisions';
import { type PatientRecord, readPatientsAmong } from '../patient/read-patient';
import { hashOf } from '../platform/canonical';
import type { Context } from '../platform/context';
import { tellTogether } from '../platform/facts';
import { grouped } from '../platform/grouped';
import { newId } from '../platform/ids';
import { factsOfDossier, type PriorValue } from './dossier-facts';
import { evaluate, NOTHING_SAID, type Verdict } from './evaluate';
import { readSetsInForce, type SetInForce } from './read-sets';
import { concludedAmong, type FindingRow, insertVerdicts, lockVerdicts, type VerdictRow } from './store';

/** Whose earlier values are wanted; answered are values that were validated with effect before. Handed in by `server/main/wiring.ts`: who validated is not for this room to know. */
export type ReadPriors = (tx: Transaction, asked: readonly PriorQuestion[]) => Promise<readonly (PriorValue & { dossierId: string })[]>;

/** The laboratories in which somebody also wants to hear of dossiers of which an approved set had nothing to say. Handed in likewise. */
export type ReadWanted = (tx: Transaction, at: Date) => Promise<ReadonlySet<string>>;

const nowhere: ReadWanted = () => Promise.resolve(new Set());

export interface PriorQuestion {
  dossierId: string;
  laboratoryId: string;
  patient: PatientRecord;
  /** Codes and units of its results: what a référent set apart is compared with nothing. */
  results: readonly { code: string; localCode: string; codeSystem: string; unit: string }[];
  before: Date;
}

/**
 * Asks the rules in force of every dossier at the revision that it stands at, and keeps what they say for ever; a revision that has its verdict keeps it, unless a
 * control came since: then the last word counts, and those before it stay readable. None is kept while the rules of the laboratory are suspended. So many statements for a
 * batch, whatever its size. Tells `expertise.concluded` of the dossiers whose line of the worklist that changes.
 * @see ISO 15189:2022 7.4.1.5; GBUI IV-3
 */
export async function concludeDossiers(
  ctx: Context,
  tx: Transaction,
  dossierIds: readonly string[],
  readPriors: ReadPriors,
  readWanted: ReadWanted = nowhere,
  /** What the rules said until then of the present revision is asked once more: a control that came since may change it. */
  since: Date | null = null,
): Promise<number> {
  await lockVerdicts(tx);
  const all = await readDossiersOfRevision(tx, dossierIds);
  const before = await concludedAmong(
    tx,
    all.map(({ dossier }) => dossier.id),
  );
  const unasked = all.filter(({ dossier, revision }) => {
    const last = before.get(dossier.id);
    return last?.revision !== revision.revision || (since !== null && last.evaluatedAt <= since);
  });
  const sets = await readSetsInForce(tx, [...new Set(unasked.map(({ dossier }) => dossier.laboratoryId))], ctx.now());
  // Suspended rules say nothing, not even « nothing found »: they are asked once they are back.
  const open = unasked.filter(({ dossier }) => !sets.get(dossier.laboratoryId)?.isSuspended);
  if (open.length === 0) return 0;
  const people = await readPatientsAmong(
    tx,
    open.map(({ dossier }) => dossier.patientId),
  );
  const priors = grouped(
    await readPriors(
      tx,
      open.flatMap((whole) => questionOf(whole, people)),
    ),
    ({ dossierId }) => dossierId,
  );
  const controls = await readControls(
    tx,
    open.flatMap(({ dossier, observations }) => observations.map((row) => ({ ...row, laboratoryId: dossier.laboratoryId }))),
  );
  const concluded = open.map((whole) => {
    const patient = people.get(whole.dossier.patientId) ?? null;
    const last = before.get(whole.dossier.id);
    const asked = last?.revision === whole.revision.revision ? last.asked + 1 : 0;
    return rowsOf(ctx, whole, { set: sets.get(whole.dossier.laboratoryId), asked }, (set) =>
      evaluate(set, factsOfDossier(whole, patient, priors.get(whole.dossier.id) ?? [], controls)),
    );
  });
  await insertVerdicts(
    tx,
    concluded.map(({ row }) => row),
    concluded.flatMap(({ findings }) => findings),
  );
  const wanted = await readWanted(tx, ctx.now());
  const laboratoryOf = new Map(open.map(({ dossier }) => [dossier.id, dossier.laboratoryId]));
  const isHeard = ({ outcome, isApproved, dossierId }: VerdictRow) => outcome === 'clear' && isApproved && wanted.has(laboratoryOf.get(dossierId) ?? '');
  const seen = concluded.filter(({ row, findings }) => findings.length > 0 || marks(before.get(row.dossierId)?.effect ?? null) || isHeard(row));
  await tellTogether(
    tx,
    'expertise.concluded',
    seen.map(({ row }) => ({ dossierId: row.dossierId, subjectId: row.dossierId })),
    ctx.now(),
  );
  return concluded.length;
}

const marks = (effect: string | null): boolean => effect !== null && effect !== 'inform';

/** None for whom nobody may look: then the rules say that they were not read. */
export function questionOf({ dossier, observations }: DossierOfRevision, people: ReadonlyMap<string, PatientRecord>): PriorQuestion[] {
  const patient = people.get(dossier.patientId);
  if (!patient || !dossier.identityGuaranteed) return [];
  return [{ dossierId: dossier.id, laboratoryId: dossier.laboratoryId, patient, results: observations, before: dossier.collectedAt ?? dossier.createdAt }];
}

function rowsOf(
  ctx: Context,
  { dossier, revision }: DossierOfRevision,
  { set, asked }: { set: SetInForce | undefined; asked: number },
  ask: (set: NonNullable<SetInForce['compiled']>) => Verdict,
): { row: VerdictRow; findings: FindingRow[] } {
  const { findings, results, outcome, effect, rules } = set?.compiled ? ask(set.compiled) : NOTHING_SAID;
  const id = newId();
  const rows = findings.map((one, position): FindingRow => ({ ...one, id: newId(), verdictId: id, dossierId: dossier.id, position, contentHash: hashOf(one) }));
  const row = {
    id,
    dossierId: dossier.id,
    revision: revision.revision,
    ruleSetVersionId: set?.id ?? null,
    isApproved: set?.isApproved ?? false,
    outcome,
    effect,
    rules,
    ruleCount: set?.compiled?.ruleCount ?? 0,
    findingCount: findings.filter((one) => one.outcome === 'found').length,
    results,
    evaluatedAt: ctx.now(),
    asked,
  };
  const content = {
    revision: row.revision,
    ruleSet: set?.contentHash ?? null,
    isApproved: row.isApproved,
    results,
    findings: rows.map(({ contentHash }) => contentHash),
  };
  return { row: { ...row, contentHash: hashOf(content) }, findings: rows };
}
