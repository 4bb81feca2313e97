import { z } from 'zod';
import { antibiogramSchema } from '../dossier/antibiogram-schema';
import { documentSchema } from '../dossier/document-schema';
import { EFFECTS, LEVELS, LINES } from '../expertise/types';
import { INS_GAPS } from '../patient/ins-rules';
import { DECISION_KINDS } from './kinds';
import { REQUEST_KINDS } from './request-rules';
import { READING_REASONS } from './second-reading-rules';

const flag = z.enum(['critical-high', 'critical-low', 'critical', 'high', 'low', 'abnormal', 'normal', 'not-evaluated']);
const standing = z.enum(['awaited', 'awaiting', 'held', 'refused', 'pending', 'validated', 'dropped']);

const prior = z.object({
  dossierId: z.string(),
  on: z.date(),
  value: z.string(),
  number: z.number().nullable(),
  comparator: z.string().nullable(),
  unit: z.string(),
  method: z.string(),
  laboratory: z.string(),
});

/** What a rule said, in full, with the rule it is the word of. */
const cardFinding = z.object({
  ruleCode: z.string(),
  ruleTitle: z.string(),
  ruleVersion: z.number(),
  ruleDate: z.string(),
  author: z.string(),
  outcome: z.enum(['found', 'not-evaluable']),
  line: z.enum(LINES),
  level: z.enum(LEVELS).nullable(),
  effect: z.enum(EFFECTS),
  about: z.array(z.string()),
  sentence: z.string(),
});

/** One result on the card: everything that GBUI V-2a and IV-3 want the biologist to see of it. */
const cardResult = z.object({
  id: z.string(),
  label: z.string(),
  localCode: z.string(),
  subId: z.string(),
  value: z.string(),
  isNumeric: z.boolean(),
  number: z.number().nullable(),
  comparator: z.string().nullable(),
  unit: z.string(),
  referenceRange: z.string(),
  referenceLow: z.number().nullable(),
  referenceHigh: z.number().nullable(),
  flag,
  /** What OBX-8 said beside or instead of a flag that is known, word for word. */
  lisWords: z.array(z.string()),
  /** OBX-11. */
  status: z.string(),
  standing,
  /** On hold, and the time to look at it again has come. */
  isReminded: z.boolean(),
  /** What a removal means in words; null for a result with a value. */
  removal: z.string().nullable(),
  notes: z.array(z.string()),
  method: z.string(),
  equipment: z.string(),
  /** Where it was measured when that was not in a laboratory (GBUI XIII-2.6); empty = in the laboratory. */
  origin: z.string(),
  analysedAt: z.date().nullable(),
  technician: z.string(),
  /** The person who reads has validated it technically herself. */
  isOwnTechnical: z.boolean(),
  /** Executing laboratory when it is not the dossier's own. */
  performedBy: z.string().nullable(),
  /** Values that the analyser gave before, in this dossier, newest first (« avant repasse »). */
  earlier: z.array(z.object({ value: z.string(), at: z.date() })),
  /** The released value that this one replaces. */
  replaces: z.string().nullable(),
  delta: z.object({ text: z.string(), percent: z.string().nullable(), since: z.date() }).nullable(),
  priors: z.array(prior),
  priorAbsence: z.string().nullable(),
  decision: z.object({ by: z.string(), at: z.date(), kind: z.string(), reason: z.string() }).nullable(),
  documents: z.array(documentSchema),
  /** What the rules say of it; the first result that a finding is about has it. */
  findings: z.array(cardFinding),
  /** How many rules could be applied to it: none and no flag is « non évalué ». */
  rules: z.number(),
  /** Open requests to the laboratory on this result. */
  requests: z.array(z.object({ id: z.string(), kind: z.enum(['rerun', 'dilution', 'recollection']), at: z.date(), state: z.string() })),
  /** What the LIS says of it after it had acknowledged our decision, where that differs. */
  differences: z.array(
    z.object({ id: z.string(), kind: z.enum(['value', 'status', 'validator', 'missing']), decided: z.string(), said: z.string(), at: z.date() }),
  ),
});

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
  standing: z.enum(['expected', 'awaiting', 'held', 'pending', 'partial', 'validated', 'empty']),
  priority: z.enum(['stat', 'urgent', 'routine']),
  deadlineAt: z.date().nullable(),
  isTest: z.boolean(),
  laboratory: z.object({ name: z.string(), shortName: z.string(), phone: z.string() }),
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
  specimens: z.array(z.object({ identifier: z.string(), kind: z.string(), condition: z.string().nullable() })),
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
      notes: z.array(z.string()),
      results: z.array(cardResult),
      /** The same results once more as a table, where they are an antibiogram; each keeps its line, since each is decided on. */
      antibiogram: antibiogramSchema.nullable(),
    }),
  ),
  requests: z.array(cardRequest),
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
export type CardResult = z.infer<typeof cardResult>;
export type CardPrior = z.infer<typeof prior>;
export type CardFinding = z.infer<typeof cardFinding>;
