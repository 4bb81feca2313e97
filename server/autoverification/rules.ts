import { classOf, flagOf, isAbnormal, isCritical, unknownFlags } from '../dossier/values';
import { BARRIERS, type Barrier } from './barriers';
import type { Acceptance, Circumstances, Examined, ExaminedResult, Scope, Switches } from './types';

/**
 * Says everything that keeps this dossier for a person; none = it may be validated in the name of the biologist whose acceptance is at hand. A dossier is one thing:
 * what keeps one of its open results keeps all of them. What is not known counts as against it.
 * @see GBUI IV-3; ISO 15189:2022 7.4.1.5; issue « VAO »
 */
export function barriersOf(dossier: Examined, circumstances: Circumstances): Barrier[] {
  const { acceptance, switches, responsible, isHandoverOpen, rulesInForce } = circumstances;
  const found: Partial<Record<Barrier, boolean>> = {
    ...offBarriers(switches),
    'nobody-responsible': responsible === null,
    'not-accepted': responsible !== null && (acceptance === null || acceptance.userId !== responsible.userId),
    'not-on-duty': responsible !== null && !responsible.isOnDuty,
    'handover-open': isHandoverOpen,
    ...dossierBarriers(dossier),
    ...verdictBarriers(dossier, acceptance),
    ...resultBarriers(dossier, acceptance),
    'rules-suspended': rulesInForce.isSuspended,
  };
  // What was accepted, what was asked and what is in force must be the same version.
  if (acceptance !== null && acceptance.ruleSetVersionId !== rulesInForce.versionId) found['other-rules'] = true;
  return BARRIERS.filter((barrier) => found[barrier] === true);
}

const offBarriers = (switches: Switches): Partial<Record<Barrier, boolean>> => ({
  'off-everywhere': !switches.all,
  'off-site': !switches.site,
  'off-rule-set': !switches.ruleSet,
  'off-biologist': !switches.biologist,
});

function dossierBarriers(dossier: Examined): Partial<Record<Barrier, boolean>> {
  return {
    'test-message': dossier.isTest,
    'nothing-waits': dossier.open.length === 0,
    'identity-not-guaranteed': !dossier.identityGuaranteed,
    'identity-changed': dossier.hasIdentityChange,
    'priors-not-consulted': !dossier.arePriorsConsulted,
    'call-open': dossier.hasOpenCall,
    'set-aside': dossier.isSetAside,
    'request-open': dossier.hasOpenRequest,
  };
}

/** What is found of a dossier without asking who is on duty: also what a preview counts. */
export const medicalBarriersOf = (dossier: Examined, scope: Scope | null): Barrier[] => {
  const found = { ...dossierBarriers(dossier), ...verdictBarriers(dossier, null), ...resultBarriers(dossier, scope) };
  return BARRIERS.filter((barrier) => found[barrier] === true && barrier !== 'before-acceptance' && barrier !== 'other-rules');
};

function verdictBarriers({ verdict }: Examined, acceptance: Acceptance | null): Partial<Record<Barrier, boolean>> {
  if (verdict === null) return { 'no-verdict': true };
  return {
    'before-acceptance': acceptance !== null && verdict.evaluatedAt < acceptance.acceptedAt,
    'other-rules': acceptance !== null && verdict.ruleSetVersionId !== acceptance.ruleSetVersionId,
    'rules-not-approved': !verdict.isApproved || verdict.ruleSetVersionId === null,
    'rule-found': verdict.outcome === 'found' || verdict.findingCount > 0 || verdict.effect !== null,
    'rule-not-evaluable': verdict.outcome === 'not-evaluable',
    'not-evaluated': verdict.outcome === 'not-evaluated',
  };
}

function resultBarriers({ open, verdict }: Examined, scope: Scope | null): Partial<Record<Barrier, boolean>> {
  const any = (holds: (result: ExaminedResult) => boolean) => open.some(holds);
  const said = ({ id }: ExaminedResult) => verdict?.results[id];
  return {
    'second-reader': any(({ needsSecondReader }) => needsSecondReader),
    'own-result': any(({ isOwn }) => isOwn),
    bedside: any(({ origin }) => origin !== ''),
    'executed-elsewhere': any(({ isExecutedElsewhere }) => isExecutedElsewhere),
    'replaces-released': any(({ replacesReleased }) => replacesReleased),
    'not-a-result': any(({ status }) => classOf(status) !== 'result'),
    critical: any(({ interpretation }) => isCritical(flagOf(interpretation))),
    flagged: any(({ interpretation }) => isAbnormal(flagOf(interpretation)) || unknownFlags(interpretation).length > 0),
    'flag-missing': any(({ interpretation }) => interpretation.trim() === '' || flagOf(interpretation) === 'not-evaluated'),
    'out-of-scope': scope !== null && any((result) => !isInScope(scope, result)),
    ...(verdict && {
      'rule-found':
        verdict.findingCount > 0 || verdict.effect !== null || any((result) => said(result)?.outcome === 'found' || (said(result)?.effect ?? null) !== null),
      'rule-not-evaluable': verdict.outcome === 'not-evaluable' || any((result) => said(result)?.outcome === 'not-evaluable'),
      'not-evaluated':
        verdict.outcome === 'not-evaluated' ||
        any((result) => said(result)?.outcome !== 'clear' && said(result)?.outcome !== 'found' && said(result)?.outcome !== 'not-evaluable'),
    }),
  };
}

/** A code of the laboratory's own is of no chapter: nobody accepted it. */
export const isInScope = ({ chapters, testCodes }: Scope, { code, chapter }: Pick<ExaminedResult, 'code' | 'chapter'>): boolean =>
  chapter !== null && (chapters.includes(chapter) || testCodes.includes(code));

/** Of several acceptances of one person for one site, the newest that is in force at that instant. */
export function acceptanceAt(all: readonly Acceptance[], siteId: string, userId: string | null, at: Date): Acceptance | null {
  const inForce = all.filter(
    (one) => one.userId === userId && one.siteIds.includes(siteId) && one.startsAt <= at && one.endsAt > at && (one.endedAt === null || one.endedAt > at),
  );
  return inForce.toSorted((a, b) => b.acceptedAt.getTime() - a.acceptedAt.getTime())[0] ?? null;
}
