import { millisecondsOf } from './conditions';
import type { FactResult, Facts } from './facts';
import type { Age, Analyte, Example } from './types';

const AT = new Date('2026-11-21T03:00:00Z');
const later = (minutes: number): Date => new Date(AT.getTime() + minutes * 60_000);

/** The dossier that an example tells in few words; what it does not say is what most dossiers are: an adult of forty, one panel, all fresh. */
export function factsOfExample(example: Example, analytes: ReadonlyMap<string, Analyte>): Facts {
  return {
    age: example.age === null ? null : ageOf(example.age ?? { years: 40 }),
    sex: example.sex ?? 'F',
    ward: example.ward ?? '',
    patientClass: example.patientClass ?? '',
    prescriberRpps: example.prescriber ?? '',
    clinical: example.clinical ?? '',
    sample: example.sample ? [example.sample] : [],
    collectedAt: AT,
    receivedAt: later(example.receivedAfter ?? 30),
    at: AT,
    priorsUnknown: example.priorsUnknown ? 'identité non garantie' : null,
    results: [
      ...Object.entries(example.results).map(([name, given]) => resultOf(name, analytes.get(name), given)),
      ...(example.awaited ?? []).map((name) => ({ ...resultOf(name, analytes.get(name), { value: '' }), state: 'awaited' as const, values: [] })),
    ],
  };
}

function resultOf(name: string, analyte: Analyte | undefined, given: Example['results'][string]): FactResult {
  const unit = given.unit ?? analyte?.unit ?? '';
  return {
    id: name,
    code: analyte?.loincCodes[0] ?? analyte?.localCodes[0] ?? name,
    localCode: '',
    label: analyte?.label ?? name,
    panel: 'panel',
    state: 'result',
    ...writtenValue(given.value),
    unit,
    method: given.method ?? '',
    flags: given.flags ?? [],
    notes: given.notes ?? [],
    analysedAt: given.analysedAfter === undefined ? later(60) : later(given.analysedAfter),
    centrifugedAt: given.centrifugedAfter === undefined ? null : later(given.centrifugedAfter),
    control: given.control ?? null,
    priors: (given.before ?? [])
      .map((before) => ({
        ...writtenValue(before.value),
        unit: before.unit ?? unit,
        method: before.method ?? '',
        at: new Date(AT.getTime() - millisecondsOf(before.ago)),
      }))
      .sort((a, b) => b.at.getTime() - a.at.getTime()),
  };
}

/** « <10 », « 6.9 », « Positif ». */
export function writtenValue(text: string): { values: string[]; number: number | null; comparator: string | null } {
  const match = /^\s*(<=|>=|<|>)?\s*([-+]?\d+(?:[.,]\d+)?)\s*$/.exec(text);
  return { values: [text], number: match?.[2] ? Number(match[2].replace(',', '.')) : null, comparator: match?.[1] ?? null };
}

function ageOf(age: Age): { days: number; months: number; years: number } {
  if ('days' in age) return { days: age.days, months: Math.floor(age.days / 30.44), years: Math.floor(age.days / 365.25) };
  if ('months' in age) return { days: Math.round(age.months * 30.44), months: age.months, years: Math.floor(age.months / 12) };
  return { days: Math.round(age.years * 365.25), months: age.years * 12, years: age.years };
}
