import { z } from 'zod';

/** « astreinte »: at home, reachable; « garde »: there all night; « presence »: there by day. */
export const DUTY_KINDS = ['astreinte', 'garde', 'presence'] as const;
export type DutyKind = (typeof DUTY_KINDS)[number];

/** What the clocks in Paris show, `2026-11-28T20:00`: a person plans by the clock on the wall, whatever zone his device is set to. */
export const WallClock = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);

export const PlanInput = z.object({
  userId: z.uuid(),
  siteIds: z.array(z.uuid()).min(1).max(50),
  kind: z.enum(DUTY_KINDS),
  from: WallClock,
  to: WallClock,
  /** The same hours on as many days in a row. */
  days: z.number().int().min(1).max(31),
});
export type PlanInput = z.infer<typeof PlanInput>;

export const ImportInput = z.object({
  rows: z
    .array(z.object({ line: z.number().int(), userId: z.uuid(), siteId: z.uuid(), kind: z.enum(DUTY_KINDS), from: WallClock, to: WallClock }))
    .min(1)
    .max(2000),
});
export type ImportInput = z.infer<typeof ImportInput>;

export const CancelInput = z.object({ dutyId: z.uuid(), reason: z.string().trim().max(200) });
export const AbsenceInput = z.object({ userId: z.uuid(), from: WallClock, to: WallClock });

export const SwapInput = z.object({
  dutyIds: z.array(z.uuid()).min(1).max(50),
  toUserId: z.uuid(),
  /** The part that is offered; null = all that is left of it. */
  from: WallClock.nullable(),
  to: WallClock.nullable(),
});
export type SwapInput = z.infer<typeof SwapInput>;

export const SWAP_ANSWERS = ['accepted', 'declined', 'withdrawn'] as const;
export const AnswerInput = z.object({ askId: z.uuid(), answer: z.enum(SWAP_ANSWERS) });

export const Contact = z.object({
  label: z.string().trim().min(1).max(40),
  number: z.string().trim().min(2).max(30),
  forWards: z.boolean(),
});
export const ContactsInput = z.object({ userId: z.uuid(), contacts: z.array(Contact).max(5) });

export const CoverageInput = z.object({ from: z.iso.date(), days: z.number().int().min(1).max(42) });

const Stretch = z.object({ startsAt: z.date(), endsAt: z.date() });
const Named = z.object({ id: z.string(), name: z.string() });

export const CoverageView = z.object({
  at: z.date(),
  mayManage: z.boolean(),
  /** Null for whoever can never be on duty. */
  ownId: z.string().nullable(),
  sites: z.array(Named),
  people: z.array(Named.extend({ siteIds: z.array(z.string()), contacts: z.array(Contact) })),
  duties: z.array(
    Stretch.extend({
      id: z.string(),
      siteId: z.string(),
      userId: z.string(),
      name: z.string(),
      kind: z.enum(DUTY_KINDS),
      /** Somebody who declared an absence meanwhile: covers nothing until a colleague takes it. */
      isAway: z.boolean(),
      madeByName: z.string(),
      madeAt: z.date(),
    }),
  ),
  /** Nobody answers: within the shown days, and in the next fortnight. */
  gaps: z.array(Stretch.extend({ siteId: z.string() })),
  soon: z.array(Stretch.extend({ siteId: z.string() })),
  absences: z.array(Stretch.extend({ id: z.string(), userId: z.string(), name: z.string() })),
  swaps: z.array(
    Stretch.extend({
      askId: z.string(),
      dutyIds: z.array(z.string()),
      siteIds: z.array(z.string()),
      fromUserId: z.string(),
      from: z.string(),
      toUserId: z.string(),
      to: z.string(),
      askedAt: z.date(),
    }),
  ),
});

export const DutyLines = z.object({
  at: z.date(),
  lines: z.array(
    z.object({
      siteId: z.string(),
      site: z.string(),
      laboratory: z.string(),
      /** The laboratory's own number: what is left when nobody answers. */
      phone: z.string(),
      people: z.array(
        z.object({
          name: z.string(),
          /** Null for whoever answers by a hand-over although her duty is over, or has not begun. */
          kind: z.enum(DUTY_KINDS).nullable(),
          until: z.date().nullable(),
          contacts: z.array(Contact.omit({ forWards: true })),
          /** The one who answers for the site; exactly one, unless nobody is there at all. */
          isResponsible: z.boolean(),
        }),
      ),
    }),
  ),
});
