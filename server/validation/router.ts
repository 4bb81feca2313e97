import { z } from 'zod';
import { ProofSchema } from '../access/prove-again';
import { proveRepeatably } from '../access/prove-repeatably';
import { professional, router } from '../api/procedure';
import { AskedProofSchema, proven } from '../api/prove';
import { unwrap } from '../api/refusal';
import { askDecisionProof } from './ask-decision-proof';
import { cardSchema } from './card';
import { COMMENT_LEVELS } from './comment-rules';
import { fillPhraseOf } from './fill-phrase';
import { PERSONAL_KINDS } from './kinds';
import { listPolicy, policyListSchema } from './list-policy';
import { listTests } from './list-tests';
import { prepareDecision } from './prepare-decision';
import { readCard } from './read-card';
import { historySchema, readHistory } from './read-history';
import { readWorklist, readWorklistChoices } from './read-worklist';
import { recordDecision } from './record-decision';
import { requestOfLis } from './request-of-lis';
import { REQUEST_KINDS } from './request-rules';
import { revokeDecision } from './revoke-decision';
import { agreeReading, declineReading, prepareReading } from './second-reading';
import { OWN_RESULT, READER_EFFECTS, READING_REASONS } from './second-reading-rules';
import { sendNow } from './send-now';
import { setPolicy } from './set-policy';
import { prefetchCard, showCard } from './show-card';
import { takeBackRequest } from './take-back-request';
import { undoDecision } from './undo-decision';
import { withdrawPart } from './withdraw-part';
import { worklistChoicesSchema, worklistSchema } from './worklist';
import { filtersSchema, worklistInput } from './worklist-filters';

const dossierId = z.object({ dossierId: z.uuid() });
const decisionId = z.object({ decisionId: z.uuid() });
const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);
const intent = z.object({
  dossierId: z.uuid(),
  kind: z.enum(PERSONAL_KINDS),
  observationIds: z.array(z.uuid()).max(500),
  comment: z.string().max(4000),
  holdReason: z.string().max(1000),
  remindAt: z.iso
    .datetime()
    .transform((text) => new Date(text))
    .nullish(),
  secondReader: z.boolean().optional(),
  /** How the validation of an executing laboratory came, where it came another way. */
  partReceived: z.string().max(500).optional(),
  comments: z
    .array(z.object({ level: z.enum(COMMENT_LEVELS), target: z.string().max(200), text: z.string().max(2000), corrects: z.uuid().nullish() }))
    .max(60)
    .optional(),
  phrases: z
    .array(z.object({ phraseId: z.uuid(), version: z.int().min(1), text: z.string().max(4000) }))
    .max(60)
    .optional(),
});

