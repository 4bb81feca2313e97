import { z } from 'zod';
import { CONTROL_STATES, type ControlState } from '../dossier/control-words';

/**
 * The words of expertise. A rule is data: whoever writes one writes no code. Everything below is checked where it enters (`RuleSetContent.parse`), so a rule that
 * names an unknown analyte, a placeholder that nothing fills or bounds that cross each other is refused before it can be in force.
 * @see requirements.md TDN-16; ISO 15189:2022 7.4.1.5
 */

const text = z.string().trim().min(1);
const key = z.string().regex(/^[a-z][a-z0-9-]*$/);

/** One measured quantity, whatever the LOINC codes and units in which laboratories give it. Rules name it by its key (`potassium`). */
export const Analyte = z.strictObject({
  /** As a sentence names it: « Potassium ». */
  label: text,
  /** Every LOINC code that is this quantity, by mass or by mole. One code belongs to one analyte. */
  loincCodes: z.array(z.string().regex(/^\d{1,6}-\d$/)),
  /** Codes of the laboratory's own (OBX-3 without LOINC), for what has no LOINC: haemolysis index of an analyser. */
  localCodes: z.array(text).default([]),
  /** UCUM; the unit in which it is compared and told. Text results (`positif`) have the unit `''`. */
  unit: z.string(),
  /** Grams per mole; what makes g/L and mmol/L the same. Absent = mass and mole are not converted and the rule is « non évaluable ». */
  molarMass: z.number().positive().optional(),
  /** It can be below zero (excess of base). Else `<10` means from 0 to 10. */
  isSigned: z.boolean().optional(),
  /** Biological and analytical variation in percent, for the reference change value, with its source. */
  variation: z.strictObject({ withinSubject: z.number().positive(), analytical: z.number().nonnegative(), source: text }).optional(),
});
export type Analyte = z.infer<typeof Analyte>;

/**
 * A quantity to compute. A number is itself; `{ analyte, unit }` is the value of that analyte in that UCUM unit (converted; its absence makes the rule silent, a unit
 * that cannot be converted makes it « non évaluable »). Computed with intervals: `<10` is from 0 to 10, never 10.
 * @example anion gap: { subtract: [{ analyte: 'sodium', unit: 'mmol/L' }, { add: [{ analyte: 'chloride', unit: 'mmol/L' }, { analyte: 'bicarbonate', unit: 'mmol/L' }] }] }
 */
export type Formula =
  | number
  | { analyte: string; unit: string }
  /** Whole years of age. */
  | { age: 'years' }
  | { add: Formula[] }
  | { subtract: [Formula, Formula] }
  | { multiply: Formula[] }
  | { divide: [Formula, Formula] }
  | { absolute: Formula }
  | { log10: Formula }
  /** Ten to the power of. */
  | { exp10: Formula }
  | { smallest: Formula[] }
  | { largest: Formula[] };
const formula: z.ZodType<Formula> = z.lazy(() => {
  const several = z.array(formula).min(2);
  const two = z.tuple([formula, formula]);
  return z.union([
    z.number(),
    z.strictObject({ analyte: key, unit: z.string() }),
    z.strictObject({ age: z.literal('years') }),
    z.strictObject({ add: several }),
    z.strictObject({ subtract: two }),
    z.strictObject({ multiply: several }),
    z.strictObject({ divide: two }),
    z.strictObject({ absolute: formula }),
    z.strictObject({ log10: formula }),
    z.strictObject({ exp10: formula }),
    z.strictObject({ smallest: several }),
    z.strictObject({ largest: several }),
  ]);
});
export const Formula = formula;

/** What a rule that looks at every result, whatever it measures, is about. Silent, it says nothing of the value: it then counts for none. */
export const ANY_RESULT = 'any-result';

/** A length of life: `{ days: 28 }`, `{ months: 6 }`, `{ years: 18 }`; whole, by the calendar. */
export const Age = z.union([
  z.strictObject({ days: z.number().int().nonnegative() }),
  z.strictObject({ months: z.number().int().nonnegative() }),
  z.strictObject({ years: z.number().int().nonnegative() }),
]);
export type Age = z.infer<typeof Age>;

