import { z } from 'zod';
import { ProofSchema } from '../access/prove-again';
import { professional, router } from '../api/procedure';
import { proven } from '../api/prove';
import { unwrap } from '../api/refusal';
import { approveSheet, refuseSheet } from './answer-sheet';
import { approveRuleSet } from './approve-set';
import { askReplay, stopReplay } from './ask-replay';
import { changeDraft, undoDraft } from './change-draft';
import { DiffLine, Patch } from './draft-content';
import { readImport } from './import-rules';
import { DraftSchema, LifeSchema, ReplayDossiersSchema, RuleReportSchema, SheetSchema } from './life-page';
import { checkRuleOfDraft, exportDraft, readDraft } from './read-draft';
import { readLife } from './read-life';
import { readRules } from './read-rule-sets';
import { readReplayDossiers, readSheet } from './read-sheet';
import { restoreVersion } from './restore-version';
import { RuleListSchema } from './rules-page';
import { DRAFT_STARTS, dropDraft, startDraft } from './start-draft';
import { submitDraft } from './submit-draft';
import { liftSuspension, suspendRules } from './suspend-rules';

const at = z.object({ at: z.date() });
const hash = z.string().length(64);
const draft = z.object({ draftId: z.uuid() });
const seen = draft.extend({ revision: z.number().int() });
const revised = z.object({ revision: z.number() });
const reason = z.string().trim().min(5).max(500);
const laboratory = z.object({ laboratoryId: z.uuid() });
const FILE_LIMIT = 3_000_000;

export const rulesRouter = router({
  /** The rules in force in the person's laboratories, in sentences. */
  list: professional('rules.read')
    .input(z.void())
    .output(RuleListSchema)
    .query(({ ctx: { useCase } }) => readRules(useCase)),

  /** Puts her name under the version that she has read. */
  approve: professional('rules.approve')
    .input(z.object({ versionId: z.uuid(), contentHash: hash, proof: ProofSchema }))
    .output(z.object({ approvedAt: z.date() }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'approve-rules', input);
      return unwrap(await approveRuleSet(useCase, content, proofId));
    }),

  /** Versions, draft, sheets and suspensions of one laboratory. */
  life: professional('rules.read')
    .input(laboratory)
    .output(LifeSchema)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await readLife(useCase, input))),

  startDraft: professional('rules.write')
    .input(laboratory.extend({ from: z.enum(DRAFT_STARTS) }))
    .output(draft)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await startDraft(useCase, input))),

  draft: professional('rules.read')
    .input(draft)
    .output(DraftSchema)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await readDraft(useCase, input))),

  /** Says what is wrong with a rule while it is written; keeps nothing. */
  checkRule: professional('rules.write')
    .input(draft.extend({ rule: z.unknown() }))
    .output(RuleReportSchema)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await checkRuleOfDraft(useCase, { draftId: input.draftId, rule: input.rule }))),

  changeDraft: professional('rules.write')
    .input(seen.extend({ kind: z.enum(['rule', 'off', 'on', 'remove', 'analyte', 'title', 'import']), patch: Patch }))
    .output(revised)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await changeDraft(useCase, input))),

  undo: professional('rules.write')
    .input(seen)
    .output(revised)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await undoDraft(useCase, input))),

  dropDraft: professional('rules.write')
    .input(draft)
    .output(at)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await dropDraft(useCase, input))),

  /** Says what a file would change; keeps nothing. */
  readImport: professional('rules.write')
    .input(draft.extend({ text: z.string().max(FILE_LIMIT), adoptExamples: z.boolean() }))
    .output(z.object({ problems: z.array(z.string()), diff: z.array(DiffLine), patch: Patch.nullable() }))
    .query(async ({ input, ctx: { useCase } }) => unwrap(await readImport(useCase, input))),

  exportDraft: professional('rules.read')
    .input(draft.extend({ format: z.enum(['json', 'csv']) }))
    .output(z.object({ name: z.string(), text: z.string() }))
    .query(async ({ input, ctx: { useCase } }) => unwrap(await exportDraft(useCase, input))),

  askReplay: professional('rules.write')
    .input(seen)
    .output(z.object({ replayId: z.string(), total: z.number() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await askReplay(useCase, input))),

  stopReplay: professional('rules.write')
    .input(z.object({ replayId: z.uuid() }))
    .output(at)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await stopReplay(useCase, input))),

  replayDossiers: professional('rules.read')
    .input(z.object({ replayId: z.uuid(), cursor: z.number().int().nonnegative().default(0) }))
    .output(ReplayDossiersSchema)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await readReplayDossiers(useCase, { replayId: input.replayId, after: input.cursor }))),

  submitDraft: professional('rules.write')
    .input(seen.extend({ expected: reason, remark: z.string().trim().max(2000) }))
    .output(z.object({ sheetId: z.string() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await submitDraft(useCase, input))),

  sheet: professional('rules.read')
    .input(z.object({ sheetId: z.uuid() }))
    .output(SheetSchema)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await readSheet(useCase, input))),

  /** Puts her name under rules and sheet together. */
  approveSheet: professional('rules.approve')
    .input(z.object({ sheetId: z.uuid(), signedHash: hash, inForceFrom: z.date().nullable(), proof: ProofSchema }))
    .output(z.object({ versionId: z.string(), version: z.number(), inForceFrom: z.date() }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'approve-rules', input);
      return unwrap(await approveSheet(useCase, content, proofId));
    }),

  refuseSheet: professional('rules.approve')
    .input(z.object({ sheetId: z.uuid(), reason }))
    .output(at)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await refuseSheet(useCase, input))),

  restore: professional('rules.approve')
    .input(laboratory.extend({ versionId: z.uuid(), contentHash: hash, reason, proof: ProofSchema }))
    .output(z.object({ version: z.number() }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'approve-rules', input);
      return unwrap(await restoreVersion(useCase, content, proofId));
    }),

  /** One press, no proof: rules that do harm are stopped by whoever sees it. */
  suspend: professional('rules.suspend')
    .input(laboratory.extend({ reason }))
    .output(z.object({ since: z.date() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await suspendRules(useCase, input))),

  lift: professional('rules.suspend')
    .input(laboratory.extend({ proof: ProofSchema }))
    .output(at)
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'approve-rules', input);
      return unwrap(await liftSuspension(useCase, content, proofId));
    }),
});
