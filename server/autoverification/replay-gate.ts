import type { Transaction } from '../../db/client';
import { readTestDefinitions } from '../catalogue/read-catalogue';
import type { DossierOfRevision } from '../dossier/read-revisions';
import { classOf } from '../dossier/values';
import type { Gate } from '../expertise/continue-replay';
import { isElsewhere } from '../validation/part-rules';
import { readOwnNumbers } from '../validation/read-parts';
import { readPolicy } from '../validation/read-policy';
import { medicalBarriersOf } from './rules';
import { acceptancesInForce } from './store';
import type { Scope } from './types';

/**
 * What automatic validation would let pass of these dossiers under a verdict that is only thought of: by the barriers that decide, those of the moment aside (who is on duty, what is
 * switched on, which call is open). Scope is what is accepted in the laboratory at this instant; where nobody has accepted anything, everything.
 */
export async function readGate(tx: Transaction, dossiers: readonly DossierOfRevision[], laboratoryId: string, at: Date): Promise<Gate> {
  const definitions = await readTestDefinitions(
    tx,
    dossiers.flatMap(({ observations }) => observations.map(({ code }) => code)),
  );
  const policy = await readPolicy(tx, laboratoryId);
  const numbers = await readOwnNumbers(tx);
  const accepted = (await acceptancesInForce(tx, at)).filter((one) => one.laboratoryId === laboratoryId);
  const scope: Scope | null =
    accepted.length === 0 ? null : { chapters: accepted.flatMap(({ chapters }) => chapters), testCodes: accepted.flatMap(({ testCodes }) => testCodes) };
  return ({ dossier, observations }, verdict, isApproved) =>
    medicalBarriersOf(
      {
        dossierId: dossier.id,
        isTest: dossier.isTest,
        identityGuaranteed: dossier.identityGuaranteed,
        hasIdentityChange: false,
        arePriorsConsulted: true,
        hasOpenCall: false,
        isSetAside: false,
        hasOpenRequest: false,
        open: observations
          .filter(({ status }) => classOf(status) === 'result')
          .map((one) => ({
            id: one.id,
            code: one.code,
            chapter: one.codeSystem === 'LN' ? (definitions.get(one.code)?.chapter ?? null) : null,
            status: one.status,
            interpretation: one.interpretation,
            origin: one.origin,
            isExecutedElsewhere: isElsewhere(one.performerFiness, numbers.get(laboratoryId) ?? []),
            replacesReleased: false,
            needsSecondReader: policy.readerCodes.includes(one.code),
            isOwn: false,
          })),
        verdict: {
          outcome: verdict.outcome,
          effect: verdict.effect,
          findingCount: verdict.findings.filter(({ outcome }) => outcome === 'found').length,
          isApproved,
          ruleSetVersionId: 'replayed',
          results: verdict.results,
          evaluatedAt: at,
        },
      },
      scope,
    ).length === 0;
}
