import { z } from 'zod';
import { ProofSchema } from '../access/prove-again';
import { professional, router } from '../api/procedure';
import { proven } from '../api/prove';
import { unwrap } from '../api/refusal';
import { approveRuleSet } from './approve-set';
import { readRules } from './read-rule-sets';
import { RuleListSchema } from './rules-page';

export const rulesRouter = router({
  /** The rules in force in the person's laboratories, in sentences. */
  list: professional('rules.read')
    .input(z.void())
    .output(RuleListSchema)
    .query(({ ctx: { useCase } }) => readRules(useCase)),

  /** Puts her name under the version that she has read. */
  approve: professional('rules.approve')
    .input(z.object({ versionId: z.uuid(), contentHash: z.string().length(64), proof: ProofSchema }))
    .output(z.object({ approvedAt: z.date() }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'approve-rules', input);
      return unwrap(await approveRuleSet(useCase, content, proofId));
    }),
});
