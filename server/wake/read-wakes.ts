import { requireAccess } from '../access/require-access';
import { namedSites } from '../duty/site-names';
import type { ProfessionalActor } from '../platform/actor';
import { vapidPublicKey } from '../platform/channels-push';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { USUAL } from './policy-rules';
import { attemptsOf, devicesOf, policiesOf, policyIn } from './store';
import type { WakeReason, WakeView } from './types';

const SHOWN = 50;

/** What may wake the person at the screen, by which devices, and what did. Her own only. */
export async function readWakes(ctx: Context<ProfessionalActor>): Promise<Outcome<WakeView, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const { userId, sessionId, siteIds } = ctx.actor;
    const sites = await namedSites(tx);
    const written = await policiesOf(tx, userId);
    const nameOf = (siteId: string) => sites.find(({ id }) => id === siteId)?.name ?? '';
    return done({
      now,
      publicKey: vapidPublicKey(),
      devices: (await devicesOf(tx, userId, now)).map(({ id, endpoint, sessionId: of, madeAt, until, lastPushedAt }) => ({
        id,
        host: new URL(endpoint).host,
        isHere: of === sessionId,
        madeAt,
        until,
        lastPushedAt,
      })),
      policies: sites
        .filter(({ id }) => siteIds.includes(id))
        .map(({ id, name }) => {
          const row = written.find(({ siteId }) => siteId === id);
          const { reasons, ...policy } = row ? policyIn(row) : USUAL;
          return { siteId: id, site: name, since: row?.since ?? null, reasons: reasons as WakeReason[], ...policy };
        }),
      attempts: (await attemptsOf(tx, userId, SHOWN)).map((row) => ({
        id: row.id,
        reason: row.reason,
        site: nameOf(row.siteId),
        askedAt: row.askedAt,
        state: row.state,
        pushCount: row.pushCount,
        pushCode: row.pushCode,
        pushedAt: row.pushedAt,
        shownAt: row.shownAt,
        acknowledgedAt: row.acknowledgedAt,
        smsAt: row.smsAt,
        smsCode: row.smsCode,
      })),
    });
  });
}
