import { z } from 'zod';
import { Age } from '../expertise/types';
import { factorBetween, isUnit } from '../expertise/units';
import { analyteOf } from './analyte-of';

/**
 * What a laboratory calls critical, as data: a table that a biologist reads, changes and approves. Checked where it enters, so that a bound in a unit that nobody understands is
 * refused before it can be in force.
 * @see ISO 15189:2022 7.4.1.3; requirements.md V-3
 */
const text = z.string().trim().min(1);

/** « Connu » : announced within so many hours. `known`: then never again, however it moves; `improving`: only while it is not worse than what was announced. */
export const Known = z.strictObject({ hours: z.number().int().min(1).max(168), rule: z.enum(['known', 'improving']) });
export type Known = z.infer<typeof Known>;

export const PolicyRow = z
  .strictObject({
    /** « K-HAUT », as the call and the trace name it. */
    code: z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,19}$/, 'code en capitales, chiffres et tirets'),
    label: text.max(80),
    loincCodes: z
      .array(z.string().regex(/^\d{1,6}-\d$/, 'code LOINC attendu (2823-3)'))
      .min(1)
      .max(20),
    /** UCUM; '' for a text. */
    unit: z.string().trim().max(30),
    /** Strictly below, strictly above. */
    low: z.number().nullable(),
    high: z.number().nullable(),
    /** Words by which the value begins (« Positif »), for what is no number. */
    texts: z.array(text.max(60)).max(20),
    /** Ward codes (PV1-3.1) where the patient is now; empty = everywhere. */
    wards: z.array(text.max(30)).max(100),
    /** PV1-2: I in hospital, O from town, E emergency…; empty = all. */
    patientClasses: z.array(z.enum(['I', 'O', 'E', 'P', 'R', 'B', 'N'])).max(7),
    /** From (included) to below (excluded). */
    ageFrom: Age.nullable(),
    ageBelow: Age.nullable(),
    sex: z.enum(['F', 'M']).nullable(),
    known: Known.nullable(),
    /** From the effect of the validation to the voice of who treats. */
    minutes: z.number().int().min(1).max(1440),
    source: text.max(300),
  })
  .superRefine((row, context) => {
    for (const problem of problemsOfRow(row)) context.addIssue({ code: 'custom', message: problem });
  });
export type PolicyRow = z.infer<typeof PolicyRow>;

/** Who is told when nobody has called: those on duty there, then the next, then paper and the alarm of the desk. */
export const STEP_KINDS = ['on-duty', 'next', 'paper'] as const;
export const LadderStep = z.strictObject({ afterMinutes: z.number().int().min(0).max(240), who: z.enum(STEP_KINDS) });
export type LadderStep = z.infer<typeof LadderStep>;

export const PolicyContent = z
  .strictObject({
    title: text.max(120),
    /** The first row that applies decides: exceptions come before the rule. */
    rows: z.array(PolicyRow).max(300),
    /** The laboratory's own system says that it is critical (HH, LL, AA): always a reason. */
    lis: z.strictObject({ minutes: z.number().int().min(1).max(1440), known: Known.nullable() }),
    ladder: z.array(LadderStep).min(1).max(6),
  })
  .superRefine(({ rows, ladder }, context) => {
    const codes = rows.map(({ code }) => code);
    for (const code of new Set(codes.filter((one, index) => codes.indexOf(one) !== index)))
      context.addIssue({ code: 'custom', message: `deux lignes ont le code ${code}` });
    if (ladder.some(({ afterMinutes }, index) => index > 0 && afterMinutes <= (ladder[index - 1]?.afterMinutes ?? 0)))
      context.addIssue({ code: 'custom', message: 'les étapes d’escalade se suivent dans le temps' });
  });
export type PolicyContent = z.infer<typeof PolicyContent>;

function problemsOfRow(row: Pick<PolicyRow, 'code' | 'low' | 'high' | 'texts' | 'unit' | 'loincCodes'>): string[] {
  const { code, low, high, texts, unit, loincCodes } = row;
  const isNumeric = low !== null || high !== null;
  if (isNumeric && texts.length > 0) return [`${code} : des bornes ou des mots, pas les deux`];
  if (!isNumeric && texts.length === 0) return [`${code} : ni borne ni mot`];
  if (low !== null && high !== null && low >= high) return [`${code} : la borne basse n’est pas sous la borne haute`];
  if (!isNumeric) return [];
  if (!isUnit(unit)) return [`${code} : l’unité « ${unit} » n’est pas comprise (UCUM)`];
  return loincCodes.flatMap((loinc) => {
    const analyte = analyteOf(loinc);
    return analyte && factorBetween(unit, analyte.unit, analyte.molarMass) === null ? [`${code} : « ${unit} » n’est pas une unité de ${analyte.label}`] : [];
  });
}