/** A length of time: `{ minutes: 120 }`, `{ hours: 24 }`, `{ days: 90 }`. */
export const Span = z.union([
  z.strictObject({ minutes: z.number().positive() }),
  z.strictObject({ hours: z.number().positive() }),
  z.strictObject({ days: z.number().positive() }),
]);
export type Span = z.infer<typeof Span>;

const words = z.array(text).min(1);

/**
 * What must be so. Three answers: yes, no, unknown (the age is not known, a unit cannot be converted); an unknown that decides makes the rule « non évaluable ».
 * Words are compared without accents and case; each must begin a word of the text (« dialys » finds « hémodialysé » only as « hemodialys »). A word
 * right after « pas de », « sans », « absence de », « aucun », « non » is not found.
 */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  /** From (included) to below (excluded). Unknown birth date = unknown. */
  | { age: { from?: Age | undefined; below?: Age | undefined } }
  /** Sex unknown (U) = unknown. */
  | { sex: 'F' | 'M' }
  /** Ward codes (PV1-3.1), case ignored. */
  | { ward: string[] }
  /** RPPS numbers. */
  | { prescriber: string[] }
  /** `I` in hospital, `O` from town, `E` emergency… (PV1-2). */
  | { patientClass: string[] }
  /** Words in clinical and treatment information (pregnancy, dialysis, heparin…). */
  | { clinicalWords: string[] }
  /** Words in the notes, in the condition or in the description of the specimens (haemolysed, coagulated…): sample quality. */
  | { sampleWords: string[] }
  /** One of these OBX-8 flags or analyser flags stands at that analyte, or one of these words in its notes. */
  | { flagged: string; among: string[] }
  /** That analyte has a result with a value. */
  | { present: string }
  /** That analyte has neither a result nor is one awaited. */
  | { missing: string }
  /** The value of that analyte, as text, begins with one of these words (« positif », « détecté »). Silent when it has no result. */
  | { text: string; among: string[] }
  /** A number against limits; `above` and `below` are strict, `atLeast` and `atMost` are not. Absent operand = no. */
  | { value: Formula; above?: Formula | undefined; below?: Formula | undefined; atLeast?: Formula | undefined; atMost?: Formula | undefined }
  /** The quality control of the measurement of that analyte (or of the result that is looked at, `any-result`) stands so. Silent when none was told. */
  | { control: string; among: ControlState[] }
  /**
   * From sampling to reception, to the centrifugation of its sample, or to the analysis of that analyte, longer than. A time that is not told = unknown; a centrifugation that is not told is
   * no reason to doubt.
   */
  | { delayTo: 'reception' | 'centrifugation' | 'analysis'; analyte?: string | undefined; longerThan: Span };
const condition: z.ZodType<Condition> = z.lazy(() => {
  const several = z.array(condition).min(1);
  const limit = formula.optional();
  return z.union([
    z.strictObject({ all: several }),
    z.strictObject({ any: several }),
    z.strictObject({ not: condition }),
    z.strictObject({ age: z.strictObject({ from: Age.optional(), below: Age.optional() }) }),
    z.strictObject({ sex: z.enum(['F', 'M']) }),
    z.strictObject({ ward: words }),
    z.strictObject({ prescriber: words }),
    z.strictObject({ patientClass: words }),
    z.strictObject({ clinicalWords: words }),
    z.strictObject({ sampleWords: words }),
    z.strictObject({ flagged: key, among: words }),
    z.strictObject({ present: key }),
    z.strictObject({ missing: key }),
    z.strictObject({ text: key, among: words }),
    z.strictObject({ value: formula, above: limit, below: limit, atLeast: limit, atMost: limit }),
    z.strictObject({ control: key, among: z.array(z.enum(CONTROL_STATES)).min(1) }),
    z.strictObject({ delayTo: z.enum(['reception', 'centrifugation', 'analysis']), analyte: key.optional(), longerThan: Span }),
  ]);
});
export const Condition = condition;

