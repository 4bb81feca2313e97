import { sql } from 'drizzle-orm';
import { habilitation } from '../../db/schema/access';
import { makeUser } from '../access/testing';
import { answerSwap } from '../duty/answer-swap';
import { askSwap } from '../duty/ask-swap';
import { planDuty } from '../duty/plan-duty';
import type { ProfessionalActor, Role } from '../platform/actor';
import { newId } from '../platform/ids';
import type { LaboratoryKey } from './seed/reference';
import { referenceIds } from './seed/reference';
import type { TestProduct } from './testing';

/** Somebody with a right in the database as well as in the session: who may be on duty is read from rights, not from sessions. */
export async function habilitated(
  product: TestProduct,
  role: Role,
  sites: readonly LaboratoryKey[],
  name: { title?: string; givenName: string; familyName: string },
): Promise<ProfessionalActor> {
  const { access, clock } = product;
  const userId = await makeUser(access.worker, clock.now, { login: `${role}-${newId()}`, title: 'Dr', ...name });
  const siteIds = sites.map((key) => referenceIds.site(key));
  const since = new Date(clock.now().getTime() - 365 * 86_400_000);
  await access.worker.insert(habilitation).values(siteIds.map((siteId) => ({ id: newId(), userId, role, siteId, validFrom: since, grantedBy: 'test' })));
  return product.person(role, sites, { userId, name: `${name.givenName} ${name.familyName}` });
}

/** Use cases of the roster in the name of one person after another. */
export const rosterOf = (product: TestProduct) => ({
  plan: (by: ProfessionalActor, of: ProfessionalActor, sites: readonly LaboratoryKey[], from: string, to: string, days = 1) =>
    planDuty(product.as(by), { userId: of.userId, siteIds: sites.map((key) => referenceIds.site(key)), kind: 'astreinte', from, to, days }),
  ask: (by: ProfessionalActor, to: ProfessionalActor, dutyIds: readonly string[], hours: { from: string; to: string } | null = null) =>
    askSwap(product.as(by), { dutyIds: [...dutyIds], toUserId: to.userId, from: hours?.from ?? null, to: hours?.to ?? null }),
  answer: (by: ProfessionalActor, askId: string, answer: 'accepted' | 'declined' | 'withdrawn') => answerSwap(product.as(by), { askId, answer }),
  /** Empties the roster between two runs of a model. */
  clear: () => product.access.worker.execute(sql`update on_call_duty set cancelled_at = starts_at, cancel_reason = 'essai'`),
});