export const validationRouter = router({
  worklist: professional('worklist.read')
    .input(worklistInput.optional())
    .output(worklistSchema)
    .query(({ ctx, input }) => readWorklist(ctx.useCase, input)),

  /** What the filters offer. */
  worklistChoices: professional('worklist.read')
    .input(filtersSchema.pick({ tab: true }))
    .output(worklistChoicesSchema)
    .query(({ ctx, input }) => readWorklistChoices(ctx.useCase, input.tab)),

  /** A mutation, since opening a dossier is a reading and every reading leaves its trace. */
  open: professional('dossier.read')
    .input(dossierId)
    .output(cardSchema)
    .mutation(async ({ ctx, input }) => unwrap(await readCard(ctx.useCase, input))),

  /** What a signature would be put under now; records nothing. */
  /** For the dossier that comes next: no reading until it is shown. */
  prefetch: professional('dossier.read')
    .input(dossierId)
    .output(cardSchema)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await prefetchCard(useCase, input))),

  /** Everything of the patient over all sites; a reading, so a mutation. */
  history: professional('dossier.read')
    .input(dossierId)
    .output(historySchema)
    .mutation(async ({ ctx, input }) => unwrap(await readHistory(ctx.useCase, input))),

  show: professional('dossier.read')
    .input(dossierId.extend({ displayed: fingerprint }))
    .output(z.object({ isCurrent: z.boolean() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await showCard(useCase, input))),

  prepare: professional('validation.decide')
    .input(intent)
    .output(
      z.object({
        fingerprint: z.string(),
        displayed: z.string(),
        method: z.enum(['passkey', 'password']),
        secondReader: z.array(z.enum(READING_REASONS)),
        isOwnRefused: z.boolean(),
        part: z.string().nullable(),
        capacities: z.array(z.string()),
        awaited: z.array(z.string()),
      }),
    )
    .query(async ({ ctx, input }) => unwrap(await prepareDecision(ctx.useCase, input))),

  /** Asks the biologist to prove herself again for exactly what her screen shows. Records a challenge and nothing else. */
  askProof: professional('validation.decide')
    .input(intent.extend({ fingerprint }))
    .output(AskedProofSchema)
    .mutation(async ({ ctx, input }) => unwrap(await askDecisionProof(ctx.useCase, input))),

  /** The proof is bound to the fingerprint, which stands for everything else in the input and for all that was displayed. */
  decide: professional('validation.decide')
    .input(intent.extend({ fingerprint, proof: ProofSchema, idempotencyKey: z.uuid() }))
    .output(z.object({ decisionId: z.string(), signedAt: z.date(), effectiveAt: z.date(), state: z.string(), isUnread: z.boolean() }))
    .mutation(async ({ ctx, input: { proof, ...decision } }) => {
      const { proofId } = unwrap(await proveRepeatably(ctx.useCase, proof, { act: decision.kind, contentHash: decision.fingerprint }));
      return unwrap(await recordDecision(ctx.useCase, { ...decision, proofId }));
    }),

  undo: professional('validation.decide')
    .input(decisionId)
    .output(z.object({ cancelledAt: z.date() }))
    .mutation(async ({ ctx, input }) => unwrap(await undoDecision(ctx.useCase, input))),

  /** A phrase of the library, filled in from the dossier: what lacks a value is not used. */
  fillPhrase: professional('validation.decide')
    .input(z.object({ dossierId: z.uuid(), phraseId: z.uuid(), observationId: z.uuid().nullable() }))
    .output(z.object({ phraseId: z.string(), version: z.number(), text: z.string() }))
    .query(async ({ ctx, input }) => unwrap(await fillPhraseOf(ctx.useCase, input))),

  prepareReading: professional('validation.decide')
    .input(decisionId)
    .output(z.object({ fingerprint: z.string(), displayed: z.string() }))
    .query(async ({ ctx, input }) => unwrap(await prepareReading(ctx.useCase, input))),

  /** Four eyes: another biologist agrees with what was signed, and only then does it leave. */
  agree: professional('validation.decide')
    .input(decisionId.extend({ fingerprint, proof: ProofSchema }))
    .output(z.object({ effectiveAt: z.date() }))
    .mutation(async ({ ctx, input }) => {
      const { content, proofId } = await proven(ctx.useCase, 'second-reading', input);
      return unwrap(await agreeReading(ctx.useCase, content, proofId));
    }),

  decline: professional('validation.decide')
    .input(decisionId.extend({ reason: z.string().max(500) }))
    .output(z.object({ cancelledAt: z.date() }))
    .mutation(async ({ ctx, input }) => unwrap(await declineReading(ctx.useCase, input))),

  /** How the laboratory wants decisions taken. */
  policy: professional('decision-policy.read')
    .input(z.object({ laboratoryId: z.uuid().nullable() }))
    .output(policyListSchema)
    .query(async ({ ctx, input }) => unwrap(await listPolicy(ctx.useCase, input))),

  setPolicy: professional('decision-policy.manage')
    .input(
      z.object({
        laboratoryId: z.uuid(),
        readerCodes: z.array(z.string().max(40)).max(200),
        readerEffect: z.enum(READER_EFFECTS),
        ownResult: z.enum(OWN_RESULT),
        reason: z.string().max(500),
        seen: z.number().int().min(0),
      }),
    )
    .output(z.object({ version: z.number() }))
    .mutation(async ({ ctx, input }) => unwrap(await setPolicy(ctx.useCase, input))),

  /** Before anything has left, by any biologist of the site: her own signature, or a colleague's with a reason. */
  revoke: professional('validation.decide')
    .input(decisionId.extend({ reason: z.string().max(500) }))
    .output(z.object({ cancelledAt: z.date() }))
    .mutation(async ({ ctx, input }) => unwrap(await revokeDecision(ctx.useCase, input))),

  /** The executing laboratory takes its own part back, until the whole rests on it. */
  withdrawPart: professional('validation.decide')
    .input(decisionId.extend({ reason: z.string().max(500) }))
    .output(z.object({ withdrawnAt: z.date() }))
    .mutation(async ({ ctx, input }) => unwrap(await withdrawPart(ctx.useCase, input))),

  sendNow: professional('validation.decide')
    .input(decisionId)
    .output(z.object({ effectiveAt: z.date() }))
    .mutation(async ({ ctx, input }) => unwrap(await sendNow(ctx.useCase, input))),

  /** « Demander un contrôle » : asks the laboratory, decides nothing. */
  request: professional('request.make')
    .input(
      z.object({
        dossierId: z.uuid(),
        kind: z.enum(REQUEST_KINDS),
        observationIds: z.array(z.uuid()).max(500),
        testCodes: z.array(z.string().trim().min(1).max(40)).max(50),
        reason: z.string().max(500),
        idempotencyKey: z.uuid(),
      }),
    )
    .output(z.object({ requestId: z.string(), requestedAt: z.date(), effectiveAt: z.date(), state: z.string() }))
    .mutation(async ({ ctx, input }) => unwrap(await requestOfLis(ctx.useCase, input))),

  takeBackRequest: professional('request.make')
    .input(z.object({ requestId: z.uuid() }))
    .output(z.object({ cancelledAt: z.date() }))
    .mutation(async ({ ctx, input }) => unwrap(await takeBackRequest(ctx.useCase, input))),

  /** What can be asked for besides. */
  tests: professional('request.make')
    .input(z.void())
    .output(z.array(z.object({ code: z.string(), label: z.string(), chapter: z.string() })))
    .query(async ({ ctx }) => unwrap(await listTests(ctx.useCase))),
});
