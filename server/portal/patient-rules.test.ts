import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleContent } from '../report/sample-content';
import { microbiologySampleContent } from '../report/sample-microbiology';
import { lineOf, patientReportOf, rangeOf } from './patient-rules';
import { countsOf, lastVisitOf, resultsOf } from './rules';

describe('what a patient reads', () => {
  it.each([
    ['a corrective report', sampleContent],
    ['microbiology', microbiologySampleContent],
  ])('leaves out no result and no note, and keeps their order: %s', (_, content) => {
    const report = patientReportOf(content);
    expect(report.panels.flatMap((panel) => panel.results.map((result) => result.id))).toEqual(resultsOf(content).map((result) => result.observationId));
    const said = JSON.stringify(report);
    for (const result of resultsOf(content)) for (const note of result.notes) expect(said).toContain(JSON.stringify(note).slice(1, -1));
    for (const note of content.dossierNotes) expect(said).toContain(JSON.stringify(note).slice(1, -1));
  });
  it('carries the laboratory’s flags as they are', () => {
    expect(patientReportOf(sampleContent).panels.flatMap((panel) => panel.results.map((result) => result.flag))).toEqual(
      resultsOf(sampleContent).map((result) => result.flag),
    );
  });
});

describe('the line under a value', () => {
  const result = {
    value: '6,3',
    isNumeric: true,
    referenceRange: '4,1 – 6,1',
    flag: 'high',
    cancelled: null,
    prior: { value: '6,0', on: '2026-05-02' },
  } as const;
  it('places a value on its range', () => {
    expect(lineOf(result)).toEqual({ value: 6.3, low: 4.1, high: 6.1, previous: 6 });
  });
  it.each([
    ['the flag says another thing', { flag: 'normal' as const }],
    ['the laboratory did not evaluate', { flag: 'not-evaluated' as const }],
    ['the value has a comparator', { value: '< 10' }],
    ['the value is a text', { value: 'positif', isNumeric: false }],
    ['the range is a text', { referenceRange: 'selon l’âge' }],
    ['the result was cancelled', { cancelled: 'Annulé' }],
  ])('is not drawn when %s', (_, given) => {
    expect(lineOf({ ...result, ...given })).toBeNull();
  });
  it('never contradicts the flag', () => {
    const flags = fc.constantFrom('critical-high', 'critical-low', 'critical', 'high', 'low', 'abnormal', 'normal', 'not-evaluated' as const);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), flags, (value, flag) => {
        const line = lineOf({ ...result, value: String(value), referenceRange: '50 – 100', flag, prior: null });
        const place = value < 50 ? 'low' : value > 100 ? 'high' : 'normal';
        expect(line === null || flag.endsWith(place)).toBe(true);
      }),
    );
  });
});

describe('a reference range', () => {
  it.each([
    ['3,5 – 5,1', { low: 3.5, high: 5.1 }],
    ['3.5 - 5.1', { low: 3.5, high: 5.1 }],
    ['136 à 145', { low: 136, high: 145 }],
    ['-2 – 2', { low: -2, high: 2 }],
    ['< 5', { low: null, high: 5 }],
    ['moins de 5', { low: null, high: 5 }],
    ['> 60', { low: 60, high: null }],
    ['cible 2,0 – 3,0', null],
    ['5 – 3', null],
    ['', null],
  ])('« %s »', (text, range) => {
    expect(rangeOf(text)).toEqual(range);
  });
});

describe('the list', () => {
  it('counts each result once', () => {
    const total = Object.values(countsOf(sampleContent)).reduce((sum, count) => sum + count, 0);
    expect(total).toBe(resultsOf(sampleContent).length);
  });
  it('knows the visit before, whether or not this one was recorded yet', () => {
    const [first, second, session] = ['08:00', '12:00', '11:59'].map((hour) => new Date(`2026-11-24T${hour}:00Z`));
    if (!first || !second || !session) throw new Error('dates');
    expect(lastVisitOf(undefined, session)).toBeNull();
    expect(lastVisitOf({ currentVisitAt: first, previousVisitAt: null }, session)).toEqual(first);
    expect(lastVisitOf({ currentVisitAt: second, previousVisitAt: first }, session)).toEqual(first);
  });
});
