import { z } from 'zod';
import { professional, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { listPhrases, phraseListSchema } from './list-phrases';
import { draftPhrase, importPhrases, putPhraseInForce, retirePhrase } from './write-phrase';

const one = z.object({ laboratoryId: z.uuid(), phraseId: z.uuid(), version: z.int().min(1) });
const moved = z.object({ version: z.number() });

/** The phrases of a laboratory: drafts, in force, retired. */
export const phrasesRouter = router({
  list: professional('phrase.read')
    .input(z.object({ laboratoryId: z.uuid().nullable() }))
    .output(phraseListSchema)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await listPhrases(useCase, input))),

  draft: professional('phrase.manage')
    .input(z.object({ laboratoryId: z.uuid(), phraseId: z.uuid().nullable(), title: z.string().max(200), text: z.string().max(4000), seen: z.int().min(0) }))
    .output(z.object({ phraseId: z.string(), version: z.number() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await draftPhrase(useCase, input))),

  putInForce: professional('phrase.manage')
    .input(one)
    .output(moved)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await putPhraseInForce(useCase, input))),

  retire: professional('phrase.manage')
    .input(one)
    .output(moved)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await retirePhrase(useCase, input))),

  import: professional('phrase.manage')
    .input(z.object({ laboratoryId: z.uuid(), lines: z.array(z.object({ line: z.int(), title: z.string().max(500), text: z.string().max(5000) })).max(500) }))
    .output(z.object({ imported: z.number() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await importPhrases(useCase, input))),
});
