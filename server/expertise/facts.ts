import { z } from 'zod';
import { CONTROL_STATES } from '../dossier/control-words';
import { EFFECTS, LEVELS, LINES } from './types';

const value = z.object({
  /** Every repetition, verbatim. */
  values: z.array(z.string()),
  number: z.number().nullable(),
  /** `<`, `>`, `<=`, `>=` before the number; null = the number itself. */
  comparator: z.string().nullable(),
  unit: z.string(),
  method: z.string(),
});

/** An earlier validated value of the same person. */
export const FactPrior = value.extend({ at: z.date() });
export type FactPrior = z.infer<typeof FactPrior>;

export const FactResult = value.extend({
  /** The version of the result: what a finding is about. */
  id: z.string(),
  code: z.string(),
  localCode: z.string(),
  label: z.string(),
  /** The panel that it came in: companions of one panel belong together. */
  panel: z.string(),
  state: z.enum(['result', 'awaited', 'removed']),
  /** OBX-8 and flags of the analyser, as sent, one by one. */
  flags: z.array(z.string()),
  notes: z.array(z.string()),
  analysedAt: z.date().nullable(),
  /** When its sample was centrifuged; null = not told. */
  centrifugedAt: z.date().nullable(),
  /** Where the quality control of its measurement stands; null = none was told. */
  control: z.enum(CONTROL_STATES).nullable(),
  /** Newest first. */
  priors: z.array(FactPrior),
});
export type FactResult = z.infer<typeof FactResult>;

/** Everything that rules may know of a dossier, and nothing that tells who the person is. */
export const Facts = z.object({
  /** Whole days, months and years at the time of sampling; null = the birth date is not known, or not to the day. */
  age: z.object({ days: z.number(), months: z.number(), years: z.number() }).nullable(),
  sex: z.enum(['F', 'M', 'U']),
  ward: z.string(),
  patientClass: z.string(),
  prescriberRpps: z.string(),
  clinical: z.string(),
  /** Conditions and descriptions of the specimens, notes of the sampling. */
  sample: z.array(z.string()),
  collectedAt: z.date().nullable(),
  receivedAt: z.date().nullable(),
  /** The instant that earlier values are counted from. */
  at: z.date(),
  results: z.array(FactResult),
  /** Why earlier values could not be read; null = they were. « identité non garantie ». */
  priorsUnknown: z.string().nullable(),
});
export type Facts = z.infer<typeof Facts>;

/** What one rule says of one dossier, with everything that a person needs to believe it or not. Stored with the dossier for ever. */
export const Finding = z.strictObject({
  ruleCode: z.string(),
  ruleTitle: z.string(),
  ruleVersion: z.number(),
  ruleDate: z.string(),
  author: z.string(),
  outcome: z.enum(['found', 'not-evaluable']),
  line: z.enum(LINES),
  level: z.enum(LEVELS).nullable(),
  effect: z.enum(EFFECTS),
  /** Result versions that it is about; the first is the one that the rule looks at. */
  about: z.array(z.string()).min(1),
  sentence: z.string(),
  /** As told in the sentence: what was compared, the limit that was passed, the unit of both. Empty when there is none. */
  value: z.string(),
  limit: z.string(),
  unit: z.string(),
});
export type Finding = z.infer<typeof Finding>;
