import { z } from 'zod';
import { allows } from '../access/permissions';
import { requireAccess } from '../access/require-access';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { ownLaboratories } from './list-delays';
import { PHRASE_VARIABLES } from './phrase-rules';
import { phrasesOf } from './phrase-store';

export const phraseListSchema = z.object({
  laboratories: z.array(z.object({ id: z.string(), name: z.string() })),
  laboratoryId: z.string().nullable(),
  mayManage: z.boolean(),
  variables: z.array(z.enum(PHRASE_VARIABLES)),
  phrases: z.array(
    z.object({
      phraseId: z.string(),
      version: z.number(),
      title: z.string(),
      text: z.string(),
      state: z.enum(['draft', 'in-force', 'retired']),
      writtenByName: z.string(),
      writtenAt: z.date(),
      inForceByName: z.string().nullable(),
      inForceFrom: z.date().nullable(),
      retiredByName: z.string().nullable(),
      retiredAt: z.date().nullable(),
    }),
  ),
});

/** The library of one laboratory with its whole past, newest version first; of her laboratories only. */
export async function listPhrases(
  ctx: Context,
  { laboratoryId }: { laboratoryId: string | null },
): Promise<Outcome<z.infer<typeof phraseListSchema>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'phrase.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const laboratories = await ownLaboratories(ctx, tx);
    const chosen = laboratories.find(({ id }) => id === laboratoryId) ?? laboratories[0];
    return done({
      laboratories,
      laboratoryId: chosen?.id ?? null,
      mayManage: allows(ctx.actor, 'phrase.manage'),
      variables: [...PHRASE_VARIABLES],
      phrases: chosen ? (await phrasesOf(tx, chosen.id)).map((row) => phraseListSchema.shape.phrases.element.parse(row)) : [],
    });
  });
}
