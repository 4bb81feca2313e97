import { z } from 'zod';

/** The rules of one laboratory as its page shows them. */
export const RuleListSchema = z.array(
  z.object({
    laboratoryId: z.string(),
    laboratory: z.string(),
    versionId: z.string(),
    version: z.number(),
    title: z.string(),
    author: z.string(),
    inForceFrom: z.date(),
    contentHash: z.string(),
    isReadable: z.boolean(),
    mayApprove: z.boolean(),
    /** Null = no biologist of the laboratory has approved it: it informs and moves nothing. */
    approval: z.object({ name: z.string(), at: z.date() }).nullable(),
    rules: z.array(
      z.object({
        code: z.string(),
        title: z.string(),
        chapter: z.string(),
        line: z.string(),
        author: z.string(),
        source: z.string(),
        version: z.number(),
        date: z.string(),
        says: z.string(),
        examples: z.array(z.string()),
        /** The rule in French, made of the very data that is evaluated. */
        describes: z.string(),
        /** What it asks for; empty = it depends on the bound that is passed. */
        effect: z.string(),
      }),
    ),
  }),
);
export type RuleList = z.infer<typeof RuleListSchema>;
