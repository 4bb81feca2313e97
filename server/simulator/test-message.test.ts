import { describe, expect, it } from 'vitest';
import { segmentsNamed, textOf } from '../hl7/access';
import { decodeBytes } from '../hl7/charset';
import { type Hl7Message, parseMessage, type Segment } from '../hl7/grammar';
import { testMessage } from './test-message';

function parsed(bytes: Buffer): Hl7Message {
  const outcome = parseMessage(decodeBytes(bytes, 'UNICODE UTF-8').text);
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return outcome.message;
}

function only(message: Hl7Message, name: string): Segment {
  const [segment] = segmentsNamed(message, name);
  if (!segment) throw new Error(`no ${name}`);
  return segment;
}

describe('testMessage', () => {
  it('is an unvalidated potassium of Valmont when nothing is asked for', () => {
    const message = parsed(testMessage());
    const obx = only(message, 'OBX');
    expect(textOf(message, only(message, 'MSH'), 4)).toBe('LBM-VALMONT');
    expect([3, 5, 6, 11].map((field) => textOf(message, obx, field))).toEqual(['2823-3', '4.1', 'mmol/L', 'R']);
  });

  it('says the dossier number in ORC-4 and its groups in OBR-3', () => {
    const message = parsed(testMessage({ accessionNumber: '26112100457' }));
    expect(textOf(message, only(message, 'ORC'), 4)).toBe('26112100457');
    expect(textOf(message, only(message, 'OBR'), 3)).toBe('26112100457-BIOCH');
  });

  it('never uses a control id twice', () => {
    const ids = [testMessage(), testMessage()].map((bytes) => {
      const message = parsed(bytes);
      return textOf(message, only(message, 'MSH'), 10);
    });
    expect(new Set(ids).size).toBe(2);
  });

  it('says an urgent order as each laboratory does', () => {
    const valmont = parsed(testMessage({ priority: 'stat' }));
    const hauterive = parsed(testMessage({ laboratory: 'LBM-HAUTERIVE', priority: 'stat' }));
    expect(textOf(valmont, only(valmont, 'TQ1'), 9)).toBe('S');
    expect(textOf(hauterive, only(hauterive, 'OBR'), 27, 6)).toBe('S');
    expect(segmentsNamed(hauterive, 'TQ1')).toHaveLength(0);
  });

  it('names the laboratory that did the work and the biologist who validated its part', () => {
    const responsible = { code: 'BIO003', familyName: 'GÉRARD', givenName: 'Paul' };
    const message = parsed(testMessage({ laboratory: 'LBM-HAUTERIVE', results: [{ executedBy: 'LBM-VALMONT', status: 'F', responsible }] }));
    const obx = only(message, 'OBX');
    expect([textOf(message, obx, 15), textOf(message, obx, 16, 2), textOf(message, obx, 23, 10)]).toEqual(['LBM-VALMONT', 'GÉRARD', '880000789']);
  });

  it('keeps accents in both character sets and delimiters inside texts', () => {
    for (const laboratory of ['LBM-VALMONT', 'LBM-HAUTERIVE'] as const) {
      const message = parsed(testMessage({ laboratory, clinicalInformation: 'Fièvre & toux|grave\nà J3' }));
      expect(textOf(message, only(message, 'OBR'), 13)).toBe('Fièvre & toux|grave\nà J3');
      expect(textOf(message, only(message, 'ORC'), 12, 3)).toBe('Élise');
    }
  });

  it('counts repetitions of a text as OBX-5 repetitions', () => {
    const message = parsed(testMessage({ results: [{ code: 'COM', valueType: 'TX', value: ['un', 'deux'] }] }));
    expect(textOf(message, only(message, 'OBX'), 5, 1, 1, 1)).toBe('deux');
  });
});
