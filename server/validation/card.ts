import { z } from 'zod';
import { antibiogramSchema } from '../dossier/antibiogram-schema';
import { SAMPLE_INDICES } from '../expertise/sample-indices';
import { INS_GAPS } from '../patient/ins-rules';
import { cardFlag, cardResult } from './card-result';
import { COMMENT_LEVELS } from './comment-rules';
import { DECISION_KINDS } from './kinds';
import { REQUEST_KINDS } from './request-rules';
import { READING_REASONS } from './second-reading-rules';

/** Where a dossier stands. */
const DOSSIER_STANDINGS = ['expected', 'awaiting', 'held', 'pending', 'partial', 'validated', 'empty'] as const;

/** What a biologist asked of the laboratory, and what became of it. */
const cardRequest = z.object({
  id: z.string(),
  kind: z.enum(REQUEST_KINDS),
  state: z.enum(['asked', 'acknowledged', 'refused', 'answered', 'cancelled']),
  labels: z.array(z.string()),
  reason: z.string(),
  by: z.string(),
  requestedAt: z.date(),
  effectiveAt: z.date(),
  answeredAt: z.date().nullable(),
  cancelledAt: z.date().nullable(),
  cancelledBy: z.string().nullable(),
  refusalCode: z.string().nullable(),
  refusalText: z.string(),
  isLate: z.boolean(),
});

