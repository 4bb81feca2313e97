import { isShown, linesOf } from '../report/lines';
import type { ReportContent } from '../report/types';
import type { PatientReport, PatientResult } from './types';

type Result = ReportContent['chapters'][number]['panels'][number]['results'][number];

/** Everything that the report says, for the person it is about: nothing left out, nothing reordered, nothing evaluated anew. */
export function patientReportOf(
  content: ReportContent,
): Omit<PatientReport, 'reportId' | 'at' | 'availableAt' | 'replacedBy' | 'isReplaced' | 'readBefore' | 'underReview'> {
  return {
    name: patientNameOf(content.patient),
    version: content.version,
    kind: content.kind,
    isTest: content.isTest,
    collectedAt: content.collection.collectedAt,
    accessionNumber: content.accessionNumber,
    prescriber: content.request.prescriber?.name ?? null,
    laboratory: { name: content.laboratory.name, phone: content.laboratory.phone },
    supersedes: content.supersedes,
    panels: content.chapters.flatMap((chapter) =>
      chapter.panels.filter(isShown).map((panel) => ({
        chapter: chapter.title,
        title: panel.title,
        results: linesOf(panel).map(patientResultOf),
        notes: panel.notes,
        antibiogram: panel.antibiogram ?? null,
      })),
    ),
    dossierNotes: content.dossierNotes,
    conclusion: content.conclusion,
    awaited: content.awaited,
    executingLaboratories: content.executingLaboratories.map(({ name, results }) => ({ name, results })),
    validations: content.validations.map(({ name, at, scope }) => ({ name, at, scope })),
  };
}

/** « Monique EXEMPLE »: as one is spoken to. */
export const patientNameOf = (patient: ReportContent['patient']): string => `${patient.firstGivenName} ${patient.usedName ?? patient.birthFamilyName}`;

function patientResultOf(result: Result): PatientResult {
  const { observationId: id, value, unit, referenceRange, flag, cancelled, prior, priorAbsence, changed, method, performedBy, notes } = result;
  const label = result.patientLabel ?? result.label;
  const term = label.toLowerCase().includes(result.label.toLowerCase()) ? null : result.label;
  return {
    id,
    label,
    term,
    value,
    unit,
    referenceRange,
    flag,
    cancelled,
    line: lineOf(result),
    prior,
    priorAbsence,
    changed,
    method,
    performedBy,
    origin: result.origin ?? null,
    notes,
    documents: result.documents ?? [],
  };
}

/**
 * Places a value on its range for the drawing, or answers null: when one of them is no plain number, when there is a comparator, and whenever the
 * place would say something else than the laboratory's flag. The flag decides, never the drawing.
 */
export function lineOf(result: Pick<Result, 'value' | 'isNumeric' | 'referenceRange' | 'flag' | 'cancelled' | 'prior'>): PatientResult['line'] {
  const range = rangeOf(result.referenceRange);
  const value = result.isNumeric && result.cancelled === null ? numberOf(result.value) : null;
  if (range === null || value === null) return null;
  const { low, high } = range;
  const place = low !== null && value < low ? 'low' : high !== null && value > high ? 'high' : 'inside';
  return agrees(place, result.flag) ? { value, low, high, previous: result.prior ? numberOf(result.prior.value) : null } : null;
}

function agrees(place: 'low' | 'high' | 'inside', flag: Result['flag']): boolean {
  switch (flag) {
    case 'normal':
      return place === 'inside';
    case 'high':
    case 'critical-high':
      return place === 'high';
    case 'low':
    case 'critical-low':
      return place === 'low';
    case 'abnormal':
    case 'critical':
    case 'not-evaluated':
      return false;
  }
}

const NUMBER = String.raw`-?\d+(?:[.,]\d+)?`;
const BETWEEN = new RegExp(`^(${NUMBER})\\s*(?:-|–|à|a)\\s*(${NUMBER})$`);
const BELOW = new RegExp(`^(?:<|≤|<=|moins de)\\s*(${NUMBER})$`);
const ABOVE = new RegExp(`^(?:>|≥|>=|plus de)\\s*(${NUMBER})$`);

/** Reads « 3,5 – 5,1 », « < 5 » or « > 60 »; null for any other text. */
export function rangeOf(text: string): { low: number | null; high: number | null } | null {
  const range = text.trim();
  const [, low, high] = BETWEEN.exec(range) ?? [];
  if (low !== undefined && high !== undefined) {
    const [from, to] = [numberOf(low), numberOf(high)];
    return from !== null && to !== null && from < to ? { low: from, high: to } : null;
  }
  const [, most] = BELOW.exec(range) ?? [];
  if (most !== undefined) return { low: null, high: numberOf(most) };
  const [, least] = ABOVE.exec(range) ?? [];
  return least === undefined ? null : { low: numberOf(least), high: null };
}

function numberOf(text: string): number | null {
  const compact = text
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace('−', '-')
    .replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(compact) ? Number(compact) : null;
}