/** From the mildest to the gravest: outside usual values; outside what is released without a look; to be called; not possible in a living person. */
export const LEVELS = ['normal', 'validation', 'alert', 'impossible'] as const;
export type Level = (typeof LEVELS)[number];

const bound = z.strictObject({ low: z.number().optional(), high: z.number().optional() });
const levels = z.partialRecord(z.enum(LEVELS), bound);

/**
 * Bounds of a part of the patients, instead of the rule's own. Whoever is in several of them has those of the one that says most of her: a ward before a sex before an age. Two that say
 * as much of the same person are refused.
 */
export const Population = z.strictObject({
  /** From (included) to below (excluded). */
  from: Age.optional(),
  below: Age.optional(),
  sex: z.enum(['F', 'M']).optional(),
  /** Ward codes, case ignored. */
  wards: z.array(text).min(1).optional(),
  levels,
  /** Where these limits come from. */
  source: text.optional(),
});
export type Population = z.infer<typeof Population>;

/**
 * What is looked at. `about` is an analyte, and when a dossier has no result of it the rule is silent; or `any-result`, for a condition that is asked of every result.
 * - `bounds`: a value strictly below `low` or strictly above `high` of a level; the gravest level passed is told. Levels must contain each other: normal in validation
 *   in alert in impossible. `populations` have bounds of their own.
 * - `delta`: against the newest earlier validated value of the same person, not older than `within` (nor younger than `notBefore`); the change strictly beyond the limit. `absolute` in
 *   `unit`, `percent` of the earlier value, `referenceChange` from the analyte's `variation` (z 1.96 or 2.58), `perDay` the absolute change brought to 24 hours
 *   (only when at least `notBefore` lies between). Rise and fall have limits of their own; an absent one is no limit.
 * - `formula`: a computed quantity strictly outside `low`..`high` (numbers or formulas).
 * - `reversal`: the text of the newest earlier value begins with one of `from`, the text now with one of `to` (positive before, negative now).
 * - `condition`: it holds.
 */
export const Check = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bounds'), about: key, unit: z.string(), levels, populations: z.array(Population).min(1).optional() }),
  z.strictObject({
    kind: z.literal('delta'),
    about: key,
    within: Span,
    notBefore: Span.optional(),
    limit: z.discriminatedUnion('by', [
      z.strictObject({ by: z.literal('absolute'), unit: z.string(), rise: z.number().positive().optional(), fall: z.number().positive().optional() }),
      z.strictObject({ by: z.literal('percent'), rise: z.number().positive().optional(), fall: z.number().positive().optional() }),
      z.strictObject({ by: z.literal('referenceChange'), z: z.union([z.literal(1.96), z.literal(2.58)]), direction: z.enum(['rise', 'fall', 'both']) }),
      z.strictObject({ by: z.literal('perDay'), unit: z.string(), rise: z.number().positive().optional(), fall: z.number().positive().optional() }),
    ]),
    /** Values of another method (OBX-17) are not compared. */
    sameMethod: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('formula'),
    about: key,
    /** What it is, with its article: « le trou anionique ». */
    label: text,
    value: formula,
    unit: z.string(),
    low: formula.optional(),
    high: formula.optional(),
    /** Decimals in the sentence. */
    decimals: z.number().int().min(0).max(4).default(1),
  }),
  z.strictObject({ kind: z.literal('reversal'), about: key, from: words, to: words, within: Span.optional() }),
  z.strictObject({ kind: z.literal('condition'), about: key, when: condition }),
]);
export type Check = z.infer<typeof Check>;

/** Where the card tells it: « A changé », « Se contredit », « Peut être faux », or only under the value. */
export const LINES = ['change', 'contradiction', 'doubt', 'value'] as const;

/** What it means for the work, from the mildest to the gravest: to read, not without a look, to call, not to be released as it is. */
export const EFFECTS = ['inform', 'hold', 'call', 'block'] as const;
export type Effect = (typeof EFFECTS)[number];
/** What a level of `bounds` means when the rule says nothing else. */
export const EFFECT_OF_LEVEL: Record<Level, Effect> = { normal: 'inform', validation: 'hold', alert: 'call', impossible: 'block' };

