import { describe, expect, it } from 'vitest';
import { sampleContent } from '../report/sample-content';
import { addresseesOf, hasCritical, isHeld, statesBefore } from './rules';
import type { DeliveryFacts } from './types';

const facts: DeliveryFacts = {
  prescriberId: 'p1',
  wardId: 'w1',
  patient: { id: 'a', birthDateKnown: true, identityGuaranteed: true },
  isTest: false,
  isClosedToPatient: false,
  isHoldOver: false,
  hasCritical: false,
  previous: [],
};
const kindsOf = (given: Partial<DeliveryFacts>) => addresseesOf({ ...facts, ...given }).map((addressee) => addressee.kind);

describe('a released report', () => {
  it('goes to its prescriber, its ward and its patient', () => {
    expect(kindsOf({})).toEqual(['prescriber', 'ward', 'patient']);
  });
  it.each([
    ['under an identity that is not guaranteed', { patient: { ...facts.patient, identityGuaranteed: false } }],
    ['without a birth date to prove oneself by', { patient: { ...facts.patient, birthDateKnown: false } }],
    ['that is a test', { isTest: true }],
    ['with a critical result, before a professional has read it', { hasCritical: true }],
  ])('does not go to the patient %s', (_, given) => {
    expect(kindsOf(given)).toEqual(['prescriber', 'ward']);
  });
  it('is held only for a patient who could have had it', () => {
    expect(isHeld({ ...facts, hasCritical: true })).toBe(true);
    expect(isHeld({ ...facts, hasCritical: true, isTest: true })).toBe(false);
    expect(isHeld(facts)).toBe(false);
  });
  it('goes to the professionals who got the version before, each once', () => {
    const addressees = addresseesOf({
      ...facts,
      previous: [
        { kind: 'prescriber', prescriberId: 'p1' },
        { kind: 'ward', wardId: 'w0' },
      ],
    });
    expect(addressees).toHaveLength(4);
    expect(addressees).toContainEqual({ kind: 'ward', wardId: 'w0' });
  });
  it('never goes to another patient who got the version before', () => {
    expect(addresseesOf({ ...facts, previous: [{ kind: 'patient', patientId: 'b' }] })).not.toContainEqual({ kind: 'patient', patientId: 'b' });
  });
});

describe('a critical flag', () => {
  it('is the laboratory’s, wherever it stands in the report', () => {
    const withFlag = (flag: 'critical' | 'critical-low' | 'high') => {
      const content = structuredClone(sampleContent);
      for (const result of content.chapters.flatMap((chapter) => chapter.panels.flatMap((panel) => panel.results))) result.flag = 'normal';
      const last = content.chapters.at(-1)?.panels.at(-1)?.results.at(-1);
      if (last) last.flag = flag;
      return content;
    };
    expect(hasCritical(withFlag('critical'))).toBe(true);
    expect(hasCritical(withFlag('critical-low'))).toBe(true);
    expect(hasCritical(withFlag('high'))).toBe(false);
  });
});

describe('a notice', () => {
  it('moves one way: what was sent, failed or dropped never moves again', () => {
    expect(statesBefore('sending')).toEqual(['queued', 'sending']);
    expect(statesBefore('sent')).toEqual(['sending']);
    expect(statesBefore('queued')).toEqual([]);
    for (const to of ['sending', 'sent', 'failed', 'needless'] as const) {
      for (const end of ['sent', 'failed', 'needless'] as const) expect(statesBefore(to)).not.toContain(end);
    }
  });
});
