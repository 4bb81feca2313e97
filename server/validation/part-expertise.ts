import type { Transaction } from '../../db/client';
import type { PartRules } from '../../db/schema/validation';
import { factsOfDossier } from '../expertise/dossier-facts';
import { evaluate } from '../expertise/evaluate';
import { readSetVersions } from '../expertise/read-approved';
import { readSetsInForce } from '../expertise/read-sets';
import { readPatient } from '../patient/read-patient';
import type { Context } from '../platform/context';
import type { DossierFacts } from './project-worklist';
import { readPriorsForRules } from './read-priors-of-many';

/**
 * What the executing laboratory's own rules say of the part that it decides on, and which version of them: kept with its decision, for whoever validates the whole. Null where it has
 * none in force, or has suspended them.
 * @see GBUI XIV-2 « Le laboratoire préleveur doit impérativement connaitre les règles de validation »
 */
export async function readPartRules(
  ctx: Context,
  tx: Transaction,
  facts: DossierFacts,
  laboratoryId: string,
  observationIds: readonly string[],
): Promise<PartRules | null> {
  const set = (await readSetsInForce(tx, [laboratoryId], ctx.now())).get(laboratoryId);
  const known = (await readSetVersions(tx, ctx.now())).find(({ versionId }) => versionId === set?.id);
  if (!set?.compiled || set.isSuspended || !known) return null;
  const { dossier, observations } = facts.state;
  const patient = await readPatient(tx, dossier.patientId);
  const asked = { dossierId: dossier.id, laboratoryId: dossier.laboratoryId, results: observations, before: dossier.collectedAt ?? dossier.createdAt };
  const priors = patient && dossier.identityGuaranteed ? await readPriorsForRules(tx, [{ ...asked, patient }]) : [];
  const { findings } = evaluate(set.compiled, factsOfDossier(facts.state, patient, priors, facts.controls));
  const labels = new Map(observations.map(({ id, label }) => [id, label]));
  return {
    title: known.title,
    version: known.version,
    approvedBy: known.approval?.by ?? null,
    findings: findings.flatMap(({ about, sentence, effect }) => {
      const [first = ''] = about;
      return observationIds.includes(first) ? [{ label: labels.get(first) ?? '', sentence, effect }] : [];
    }),
  };
}
