import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { readCatalogue } from '../catalogue/read-catalogue';
import { readPresent } from '../duty/responsibility';
import { namedSites } from '../duty/site-names';
import { readApprovedSet } from '../expertise/read-approved';
import { readSuspension } from '../expertise/read-in-force';
import type { ProfessionalActor } from '../platform/actor';
import { hashOf } from '../platform/canonical';
import type { Context } from '../platform/context';
import { newId, sha256 } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { acceptedContentOf } from './accepted-content';
import { statementOf } from './statement';
import { insertAcceptance, lockAlone, throwSwitchRow } from './store';
import type { AcceptanceRow, Scope } from './types';

/** So long after she began to read, it is another instant that she would sign. */
const READING_MS = 15 * 60_000;

export interface Wanted extends Scope {
  laboratoryId: string;
  siteIds: readonly string[];
  /** When she began to read: from then on, at the earliest. */
  startsAt: Date;
  endsAt: Date;
  samplePercent: number;
}

export type AcceptRefusal = Refusal<
  'not-found' | 'acceptance-needs-scope' | 'acceptance-not-on-duty' | 'acceptance-beyond-duty' | 'acceptance-changed' | 'rules-not-approved' | 'rules-suspended'
>;

/** Writes what she would sign, or says why she cannot: nothing is kept. */
export async function prepareAcceptance(
  ctx: Context<ProfessionalActor>,
  wanted: Wanted,
): Promise<Outcome<{ statement: string; statementHash: string }, AcceptRefusal>> {
  const denied = requireAccess(ctx, 'autoverification.accept');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const drafted = await draft(ctx, tx, wanted);
    return drafted.ok ? done({ statement: drafted.value.statement, statementHash: drafted.value.statementHash }) : drafted;
  });
}

/**
 * Keeps a biologist's acceptance, with the words that she signed: of the version in force that somebody approved, for sites where she is on duty now and no longer than
 * that, for examinations that she named. Refuses what is not word for word what she read. Her own switch is on from then.
 */
export async function accept(
  ctx: Context<ProfessionalActor>,
  input: Wanted & { statementHash: string },
  proofId: string,
): Promise<Outcome<{ acceptanceId: string }, AcceptRefusal>> {
  const denied = requireAccess(ctx, 'autoverification.accept');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    await lockAlone(tx);
    const drafted = await draft(ctx, tx, input);
    const refusal = drafted.ok ? (isAsKept(input, drafted.value) ? null : refuse('acceptance-changed')) : drafted;
    if (refusal || !drafted.ok) {
      await append(tx, ctx, { action: 'autoverification.accept', outcome: 'refused', detail: { code: refusal?.refusal.code ?? '' } });
      return refusal ?? refuse('acceptance-changed');
    }
    const { userId, name, rppsNumber } = ctx.actor;
    const acceptedAt = ctx.now();
    const row = { ...drafted.value, id: newId(), userId, name, rppsNumber, proofId, acceptedAt, endedAt: null, endedBy: null, endedByName: null };
    await insertAcceptance(tx, row);
    await throwSwitchRow(tx, { scope: 'biologist', subjectId: userId, isOn: true, at: acceptedAt, byUserId: userId, byName: name, proofId });
    await append(tx, ctx, {
      action: 'autoverification.accept',
      subjectId: row.id,
      detail: {
        version: row.ruleSetVersion,
        siteIds: row.siteIds,
        chapters: row.chapters,
        tests: row.testCodes.length,
        endsAt: row.endsAt.toISOString(),
        statement: row.statementHash,
        proof: proofId,
      },
    });
    return done({ acceptanceId: row.id });
  });
}

/** Word for word what she read, and written as it is kept: what she proved herself for can then be computed again from what is kept. */
const isAsKept = (input: Wanted & { statementHash: string }, kept: Drafted): boolean => hashOf(acceptedContentOf(input)) === hashOf(acceptedContentOf(kept));

type Drafted = Omit<AcceptanceRow, 'id' | 'userId' | 'name' | 'rppsNumber' | 'proofId' | 'acceptedAt' | 'endedAt' | 'endedBy' | 'endedByName'>;

async function draft(ctx: Context<ProfessionalActor>, tx: Transaction, wanted: Wanted): Promise<Outcome<Drafted, AcceptRefusal>> {
  const now = ctx.now();
  const siteIds = [...new Set(wanted.siteIds)].sort();
  const sites = (await namedSites(tx)).filter(
    ({ id, laboratoryId }) => siteIds.includes(id) && laboratoryId === wanted.laboratoryId && ctx.actor.siteIds.includes(id),
  );
  if (sites.length === 0 || sites.length < siteIds.length) return refuse('not-found');
  const rules = await readApprovedSet(tx, wanted.laboratoryId, now);
  if (!rules) return refuse('rules-not-approved');
  if (await readSuspension(tx, wanted.laboratoryId)) return refuse('rules-suspended');
  const catalogue = await readCatalogue(tx);
  const chapters = [...new Set(catalogue.map(({ chapter }) => chapter))].filter((chapter) => wanted.chapters.includes(chapter)).sort();
  const tests = catalogue.filter(({ loincCode }) => wanted.testCodes.includes(loincCode)).toSorted((a, b) => a.label.localeCompare(b.label, 'fr'));
  if (chapters.length + tests.length === 0) return refuse('acceptance-needs-scope');
  if (wanted.startsAt > now || now.getTime() - wanted.startsAt.getTime() > READING_MS) return refuse('acceptance-changed');
  const present = (await readPresent(tx, now)).filter(({ userId }) => userId === ctx.actor.userId);
  const duties = sites.map((site) => ({ name: site.name, dutyEndsAt: latest(present.filter(({ siteId }) => siteId === site.id).map(({ until }) => until)) }));
  const held = duties.flatMap(({ name, dutyEndsAt }) => (dutyEndsAt ? [{ name, dutyEndsAt }] : []));
  if (held.length < sites.length) return refuse('acceptance-not-on-duty');
  if (wanted.endsAt <= now || held.some(({ dutyEndsAt }) => wanted.endsAt > dutyEndsAt)) return refuse('acceptance-beyond-duty');
  const statement = statementOf({
    signer: ctx.actor,
    sites: held,
    rules,
    chapters,
    testCodes: tests.map(({ loincCode }) => loincCode),
    chapterLabels: chapters,
    testLabels: tests.map(({ label }) => label),
    startsAt: wanted.startsAt,
    endsAt: wanted.endsAt,
    samplePercent: wanted.samplePercent,
  });
  return done({
    laboratoryId: wanted.laboratoryId,
    ruleSetId: rules.ruleSetId,
    ruleSetVersionId: rules.versionId,
    ruleSetTitle: rules.title,
    ruleSetVersion: rules.version,
    approvedByName: rules.approvedBy,
    approvedAt: rules.approvedAt,
    siteIds,
    chapters,
    testCodes: tests.map(({ loincCode }) => loincCode).sort(),
    samplePercent: wanted.samplePercent,
    startsAt: wanted.startsAt,
    endsAt: wanted.endsAt,
    statement,
    statementHash: sha256(statement),
  });
}

const latest = (instants: readonly Date[]): Date | null => instants.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null;
