import { z } from 'zod';
import { ProofSchema } from '../access/prove-again';
import { professional, router } from '../api/procedure';
import { proven } from '../api/prove';
import { unwrap } from '../api/refusal';
import { accept, prepareAcceptance } from './accept';
import { endAcceptance } from './end-acceptance';
import { AutoverificationState, PreviewInput, PreviewView, SampleList, SampleView, SwitchInputSchema, WantedInput } from './page';
import { preview } from './preview';
import { readState } from './read-state';
import { openSample, readSamples, reviewSample } from './review-sample';
import { switchOff, switchOn } from './throw-switch';

const wantedOf = ({ startsAt, endsAt, ...wanted }: z.infer<typeof WantedInput>) => ({ ...wanted, startsAt: new Date(startsAt), endsAt: new Date(endsAt) });

export const autoverificationRouter = router({
  state: professional('autoverification.read')
    .input(z.void())
    .output(AutoverificationState)
    .query(async ({ ctx: { useCase } }) => unwrap(await readState(useCase))),

  /** What it would have done with the last day. */
  preview: professional('autoverification.read')
    .input(PreviewInput)
    .output(PreviewView)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await preview(useCase, input))),

  /** The words that she would sign. */
  prepare: professional('autoverification.accept')
    .input(WantedInput)
    .output(z.object({ statement: z.string(), statementHash: z.string() }))
    .query(async ({ input, ctx: { useCase } }) => unwrap(await prepareAcceptance(useCase, wantedOf(input)))),

  accept: professional('autoverification.accept')
    .input(WantedInput.extend({ statementHash: z.string().length(64), proof: ProofSchema }))
    .output(z.object({ acceptanceId: z.string() }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'accept-autoverification', input);
      return unwrap(await accept(useCase, { ...wantedOf(content), statementHash: content.statementHash }, proofId));
    }),

  end: professional('autoverification.accept')
    .input(z.object({ acceptanceId: z.uuid() }))
    .output(z.object({ endedAt: z.date() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await endAcceptance(useCase, input))),

  /** One click, no question. */
  switchOff: professional('autoverification.stop')
    .input(SwitchInputSchema)
    .output(z.object({ at: z.date() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await switchOff(useCase, input))),

  switchOn: professional('autoverification.accept')
    .input(SwitchInputSchema.extend({ proof: ProofSchema }))
    .output(z.object({ at: z.date() }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'accept-autoverification', input);
      return unwrap(await switchOn(useCase, content, proofId));
    }),

  samples: professional('autoverification.review')
    .input(z.void())
    .output(SampleList)
    .query(async ({ ctx: { useCase } }) => unwrap(await readSamples(useCase))),

  openSample: professional('autoverification.accept')
    .input(z.object({ id: z.uuid() }))
    .output(SampleView)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await openSample(useCase, input))),

  reviewSample: professional('autoverification.accept')
    .input(z.object({ id: z.uuid(), wouldValidate: z.boolean(), remark: z.string().max(2000) }))
    .output(z.object({ wasAutomatic: z.boolean(), agrees: z.boolean(), dossierId: z.string() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await reviewSample(useCase, input))),
});
