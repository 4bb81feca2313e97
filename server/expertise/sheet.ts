import { z } from 'zod';
import { hashOf } from '../platform/canonical';
import { DiffLine } from './draft-content';
import { ReplayCounts } from './replay-counts';

/**
 * « Fiche de contrôle initial » of one change of the rules, filled by what was written, run and counted; only what was expected and the remark are a person's words. Frozen when it is made.
 * @see GBUI XI-2
 */
export const SheetBody = z.object({
  format: z.literal('relais rules sheet v1'),
  number: z.string(),
  laboratory: z.string(),
  title: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
  authors: z.array(z.string()),
  /** Null = no version was in force. */
  base: z.object({ version: z.number(), contentHash: z.string(), inForceFrom: z.string() }).nullable(),
  draftRevision: z.number(),
  ruleCount: z.number(),
  contentHash: z.string(),
  diff: z.array(DiffLine),
  examples: z.array(z.object({ code: z.string(), name: z.string(), expected: z.string(), obtained: z.string(), isMet: z.boolean() })),
  replay: z.object({ id: z.string(), from: z.string(), until: z.string(), askedBy: z.string(), endedAt: z.string(), counts: ReplayCounts }),
  /** In the words of whoever submits. */
  expected: z.string(),
  remark: z.string(),
  anomalies: z.array(z.string()),
  rollback: z.string(),
});
export type SheetBody = z.infer<typeof SheetBody>;

/** What a biologist signs: the rules and the sheet together. */
export const signedHashOf = (contentHash: string, body: SheetBody): string => hashOf({ format: 'relais rules approval v1', contentHash, sheet: body });

/** How one goes back, told before it is needed. */
export const rollbackPlan = (base: { version: number } | null): string =>
  base
    ? `Retour à la version ${base.version} en un geste, à la page « Règles », « Versions et fiches » : elle redevient une nouvelle version, en vigueur aussitôt. Dans l’attente, « Suspendre les règles » arrête tout, validation automatique comprise.`
    : 'Aucune version n’était en vigueur : « Suspendre les règles » arrête tout, validation automatique comprise.';
