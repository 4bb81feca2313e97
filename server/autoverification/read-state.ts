import { allows } from '../access/permissions';
import { readStaffNames } from '../access/read-staff';
import { requireAccess } from '../access/require-access';
import { readCatalogue } from '../catalogue/read-catalogue';
import { readPresent, readResponsible } from '../duty/responsibility';
import { namedSites } from '../duty/site-names';
import { readSetVersions } from '../expertise/read-approved';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { decisionsSince } from './night-store';
import type { AutoverificationState, SwitchView } from './page';
import { acceptancesSince, lastThrows } from './store';
import { type AcceptanceRow, EVERYTHING, type SwitchScope } from './types';

const DAY_MS = 86_400_000;
const SHOWN_DAYS = 7;
const SHOWN_DECISIONS = 100;

/** Everything that the page « Validation automatique » tells: what is on, what is in force, on whose word, and what happened since yesterday. */
export async function readState(ctx: Context<ProfessionalActor>): Promise<Outcome<AutoverificationState, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'autoverification.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const { userId } = ctx.actor;
    const sites = (await namedSites(tx)).filter(({ id }) => ctx.actor.siteIds.includes(id));
    const siteName = (id: string) => sites.find((site) => site.id === id)?.name ?? '';
    const throws = await lastThrows(tx);
    const switchOf = (scope: SwitchScope, subjectId: string): SwitchView => {
      const last = throws.find((one) => one.scope === scope && one.subjectId === subjectId);
      return { isOn: last?.isOn ?? false, by: last?.byName ?? null, at: last?.at ?? null };
    };
    const responsible = await readResponsible(
      tx,
      now,
      sites.map(({ id }) => id),
    );
    const present = (await readPresent(tx, now)).filter((one) => one.userId === userId);
    const acceptances = (await acceptancesSince(tx, new Date(now.getTime() - SHOWN_DAYS * DAY_MS))).filter((one) =>
      one.siteIds.some((id) => ctx.actor.siteIds.includes(id)),
    );
    const names = await readStaffNames(
      tx,
      [...responsible.values()].map((one) => one.userId),
    );
    const sets = await readSetVersions(tx, now);
    const catalogue = await readCatalogue(tx);
    const since = new Date(now.getTime() - DAY_MS);
    const decisions = await decisionsSince(
      tx,
      since,
      sites.map(({ id }) => id),
    );
    const persons = new Map<string, string>([
      ...(allows(ctx.actor, 'autoverification.accept') ? [[userId, ctx.actor.name] as const] : []),
      ...acceptances.map((one) => [one.userId, one.name] as const),
    ]);
    const laboratoryIds = [...new Set(sites.map(({ laboratoryId }) => laboratoryId))];
    return done({
      now,
      ownId: userId,
      mayAccept: allows(ctx.actor, 'autoverification.accept'),
      mayStop: allows(ctx.actor, 'autoverification.stop'),
      everything: switchOf('all', EVERYTHING),
      laboratories: laboratoryIds.map((id) => {
        const own = sites.filter(({ laboratoryId }) => laboratoryId === id);
        const set = sets.find(({ laboratoryId }) => laboratoryId === id);
        return {
          id,
          name: own[0]?.laboratory ?? '',
          rules: set
            ? {
                id: set.ruleSetId,
                title: set.title,
                version: set.version,
                ruleCount: set.ruleCount,
                approvedBy: set.approval?.by ?? null,
                approvedAt: set.approval?.at ?? null,
              }
            : null,
          ruleSwitch: set ? switchOf('rule-set', set.ruleSetId) : { isOn: false, by: null, at: null },
          sites: own.map((site) => {
            const holder = responsible.get(site.id);
            return {
              id: site.id,
              name: site.name,
              siteSwitch: switchOf('site', site.id),
              responsible: holder ? { name: names.get(holder.userId) ?? '', isOnDuty: holder.isOnDuty } : null,
              ownUntil: present.find(({ siteId }) => siteId === site.id)?.until ?? null,
            };
          }),
        };
      }),
      biologists: [...persons].map(([id, name]) => ({ id, name, own: id === userId, personSwitch: switchOf('biologist', id) })),
      acceptances: acceptances.map((one) => viewOf(one, { now, siteName, userId, mayEnd: allows(ctx.actor, 'autoverification.accept'), catalogue })),
      chapters: chaptersOf(catalogue),
      lately: {
        since,
        effective: decisions.filter(({ state }) => state === 'effective').length,
        pending: decisions.filter(({ state }) => state === 'pending').length,
        kept: decisions.filter(({ state }) => state === 'cancelled').length,
        decisions: decisions.slice(0, SHOWN_DECISIONS).map(({ siteId, ...decision }) => ({ ...decision, site: siteName(siteId) })),
      },
    });
  });
}

interface Viewing {
  now: Date;
  siteName: (id: string) => string;
  userId: string;
  mayEnd: boolean;
  catalogue: readonly { loincCode: string; label: string }[];
}

function viewOf(row: AcceptanceRow, { now, siteName, mayEnd, catalogue }: Viewing): AutoverificationState['acceptances'][number] {
  const isInForce = row.endedAt === null && row.startsAt <= now && row.endsAt > now;
  return {
    id: row.id,
    userId: row.userId,
    name: row.name,
    laboratoryId: row.laboratoryId,
    ruleSetTitle: row.ruleSetTitle,
    ruleSetVersion: row.ruleSetVersion,
    sites: row.siteIds.map(siteName).filter((name) => name !== ''),
    chapters: row.chapters,
    tests: row.testCodes.map((code) => catalogue.find(({ loincCode }) => loincCode === code)?.label ?? code),
    samplePercent: row.samplePercent,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    acceptedAt: row.acceptedAt,
    endedAt: row.endedAt,
    endedBy: row.endedByName,
    statement: row.statement,
    isInForce,
    mayEnd: mayEnd && isInForce,
  };
}

function chaptersOf(catalogue: readonly { loincCode: string; label: string; chapter: string }[]): AutoverificationState['chapters'] {
  const labels = [...new Set(catalogue.map(({ chapter }) => chapter))];
  return labels.map((label) => ({
    label,
    tests: catalogue.filter(({ chapter }) => chapter === label).map(({ loincCode, label: test }) => ({ code: loincCode, label: test })),
  }));
}