/** What an example gives of one analyte: the value as a laboratory writes it (« 6.9 », « <10 », « Positif »). */
const exampleResult = z.strictObject({
  value: z.string(),
  /** The analyte's own when absent. */
  unit: z.string().optional(),
  flags: z.array(z.string()).optional(),
  notes: z.array(z.string()).optional(),
  method: z.string().optional(),
  /** Minutes from sampling to analysis, and to centrifugation. */
  analysedAfter: z.number().optional(),
  centrifugedAfter: z.number().optional(),
  /** Where the control of its measurement stands. */
  control: z.enum(CONTROL_STATES).optional(),
  /** Earlier validated values. */
  before: z.array(z.strictObject({ value: z.string(), unit: z.string().optional(), ago: Span, method: z.string().optional() })).optional(),
});

/**
 * A dossier in few words and what the rule must say of it; run as a test. Write one at, just under and just over every bound, one in another unit, one with `<`, one with
 * a missing companion, and child and adult where the age counts.
 */
export const Example = z.strictObject({
  /** « à la borne : rien », « hémolyse à 2 g/L ». */
  name: text,
  results: z.record(key, exampleResult),
  /** Analytes asked for whose result has not come. */
  awaited: z.array(key).optional(),
  /** An adult of forty when absent; null = unknown. */
  age: Age.nullable().optional(),
  sex: z.enum(['F', 'M', 'U']).optional(),
  ward: z.string().optional(),
  patientClass: z.string().optional(),
  prescriber: z.string().optional(),
  clinical: z.string().optional(),
  sample: z.string().optional(),
  /** Minutes from sampling to reception. */
  receivedAfter: z.number().optional(),
  /** Earlier values could not be read (identity not guaranteed). */
  priorsUnknown: z.boolean().optional(),
  /** `silent`, `not-evaluable`, or found; `level` of bounds, and a piece of the sentence when that matters. */
  expects: z.union([
    z.enum(['silent', 'not-evaluable', 'found']),
    z.strictObject({ level: z.enum(LEVELS).optional(), effect: z.enum(EFFECTS).optional(), sentence: text.optional() }),
  ]),
});
export type Example = z.infer<typeof Example>;

/** One rule, whole: what it looks at, when it applies, what it says and on whose word. */
export const Rule = z.strictObject({
  /** « K-01 », never given to another rule. */
  code: z.string().regex(/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*-\d{2}$/),
  title: text,
  chapter: z.enum(['chemistry', 'gases', 'haematology', 'coagulation', 'hormones', 'infection', 'sample']),
  line: z.enum(LINES),
  /** Required but for `bounds`, whose levels have effects of their own (`EFFECT_OF_LEVEL`); given there, it is the gravest that a level may have. */
  effect: z.enum(EFFECTS).optional(),
  /** All must hold for the rule to apply. */
  given: z.array(condition).default([]),
  /** None may hold. */
  unless: z.array(condition).default([]),
  check: Check,
  /**
   * The sentence of a finding, in French. Filled: `{value}` `{unit}` (of what was compared), `{limit}` (the one passed), `{previous}` `{since}` `{change}` (delta, reversal), `{age}`, and
   * `{key of an analyte}` (its value with its unit). Absent for `bounds` and `delta` = a sentence is made.
   */
  says: text.optional(),
  author: text,
  /** Where the rule and its limits come from: norm, guideline, paper. */
  source: text,
  version: z.number().int().positive(),
  /** Since when this version of the rule is so. */
  date: z.iso.date(),
  examples: z.array(Example).min(2),
  /** Not asked of anything, and why; its code stays its own. */
  off: z.strictObject({ reason: text }).optional(),
});
export type Rule = z.infer<typeof Rule>;
/** As one writes it: what has a default may be left out. */
export type WrittenRule = z.input<typeof Rule>;
export type WrittenAnalyte = z.input<typeof Analyte>;

/** Fills of a sentence that no analyte may be called. */
export const FILLS = ['value', 'unit', 'limit', 'previous', 'since', 'change', 'age'] as const;
