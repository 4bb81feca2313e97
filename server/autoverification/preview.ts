import { requireAccess } from '../access/require-access';
import { readTestDefinitions } from '../catalogue/read-catalogue';
import { readDossiersOfRevision } from '../dossier/read-revisions';
import { classOf } from '../dossier/values';
import { readVerdicts } from '../expertise/read-verdicts';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { isElsewhere } from '../validation/part-rules';
import { readOwnNumbers } from '../validation/read-parts';
import { readPolicy } from '../validation/read-policy';
import { isSameName } from '../validation/same-name';
import { BARRIERS, type Barrier } from './barriers';
import { concludedSince } from './night-store';
import type { PreviewView } from './page';
import { medicalBarriersOf } from './rules';
import { silentLaboratories, withOpenCall } from './store';
import type { Scope } from './types';

const DAY_MS = 86_400_000;
const MOST = 300;

/**
 * Says what it would have done with the dossiers of the last day, were it accepted so: by the same rules that decide, on what stands there now, and without anything
 * being decided. Who is on duty and what is switched on play no part.
 */
export async function preview(
  ctx: Context<ProfessionalActor>,
  wanted: Scope & { laboratoryId: string; siteIds: readonly string[] },
): Promise<Outcome<PreviewView, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'autoverification.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const since = new Date(ctx.now().getTime() - DAY_MS);
    const siteIds = wanted.siteIds.filter((id) => ctx.actor.siteIds.includes(id));
    const ids = await concludedSince(tx, since, siteIds, MOST);
    const all = await readDossiersOfRevision(tx, ids);
    const verdicts = await readVerdicts(
      tx,
      all.map(({ dossier, revision }) => ({ dossierId: dossier.id, revision: revision.revision })),
    );
    const definitions = await readTestDefinitions(
      tx,
      all.flatMap(({ observations }) => observations.map(({ code }) => code)),
    );
    const numbers = await readOwnNumbers(tx);
    const calls = await withOpenCall(tx, ids);
    const arePriorsConsulted = (await silentLaboratories(tx)).size === 0;
    const policy = await readPolicy(tx, wanted.laboratoryId);
    const counts = new Map<Barrier, number>();
    let would = 0;
    for (const { dossier, observations } of all) {
      const barriers = medicalBarriersOf(
        {
          dossierId: dossier.id,
          isTest: dossier.isTest,
          identityGuaranteed: dossier.identityGuaranteed,
          hasIdentityChange: false,
          arePriorsConsulted,
          hasOpenCall: calls.has(dossier.id),
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
              isExecutedElsewhere: isElsewhere(one.performerFiness, numbers.get(dossier.laboratoryId) ?? []),
              replacesReleased: false,
              needsSecondReader: policy.readerCodes.includes(one.code),
              isOwn: isSameName(one.responsibleObserver, ctx.actor.name),
            })),
          verdict: verdicts.get(dossier.id) ?? null,
        },
        wanted,
      );
      if (barriers.length === 0) would += 1;
      for (const barrier of barriers) counts.set(barrier, (counts.get(barrier) ?? 0) + 1);
    }
    return done({
      since,
      dossiers: all.length,
      isCut: ids.length === MOST,
      would,
      barriers: BARRIERS.flatMap((barrier) => (counts.has(barrier) ? [{ barrier, dossiers: counts.get(barrier) ?? 0 }] : [])).toSorted(
        (a, b) => b.dossiers - a.dossiers,
      ),
    });
  });
}
