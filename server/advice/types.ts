import { z } from 'zod';

/** A dossier as it was shown, in words: it is read for ever, whatever the card becomes. */
export const Frozen = z.object({
  patient: z.object({ name: z.string(), birthDate: z.string().nullable(), sex: z.string() }),
  laboratory: z.string(),
  place: z.string(),
  priority: z.string(),
  prescriber: z.string(),
  clinicalInformation: z.string(),
  collectedAt: z.string().nullable(),
  specimens: z.array(z.string()),
  notes: z.array(z.string()),
  panels: z.array(
    z.object({
      title: z.string(),
      notes: z.array(z.string()),
      results: z.array(
        z.object({
          label: z.string(),
          value: z.string(),
          unit: z.string(),
          referenceRange: z.string(),
          flag: z.string(),
          standing: z.string(),
          notes: z.array(z.string()),
          findings: z.array(z.string()),
          earlier: z.array(z.string()),
          priors: z.array(z.object({ on: z.string(), value: z.string(), unit: z.string() })),
        }),
      ),
    }),
  ),
});
export type Frozen = z.infer<typeof Frozen>;

const STATES = ['open', 'answered', 'withdrawn', 'expired'] as const;

export const AdviceLine = z.object({
  id: z.string(),
  dossierId: z.string(),
  number: z.string(),
  revision: z.number(),
  askedBy: z.string(),
  askedOf: z.string(),
  isMine: z.boolean(),
  isForMe: z.boolean(),
  question: z.string(),
  askedAt: z.date(),
  expiresAt: z.date(),
  state: z.enum(STATES),
  answer: z.string(),
  answeredAt: z.date().nullable(),
  firstReadAt: z.date().nullable(),
});
export type AdviceLine = z.infer<typeof AdviceLine>;

export const AdviceList = z.object({ now: z.date(), lines: z.array(AdviceLine) });
export const AdviceView = AdviceLine.extend({ now: z.date(), shown: Frozen, shownHash: z.string() });
export type AdviceView = z.infer<typeof AdviceView>;

export const AskInput = z.object({
  dossierId: z.uuid(),
  /** Hash of what her card displays: another one, and she is asked to read it again first. */
  displayed: z.string().length(64),
  toUserId: z.uuid(),
  question: z.string().trim().min(1).max(2000),
  hours: z.number().int().min(1).max(72),
});
export type AskInput = z.infer<typeof AskInput>;

export const AnswerInput = z.object({ adviceId: z.uuid(), answer: z.string().trim().min(1).max(4000) });
