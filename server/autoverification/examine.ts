import type { Transaction } from '../../db/client';
import { readTestDefinitions, type TestDefinition } from '../catalogue/read-catalogue';
import type { ObservationRecord } from '../dossier/read-dossier';
import { readDossiersOfRevision } from '../dossier/read-revisions';
import { readResponsible } from '../duty/responsibility';
import { readRulesInForce } from '../expertise/read-in-force';
import { readVerdicts, type VerdictRecord } from '../expertise/read-verdicts';
import type { Context } from '../platform/context';
import { readPolicy } from '../validation/read-policy';
import { isOpenRequest } from '../validation/request-rules';
import { isSameName } from '../validation/same-name';
import type { DecisionPolicy } from '../validation/second-reading-rules';
import { type WorklistFacts, withStanding } from '../validation/worklist-row';
import { acceptanceAt } from './rules';
import { acceptancesInForce, isOnIn, lastThrows, silentLaboratories, withOpenCall } from './store';
import { type AcceptanceRow, type Circumstances, EVERYTHING, type Examined } from './types';

/** Which of these sites are being handed over. Hand-overs are another edge's: handed in by `server/main/wiring.ts`. */
export type ReadHandovers = (tx: Transaction, siteIds: readonly string[]) => Promise<ReadonlySet<string>>;

export interface Examination {
  facts: WorklistFacts;
  examined: Examined;
  circumstances: Circumstances;
  /** On the revision that the dossier stands at. */
  verdict: VerdictRecord | null;
  /** In whose name it would be. */
  acceptance: AcceptanceRow | null;
}

/**
 * Puts together everything that speaks for or against an automatic decision on these dossiers, as it is at this instant. Their rows are locked by whoever read
 * the facts.
 * @param own a decision of the kind `auto` that is about to take effect: what it covers counts as waiting
 */
export async function examine(
  ctx: Context,
  tx: Transaction,
  all: readonly WorklistFacts[],
  readHandovers: ReadHandovers,
  own: string | null = null,
): Promise<Examination[]> {
  const now = ctx.now();
  const siteIds = [...new Set(all.map(({ dossier }) => dossier.siteId))];
  const acceptances = await acceptancesInForce(tx, now);
  const isOn = isOnIn(await lastThrows(tx));
  const responsible = await readResponsible(tx, now, siteIds);
  const handovers = await readHandovers(tx, siteIds);
  const calls = await withOpenCall(
    tx,
    all.map(({ dossier }) => dossier.id),
  );
  const arePriorsConsulted = (await silentLaboratories(tx)).size === 0;
  const definitions = await readTestDefinitions(
    tx,
    all.flatMap(({ observations }) => observations.map(({ code }) => code)),
  );
  const read = await readDossiersOfRevision(
    tx,
    all.map(({ dossier }) => dossier.id),
  );
  const whole = new Map(read.flatMap(({ observations }) => observations.map((one) => [one.id, one])));
  const verdicts = await readVerdicts(
    tx,
    all.map(({ dossier }) => ({ dossierId: dossier.id, revision: dossier.revision })),
  );
  const laboratoryIds = new Set(all.map(({ dossier }) => dossier.laboratoryId));
  const rules = await readRulesInForce(tx, [...laboratoryIds], now);
  const policies = new Map<string, DecisionPolicy>();
  for (const laboratoryId of laboratoryIds) policies.set(laboratoryId, await readPolicy(tx, laboratoryId));
  return all.map((facts) => {
    const { siteId, laboratoryId } = facts.dossier;
    const holder = responsible.get(siteId) ?? null;
    const inForce = acceptanceAt(acceptances, siteId, holder?.userId ?? null, now);
    const acceptance = acceptances.find(({ id }) => id === inForce?.id) ?? null;
    return {
      facts,
      acceptance,
      verdict: verdicts.get(facts.dossier.id) ?? null,
      examined: examinedOf(facts, {
        own,
        whole,
        verdict: verdicts.get(facts.dossier.id) ?? null,
        definitions,
        policy: policies.get(laboratoryId),
        signer: acceptance?.name ?? null,
        hasOpenCall: calls.has(facts.dossier.id),
        arePriorsConsulted,
      }),
      circumstances: {
        switches: {
          all: isOn('all', EVERYTHING),
          site: isOn('site', siteId),
          ruleSet: acceptance !== null && isOn('rule-set', acceptance.ruleSetId),
          biologist: acceptance !== null && isOn('biologist', acceptance.userId),
        },
        responsible: holder && { userId: holder.userId, isOnDuty: holder.isOnDuty },
        acceptance,
        rulesInForce: rules.get(laboratoryId) ?? { versionId: null, isSuspended: false },
        isHandoverOpen: handovers.has(siteId),
      },
    };
  });
}

export interface Surroundings {
  own: string | null;
  /** Every result of the revision in full, by its version. */
  whole: ReadonlyMap<string, Pick<ObservationRecord, 'codeSystem' | 'responsibleObserver'>>;
  verdict: VerdictRecord | null;
  definitions: ReadonlyMap<string, TestDefinition>;
  policy: DecisionPolicy | undefined;
  /** In whose name; null = nobody's yet. */
  signer: string | null;
  hasOpenCall: boolean;
  arePriorsConsulted: boolean;
}

/** A dossier as the rules of this room look at it. */
export function examinedOf(facts: WorklistFacts, around: Surroundings): Examined {
  const { dossier, standings } = facts;
  const { verdict, whole } = around;
  const isOwn = (decisionId: string | null) => around.own !== null && decisionId === around.own;
  const open = withStanding(facts, ['awaiting', 'pending']).filter(({ standing }) => standing.standing === 'awaiting' || isOwn(standing.decisionId));
  return {
    dossierId: dossier.id,
    isTest: dossier.isTest,
    identityGuaranteed: dossier.identityGuaranteed,
    hasIdentityChange: facts.identity !== null,
    arePriorsConsulted: around.arePriorsConsulted,
    hasOpenCall: around.hasOpenCall,
    isSetAside:
      standings.some(
        ({ standing, decisionId, isUnread, isReminded }) =>
          standing === 'held' || standing === 'refused' || isUnread === true || isReminded === true || (standing === 'pending' && !isOwn(decisionId)),
      ) || facts.readings.some(({ state }) => state === 'asked' || state === 'refused'),
    hasOpenRequest: facts.requests.some(isOpenRequest),
    open: open.map(({ standing, observation }) => ({
      id: observation.id,
      code: observation.code,
      chapter: whole.get(observation.id)?.codeSystem === 'LN' ? (around.definitions.get(observation.code)?.chapter ?? null) : null,
      status: observation.status,
      interpretation: observation.interpretation,
      origin: observation.origin,
      isExecutedElsewhere: facts.parts.some(({ observationId }) => observationId === observation.id),
      replacesReleased: standing.replacesId !== null,
      needsSecondReader: around.policy?.readerCodes.includes(observation.code) ?? true,
      // Of a result that cannot be read in full, the worst is thought.
      isOwn: around.signer !== null && isSameName(whole.get(observation.id)?.responsibleObserver ?? around.signer, around.signer),
    })),
    verdict,
  };
}
