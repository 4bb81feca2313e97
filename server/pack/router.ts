import { z } from 'zod';
import { ProofSchema } from '../access/prove-again';
import { proveRepeatably } from '../access/prove-repeatably';
import { professional, router } from '../api/procedure';
import { contentHashOf } from '../api/prove';
import { unwrap } from '../api/refusal';
import { batchContentOf } from '../validation/batch-statement';
import { applyIntents } from './apply-intents';
import { compareIntents } from './compare-intents';
import { endPack } from './end-pack';
import { readPacks } from './read-packs';
import { renewPack } from './renew-pack';
import { resumePack } from './resume-pack';
import { takePack } from './take-pack';
import { Comparison, IntentsInput, Pack, PackList, PackStanding, SettledIntent, TakeInput } from './types';

const packId = z.object({ packId: z.uuid() });
const Fingerprint = z.string().regex(/^[0-9a-f]{64}$/);

export const packRouter = router({
  /** A mutation: each dossier that leaves is a reading. */
  take: professional('validation.decide')
    .input(TakeInput)
    .output(Pack)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await takePack(useCase, input))),

  renew: professional('validation.decide')
    .input(packId)
    .output(PackStanding)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await renewPack(useCase, input))),

  resume: professional('validation.decide')
    .input(packId.extend({ secret: z.string().regex(/^[\w-]{43}$/) }))
    .output(PackStanding)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await resumePack(useCase, input))),

  end: professional('validation.decide')
    .input(packId)
    .output(z.object({ endedAt: z.date() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await endPack(useCase, input))),

  list: professional('validation.decide')
    .input(z.void())
    .output(PackList)
    .query(async ({ ctx: { useCase } }) => unwrap(await readPacks(useCase))),

  /** A mutation: what is not exactly what was seen is given back here, for good. */
  compare: professional('validation.decide')
    .input(IntentsInput)
    .output(Comparison)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await compareIntents(useCase, input))),

  /** The proof of the act `batch` is on the fingerprints, each of which stands for one intent and all that was displayed for it. */
  settle: professional('validation.decide')
    .input(IntentsInput.extend({ fingerprints: z.array(Fingerprint).min(1).max(50), idempotencyKey: z.uuid(), proof: ProofSchema }))
    .output(z.object({ settled: z.array(SettledIntent) }))
    .mutation(async ({ ctx: { useCase }, input: { proof, ...sent } }) => {
      const { proofId } = unwrap(await proveRepeatably(useCase, proof, { act: 'batch', contentHash: contentHashOf(batchContentOf(sent.fingerprints)) }));
      return unwrap(await applyIntents(useCase, sent, proofId));
    }),
});
