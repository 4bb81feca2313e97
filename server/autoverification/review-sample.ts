import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { namedSites } from '../duty/site-names';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import type { SampleList } from './page';
import { countedMonths, findSample, keepReview, lockSample, openSamples, reviewedSamples } from './sample-store';
import { ShownSample } from './sample-types';

const LOOKED_SHOWN = 50;

/** What waits for a look, what was looked at, and how often a person disagreed. Of what waits nothing says which was automatic. */
export async function readSamples(ctx: Context<ProfessionalActor>): Promise<Outcome<SampleList, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'autoverification.review');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const names = new Map((await namedSites(tx)).map(({ id, name }) => [id, name]));
    const looked = (await reviewedSamples(tx, LOOKED_SHOWN)).flatMap((row) =>
      row.reviewedAt && row.wouldValidate !== null
        ? [
            {
              id: row.decisionId,
              site: names.get(row.siteId) ?? '',
              by: row.reviewedByName ?? '',
              at: row.reviewedAt,
              wouldValidate: row.wouldValidate,
              wasAutomatic: !row.isControl,
              remark: row.remark,
            },
          ]
        : [],
    );
    const waiting = (await openSamples(tx)).map(({ decisionId, siteId, drawnAt }) => ({ id: decisionId, site: names.get(siteId) ?? '', drawnAt }));
    return done({ waiting, looked, months: await countedMonths(tx) });
  });
}

/** Opens one of them: results and context as they stood, no name, nothing of what was decided. Opening is recorded, as every reading of results is. */
export async function openSample(
  ctx: Context<ProfessionalActor>,
  input: { id: string },
): Promise<Outcome<{ id: string; site: string; shown: ShownSample }, Refusal<'not-found' | 'sample-looked'>>> {
  const denied = requireAccess(ctx, 'autoverification.accept');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const row = await findSample(tx, input.id);
    if (!row) return refuse('not-found');
    if (row.reviewedAt) return refuse('sample-looked');
    await append(tx, ctx, { action: 'autoverification.look', dossierId: row.dossierId, subjectId: row.decisionId, detail: {} });
    const site = (await namedSites(tx)).find(({ id }) => id === row.siteId);
    return done({ id: row.decisionId, site: site?.name ?? '', shown: ShownSample.parse(row.shown) });
  });
}

/** Keeps what a person would have done, once and before she is told what was done; only then says it. Who would not have validated says why. */
export async function reviewSample(
  ctx: Context<ProfessionalActor>,
  input: { id: string; wouldValidate: boolean; remark: string },
): Promise<Outcome<{ wasAutomatic: boolean; agrees: boolean; dossierId: string }, Refusal<'not-found' | 'sample-looked' | 'sample-needs-remark'>>> {
  const denied = requireAccess(ctx, 'autoverification.accept');
  if (denied) return denied;
  const remark = input.remark.trim();
  if (!input.wouldValidate && remark === '') return refuse('sample-needs-remark');
  return ctx.transaction(async (tx) => {
    const row = await lockSample(tx, input.id);
    if (!row) return (await findSample(tx, input.id)) ? refuse('sample-looked') : refuse('not-found');
    if (row.reviewedAt) return refuse('sample-looked');
    const wasAutomatic = !row.isControl;
    await keepReview(tx, row.decisionId, {
      wouldValidate: input.wouldValidate,
      remark,
      reviewedBy: ctx.actor.userId,
      reviewedByName: ctx.actor.name,
      reviewedAt: ctx.now(),
    });
    const agrees = input.wouldValidate === wasAutomatic;
    await append(tx, ctx, { action: 'autoverification.review', dossierId: row.dossierId, subjectId: row.decisionId, detail: { wasAutomatic, agrees } });
    return done({ wasAutomatic, agrees, dossierId: row.dossierId });
  });
}
