import { z } from 'zod';
import { CONTROL_STATES } from '../dossier/control-words';
import { documentSchema } from '../dossier/document-schema';
import { EFFECTS, LEVELS, LINES } from '../expertise/types';
import { EARLIER_REASONS } from './earlier-values';

export const cardFlag = z.enum(['critical-high', 'critical-low', 'critical', 'high', 'low', 'abnormal', 'normal', 'not-evaluated']);
const standing = z.enum(['awaited', 'awaiting', 'held', 'refused', 'pending', 'validated', 'dropped']);

export const cardPrior = z.object({
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
export const cardFinding = z.object({
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
export const cardResult = z.object({
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
  flag: cardFlag,
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
  /** Where the executing laboratory's own validation of it stands; null = it was executed at home, or there is nothing to validate. */
  part: z
    .object({
      laboratory: z.string(),
      standing: z.enum(['awaiting', 'validated', 'held', 'refused']),
      /** On whose word: its biologist here, its LIS, a biologist of both laboratories, or what came another way. */
      source: z.enum(['relais', 'lis', 'both', 'received']).nullable(),
      by: z.string(),
      at: z.date().nullable(),
      reason: z.string(),
      /** The reader is a biologist of that laboratory. */
      isMine: z.boolean(),
    })
    .nullable(),
  /** Whether the reader decides on it: of a part, only what her own laboratory executed. */
  isDecidable: z.boolean(),
  /** Alarms of the analyser, word for word. */
  analyserFlags: z.array(z.string()),
  /** What the LIS said of the control of this measurement, word for word, and how that reads; empty = nothing. */
  qualityControl: z.string(),
  qualityState: z.enum(CONTROL_STATES),
  /** The controls of this measurement that came as messages of their own: of every level the newest before it, and what went wrong since. Empty = none was sent. */
  controls: z.array(
    z.object({
      level: z.string(),
      analyser: z.string(),
      value: z.string(),
      unit: z.string(),
      target: z.string(),
      limits: z.string(),
      state: z.enum(CONTROL_STATES),
      said: z.string(),
      at: z.date(),
    }),
  ),
  /** What the analyser gave before a rerun or a dilution, verbatim, and the dilution, as the LIS sent them. */
  valuesBefore: z.array(z.string()),
  dilution: z.string(),
  /** When the laboratory gave it its status (OBR-22); `statusOn` at the precision that was sent, where that is coarser than a minute. */
  statusAt: z.date().nullable(),
  statusOn: z.string().nullish(),
  /** Values that it had before, in this dossier, newest first, and why it has another since. */
  earlier: z.array(z.object({ value: z.string(), at: z.date(), why: z.enum(EARLIER_REASONS) })),
  /** The released value that this one replaces. */
  replaces: z.string().nullable(),
  delta: z.object({ text: z.string(), percent: z.string().nullable(), since: z.date() }).nullable(),
  priors: z.array(cardPrior),
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

export type CardResult = z.infer<typeof cardResult>;
export type CardPrior = z.infer<typeof cardPrior>;
export type CardFinding = z.infer<typeof cardFinding>;
