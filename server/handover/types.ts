import { z } from 'zod';

export const ITEM_KINDS = ['call', 'pressing', 'held', 'request', 'alarm', 'repair', 'waiting'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export const Item = z.object({
  key: z.string(),
  kind: z.enum(ITEM_KINDS),
  siteId: z.string(),
  dossierId: z.string().nullable(),
  number: z.string(),
  person: z.string(),
  place: z.string(),
  detail: z.string(),
  since: z.string(),
  dueAt: z.string().nullable(),
  state: z.string(),
});
export type Item = z.infer<typeof Item>;

/** How an item of an offer stands to what is there now. */
export const CHANGES = ['same', 'changed', 'new', 'gone'] as const;
export type Change = (typeof CHANGES)[number];

const Person = z.object({ id: z.string(), name: z.string() });
const Site = z.object({ id: z.string(), name: z.string() });

const Offer = z.object({
  id: z.string(),
  mode: z.enum(['offered', 'taken']),
  from: Person,
  to: Person,
  siteIds: z.array(z.string()),
  offeredAt: z.date(),
  note: z.string(),
  state: z.enum(['open', 'accepted', 'declined', 'withdrawn', 'overtaken']),
  answeredAt: z.date().nullable(),
  reason: z.string(),
  items: z.number(),
});

export const HandoverState = z.object({
  now: z.date(),
  ownId: z.string(),
  sites: z.array(
    Site.extend({
      /** Null = nobody answers: the roster rings. */
      responsible: Person.extend({ since: z.date().nullable(), by: z.enum(['handover', 'roster']), isOnDuty: z.boolean() }).nullable(),
      /** Whom the roster names now, in their order. */
      present: z.array(Person),
      /** Who comes next by the roster, and when. */
      next: Person.extend({ at: z.date() }).nullable(),
    }),
  ),
  people: z.array(Person.extend({ siteIds: z.array(z.string()) })),
  open: z.array(Offer),
  history: z.array(Offer),
});
export type HandoverState = z.infer<typeof HandoverState>;

export const OpenItems = z.object({ now: z.date(), hash: z.string(), items: z.array(Item) });

export const HandoverView = Offer.omit({ items: true }).extend({
  now: z.date(),
  sites: z.array(Site),
  remarks: z.record(z.string(), z.string()),
  /** What is there now when it is open, what was accepted when it was; with how it stands to what was offered. */
  items: z.array(Item.extend({ change: z.enum(CHANGES) })),
  /** What an acceptance is bound to. */
  hash: z.string(),
  changes: z.number(),
});
export type HandoverView = z.infer<typeof HandoverView>;

const remark = z.string().trim().max(500);
export const SitesInput = z.object({ siteIds: z.array(z.uuid()).min(1).max(50) });
export const OfferInput = SitesInput.extend({
  toUserId: z.uuid(),
  note: z.string().trim().max(2000),
  remarks: z.record(z.string().max(200), remark),
  /** Hash of the items as the screen showed them. */
  seen: z.string().length(64),
});
export type OfferInput = z.infer<typeof OfferInput>;

export const AnswerInput = z.discriminatedUnion('answer', [
  z.object({ handoverId: z.uuid(), answer: z.literal('accepted'), seen: z.string().length(64) }),
  z.object({ handoverId: z.uuid(), answer: z.literal('declined'), reason: z.string().trim().max(500) }),
  z.object({ handoverId: z.uuid(), answer: z.literal('withdrawn') }),
]);
export type AnswerInput = z.infer<typeof AnswerInput>;

export const TakeInput = SitesInput.extend({ seen: z.string().length(64), reason: z.string().trim().max(500) });
export type TakeInput = z.infer<typeof TakeInput>;

const DigestLine = z.object({
  kind: z.string(),
  dossierId: z.string().nullable(),
  number: z.string(),
  person: z.string(),
  place: z.string(),
  detail: z.string(),
  since: z.string(),
});
const count = z.number();
export const Digests = z.object({
  now: z.date(),
  digests: z.array(
    z.object({
      id: z.string(),
      site: z.string(),
      day: z.string(),
      fromAt: z.date(),
      toAt: z.date(),
      numbers: z.object({
        received: count,
        validated: count,
        byLis: count,
        automatic: count,
        held: count,
        waiting: count,
        pending: count,
        awaited: count,
        cancelled: count,
        lost: count,
        openCalls: count,
        closedCalls: count,
        gaps: count,
        signedByHer: count,
      }),
      lines: z.array(DigestLine),
      isBalanced: z.boolean(),
      /** Its hash is still that of what was written in the morning. */
      isAsWritten: z.boolean(),
      madeAt: z.date(),
      seenAt: z.date().nullable(),
    }),
  ),
});
