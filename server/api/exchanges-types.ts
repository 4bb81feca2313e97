import { z } from 'zod';

export const ExchangeFilter = z.object({
  direction: z.enum(['all', 'in', 'out']),
  laboratoryId: z.uuid().nullable(),
  /** `failed`: refused, in quarantine, refused by the LIS; `waiting`: under way; `done`: applied or acknowledged. */
  state: z.enum(['all', 'waiting', 'done', 'failed']),
  /** Calendar days in Paris, both included. */
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  accessionNumber: z.string().trim().max(60).nullable(),
  controlId: z.string().trim().max(199).nullable(),
  cursor: z.object({ at: z.date(), id: z.uuid() }).nullable(),
});
export type ExchangeFilter = z.infer<typeof ExchangeFilter>;

export const Problem = z.object({ severity: z.enum(['E', 'W', 'I']), segment: z.string(), field: z.number().nullable(), code: z.string(), text: z.string() });

/** What is known about a message in either direction; never what it says. */
export const Exchange = z.object({
  id: z.string(),
  direction: z.enum(['in', 'out']),
  at: z.date(),
  laboratoryId: z.string().nullable(),
  /** MSH-9 of what came; `decision`, `availability`, `reading` of what goes. */
  kind: z.string(),
  controlId: z.string(),
  accessionNumbers: z.array(z.string()),
  state: z.enum(['stored', 'applied', 'refused', 'quarantined', 'discarded', 'queued', 'acknowledged', 'unwanted']),
  answerCode: z.string().nullable(),
  settledAt: z.date().nullable(),
  attempts: z.number(),
  lastOutcome: z.string().nullable(),
  nextAttemptAt: z.date().nullable(),
  waitsForRefused: z.boolean(),
  problems: z.array(Problem),
  repeats: z.number(),
  reusesControlId: z.boolean(),
  isTest: z.boolean(),
  failureCode: z.string().nullable(),
});
export type Exchange = z.infer<typeof Exchange>;

export const ExchangePage = z.object({ items: z.array(Exchange), next: z.object({ at: z.date(), id: z.string() }).nullable() });

export const ExchangeDetail = Exchange.extend({
  attemptList: z.array(z.object({ at: z.date(), outcome: z.string(), answerCode: z.string().nullable() })),
  peer: z.string().nullable(),
  sentAt: z.date().nullable(),
});

const FirstWaiting = z.object({ createdAt: z.date(), attempts: z.number(), nextAttemptAt: z.date(), lastOutcome: z.string().nullable() });

export const Links = z.object({
  at: z.date(),
  mayRetry: z.boolean(),
  links: z.array(
    z.object({
      laboratoryId: z.string(),
      name: z.string(),
      inbound: z.object({
        lastReceivedAt: z.date().nullable(),
        lastAnswer: z.string().nullable(),
        today: z.number(),
        keptOutToday: z.number(),
        usualGapMs: z.number().nullable(),
        muteSince: z.date().nullable(),
      }),
      outbound: z.object({
        lastAt: z.date().nullable(),
        lastOutcome: z.string().nullable(),
        lastAnswer: z.string().nullable(),
        waiting: z.number(),
        refused: z.number(),
        firstWaiting: FirstWaiting.nullable(),
      }),
    }),
  ),
  day: z.object({ received: z.number(), applied: z.number(), stored: z.number(), refused: z.number(), quarantined: z.number(), discarded: z.number() }),
});

/** What one act mends, and the lines of messages that go with it. */
export const DeskTotal = z.object({ things: z.number(), lines: z.number() });

export const Repairs = z.object({
  total: DeskTotal,
  /** Whether the repair desk opens to the person. */
  mayMend: z.boolean(),
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      laboratoryId: z.string().nullable(),
      messageId: z.string(),
      subject: z.string(),
      segment: z.string(),
      field: z.number().nullable(),
      openedAt: z.date(),
      lines: z.number(),
      pressing: z.boolean(),
      controlId: z.string(),
      accessionNumber: z.string().nullable(),
    }),
  ),
});
