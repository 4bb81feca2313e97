import { z } from 'zod';
import { DiffLine } from './draft-content';
import { ReplayCounts } from './replay-counts';
import { SheetBody } from './sheet';
import { Analyte, Example, Rule } from './types';

const who = z.object({ name: z.string(), at: z.date() });

export const VERSION_STATES = ['in-force', 'scheduled', 'overtaken', 'past'] as const;

/** One laboratory's rules through time. */
export const LifeSchema = z.object({
  laboratoryId: z.string(),
  laboratory: z.string(),
  inForce: z.object({ versionId: z.string(), version: z.number(), title: z.string() }).nullable(),
  suspension: z.object({ since: z.date(), by: z.string(), reason: z.string() }).nullable(),
  draft: z.object({ draftId: z.string(), revision: z.number(), author: z.string(), updatedAt: z.date() }).nullable(),
  versions: z.array(
    z.object({
      versionId: z.string(),
      version: z.number(),
      title: z.string(),
      author: z.string(),
      ruleCount: z.number(),
      contentHash: z.string(),
      inForceFrom: z.date(),
      state: z.enum(VERSION_STATES),
      origin: z.enum(['shipped', 'draft', 'restored']),
      restores: z.number().nullable(),
      restoreReason: z.string(),
      approval: who.nullable(),
      sheetId: z.string().nullable(),
      /** One may go back to it. */
      mayRestore: z.boolean(),
    }),
  ),
  sheets: z.array(
    z.object({
      sheetId: z.string(),
      number: z.string(),
      madeBy: z.string(),
      madeAt: z.date(),
      state: z.enum(['open', 'stale', 'refused', 'approved']),
      refusal: z.object({ name: z.string(), at: z.date(), reason: z.string() }).nullable(),
    }),
  ),
  suspensions: z.array(z.object({ at: z.date(), by: z.string(), reason: z.string(), liftedAt: z.date().nullable(), liftedBy: z.string() })),
  mayWrite: z.boolean(),
  mayApprove: z.boolean(),
  maySuspend: z.boolean(),
});
export type Life = z.infer<typeof LifeSchema>;

export const ReplaySchema = z.object({
  replayId: z.string(),
  state: z.enum(['running', 'done', 'stopped']),
  total: z.number(),
  done: z.number(),
  from: z.date(),
  until: z.date(),
  askedBy: z.string(),
  askedAt: z.date(),
  endedAt: z.date().nullable(),
  listed: z.number(),
  counts: ReplayCounts,
  /** Of the draft as it stands, beside the rules in force. */
  isOfDraft: z.boolean(),
});
export type ReplayView = z.infer<typeof ReplaySchema>;

export const DraftSchema = z.object({
  draftId: z.string(),
  laboratoryId: z.string(),
  laboratory: z.string(),
  revision: z.number(),
  title: z.string(),
  author: z.string(),
  baseVersion: z.number().nullable(),
  contentHash: z.string(),
  analytes: z.record(z.string(), Analyte),
  rules: z.array(z.object({ rule: Rule, describes: z.string() })),
  diff: z.array(DiffLine),
  history: z.array(z.object({ number: z.number(), kind: z.string(), codes: z.array(z.string()), by: z.string(), at: z.date(), undoneAt: z.date().nullable() })),
  replay: ReplaySchema.nullable(),
  /** The sheet that waits for a biologist, on the draft as it stands. */
  sheet: z.object({ sheetId: z.string(), number: z.string() }).nullable(),
  refusal: z.object({ name: z.string(), reason: z.string(), at: z.date() }).nullable(),
  mayWrite: z.boolean(),
});
export type DraftView = z.infer<typeof DraftSchema>;

export const RuleReportSchema = z.object({
  problems: z.array(z.string()),
  examples: z.array(
    z.object({ name: z.string(), expected: z.string(), obtained: z.string(), obtains: Example.shape.expects, isMet: z.boolean(), sentence: z.string() }),
  ),
  describes: z.string(),
});

export const ReplayDossiersSchema = z.object({
  rows: z.array(
    z.object({
      rank: z.number(),
      dossierId: z.string(),
      accessionNumber: z.string(),
      receivedAt: z.date(),
      isNight: z.boolean(),
      beforeEffect: z.string(),
      afterEffect: z.string(),
      beforeAuto: z.boolean(),
      afterAuto: z.boolean(),
      appeared: z.array(z.string()),
      vanished: z.array(z.string()),
      says: z.string(),
    }),
  ),
  more: z.boolean(),
});

export const SheetSchema = z.object({
  sheetId: z.string(),
  laboratoryId: z.string(),
  body: SheetBody,
  contentHash: z.string(),
  signedHash: z.string(),
  state: z.enum(['open', 'stale', 'refused', 'approved']),
  refusal: z.object({ name: z.string(), at: z.date(), reason: z.string() }).nullable(),
  approval: z.object({ name: z.string(), rppsNumber: z.string(), at: z.date(), version: z.number(), inForceFrom: z.date() }).nullable(),
  /** She may put her name under it; else why not. */
  mayApprove: z.boolean(),
  isAuthor: z.boolean(),
});
export type SheetView = z.infer<typeof SheetSchema>;