export const cardSchema = z.object({
  dossierId: z.string(),
  accessionNumber: z.string(),
  revision: z.number(),
  /** Hash of all that is shown here: what a signature is compared with. */
  displayed: z.string(),
  /** How long a signature can be undone. */
  undoSeconds: z.number(),
  receivedAt: z.date(),
  standing: z.enum(DOSSIER_STANDINGS),
  priority: z.enum(['stat', 'urgent', 'routine']),
  deadlineAt: z.date().nullable(),
  isTest: z.boolean(),
  laboratory: z.object({ id: z.string(), name: z.string(), shortName: z.string(), phone: z.string() }),
  /** In whose name the reader decides: of the whole, of the part of one executing laboratory, or not at all. */
  scope: z.object({ kind: z.enum(['whole', 'part', 'read']), laboratory: z.string().nullable() }),
  /** What executing laboratories decided on their parts, oldest first. */
  parts: z.array(
    z.object({
      id: z.string(),
      laboratory: z.string(),
      kind: z.enum(['validate', 'hold', 'refuse']),
      by: z.string(),
      signedAt: z.date(),
      comment: z.string(),
      reason: z.string(),
      results: z.array(z.string()),
      /** The rules of that laboratory and what they said of its part (GBUI XIV-2); null = it has none in force. */
      rules: z
        .object({
          title: z.string(),
          version: z.number(),
          approvedBy: z.string().nullable(),
          findings: z.array(z.object({ label: z.string(), sentence: z.string(), effect: z.string() })),
        })
        .nullable(),
      withdrawn: z.object({ by: z.string(), at: z.date(), reason: z.string() }).nullable(),
      /** It is of what stands now; a correction ends it. */
      isInForce: z.boolean(),
      mayWithdraw: z.boolean(),
    }),
  ),
  patient: z.object({
    birthFamilyName: z.string(),
    firstGivenName: z.string(),
    usedFamilyName: z.string().nullable(),
    birthDate: z.string().nullable(),
    birthDateText: z.string(),
    sex: z.enum(['F', 'M', 'U']),
    identifier: z.string(),
    authority: z.string(),
    ins: z.string().nullable(),
    /** What is missing for an INS to be qualified; empty when it is. */
    insGaps: z.array(z.enum(INS_GAPS)),
    identityGuaranteed: z.boolean(),
    identityReliability: z.string(),
  }),
  /** What changed in the identity since it was signed; null = nothing, or it was signed again with effect. */
  identity: z
    .object({
      changes: z.array(
        z.object({
          trait: z.enum(['birthFamilyName', 'firstGivenName', 'birthDate', 'sex', 'identifier', 'ins', 'guaranteed']),
          before: z.string().nullable(),
          after: z.string().nullable(),
        }),
      ),
      since: z.date(),
      /** The signature that covers it and can still be undone. */
      decisionId: z.string().nullable(),
    })
    .nullable(),
  /** What the laboratory's rules said of this revision; null = they have not been asked yet. */
  expertise: z.object({ rules: z.number(), ruleCount: z.number(), isApproved: z.boolean(), evaluatedAt: z.date() }).nullable(),
  /** While the rules of its laboratory are suspended: then nothing is « not detected ». */
  rulesSuspended: z.object({ since: z.date(), by: z.string(), reason: z.string() }).nullable(),
  place: z.object({ ward: z.string(), wardPhone: z.string().nullable(), room: z.string(), bed: z.string(), encounterNumber: z.string().nullable() }),
  request: z.object({
    placerNumber: z.string().nullable(),
    requestedAt: z.date().nullable(),
    requestedOn: z.string().nullish(),
    prescriber: z.string(),
    prescriberRpps: z.string(),
    isPrescriberKnown: z.boolean(),
    callbackPhone: z.string(),
    clinicalInformation: z.string(),
  }),
  /** `…On`: ISO 8601 at the precision that was sent, where that is coarser than a minute; it is then shown, and no hour is. */
  collection: z.object({
    collectedAt: z.date().nullable(),
    collectedOn: z.string().nullish(),
    collector: z.string(),
    receivedAt: z.date().nullable(),
    receivedOn: z.string().nullish(),
  }),
  specimens: z.array(
    z.object({
      identifier: z.string(),
      kind: z.string(),
      site: z.string(),
      /** Empty = the patient's own sample. */
      role: z.string(),
      description: z.string(),
      condition: z.string().nullable(),
      collectedAt: z.date().nullable(),
      receivedAt: z.date().nullable(),
      centrifugedAt: z.date().nullable(),
      /** What was said of the sample itself. */
      notes: z.array(z.string()),
    }),
  ),
  /** Haemolysis, icterus, lipaemia, as they were measured; each is a line of the table too. */
  indices: z.array(
    z.object({
      kind: z.enum(SAMPLE_INDICES),
      resultId: z.string(),
      value: z.string(),
      unit: z.string(),
      referenceRange: z.string(),
      flag: cardFlag,
      panel: z.string(),
    }),
  ),
  notes: z.array(z.string()),
  panels: z.array(
    z.object({
      title: z.string(),
      section: z.string(),
      specimen: z.string(),
      technician: z.string(),
      equipment: z.string(),
      analysedAt: z.date().nullable(),
      analysedOn: z.string().nullish(),
      /** When its results got their present status, where that is the same of all. */
      statusAt: z.date().nullable(),
      centrifugedAt: z.date().nullable(),
      notes: z.array(z.string()),
      results: z.array(cardResult),
      /** The same results once more as a table, where they are an antibiogram; each keeps its line, since each is decided on. */
      antibiogram: antibiogramSchema.nullable(),
    }),
  ),
  /** What biologists wrote that a reader reads now; `target`: version of the result, sample, '' for the dossier. */
  comments: z.array(z.object({ id: z.string(), level: z.enum(COMMENT_LEVELS), target: z.string(), text: z.string(), by: z.string(), at: z.date() })),
  requests: z.array(cardRequest),
  /** The patient's other dossiers within a day of this one, of every site that the reader may see. */
  sameDay: z.array(
    z.object({
      dossierId: z.string(),
      accessionNumber: z.string(),
      laboratory: z.string(),
      standing: z.enum(DOSSIER_STANDINGS),
      priority: z.enum(['stat', 'urgent', 'routine']),
      at: z.date(),
      /** Of another site: it can be compared with, and has no card for this reader. */
      isOpenable: z.boolean(),
    }),
  ),
  /** Links of laboratories where this patient may have been, that are silent: what they measured since is not here. */
  mute: z.array(z.object({ laboratory: z.string(), since: z.date() })),
  /** Legal entities whose results are not consulted: nothing is agreed, whoever the patient is. */
  unshared: z.array(z.string()),
  /** Dates of the earlier dossiers with a result in common, newest first. */
  priorColumns: z.array(z.object({ dossierId: z.string(), on: z.date(), laboratory: z.string() })),
  decisions: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(DECISION_KINDS),
      state: z.enum(['pending', 'effective', 'cancelled']),
      by: z.string(),
      isMine: z.boolean(),
      signedAt: z.date(),
      effectiveAt: z.date(),
      comment: z.string(),
      holdReason: z.string(),
      /** When a hold asks, or asked, to be looked at again. */
      remindAt: z.date().nullable(),
      /** It came back and is still to be looked at. */
      isReminded: z.boolean(),
      /** Nobody has read it: the rules and the acceptance that it rests on. */
      automatic: z.object({ rules: z.string(), version: z.number(), approvedBy: z.string(), approvedAt: z.date(), acceptedAt: z.date() }).nullable(),
      /** Who has to have read it besides its signer, and what she said. */
      reading: z
        .object({
          state: z.enum(['asked', 'agreed', 'refused', 'ended']),
          why: z.array(z.enum(READING_REASONS)),
          by: z.string().nullable(),
          at: z.date().nullable(),
          reason: z.string(),
        })
        .nullable(),
      /** Who took it back in the signer's stead, and why. */
      revoked: z.object({ by: z.string(), reason: z.string() }).nullable(),
      results: z.array(z.string()),
    }),
  ),
});

export type Card = z.infer<typeof cardSchema>;
