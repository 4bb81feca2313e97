import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freeText, repetitionsOf, segmentsNamed, textOf } from './access';
import { decodeBytes } from './charset';
import { type Hl7Message, parseMessage, printMessage } from './grammar';
import { parseHl7Time } from './time';

const directory = join(import.meta.dirname, 'fixtures');
const names = readdirSync(directory).filter((name) => name.endsWith('.hl7'));

function read(name: string): { message: Hl7Message; charset: string; warnings: readonly string[]; text: string } {
  const { text, charset, warnings } = decodeBytes(readFileSync(join(directory, name)), 'UNICODE UTF-8');
  const parsed = parseMessage(text);
  if (!parsed.ok) throw new Error(`${name}: ${parsed.problem.text}`);
  return { message: parsed.message, charset, warnings, text };
}

function segmentOf(message: Hl7Message, name: string, index = 0) {
  const found = segmentsNamed(message, name)[index];
  if (!found) throw new Error(`no ${name} ${index}`);
  return found;
}

describe('real messages', () => {
  it('has every sample at hand', () => expect(names.length).toBe(14));

  it.each(names)('loses nothing of %s', (name) => {
    const { message, text } = read(name);
    const normalised = text
      .replace(/\r\n|\n/g, '\r')
      .replace(/\r+/g, '\r')
      .replace(/\r?$/, '\r');
    expect(printMessage(message)).toBe(normalised);
    expect(message.segments.every((segment) => segment.name === segment.fields[0])).toBe(true);
  });

  it.each(names.filter((name) => name !== 'blood_culture_fr_orc_groups.hl7'))('decodes %s without a doubt', (name) => {
    expect(read(name).warnings).toEqual([]);
  });

  it('reads the accents of 8859/1, of UTF-8 and of a damaged MSH-18 alike', () => {
    const latin1 = read('fr_urgent_unvalidated_8859-1.hl7');
    expect(latin1.charset).toBe('8859/1');
    expect(textOf(latin1.message, segmentOf(latin1.message, 'PID'), 5, 1, 1, 1)).toBe('DUPRÉ');
    expect(textOf(latin1.message, segmentOf(latin1.message, 'OBX', 1), 3, 5)).toBe('Potassium');

    const utf8 = read('fr_subcontracted_final_and_preliminary_utf8.hl7');
    expect(textOf(utf8.message, segmentOf(utf8.message, 'OBX'), 16, 2)).toBe('GÉRARD');

    const damaged = read('blood_culture_fr_orc_groups.hl7');
    expect(damaged.charset).toBe('8859/1');
    expect(damaged.warnings).toHaveLength(1);
    expect(textOf(damaged.message, segmentOf(damaged.message, 'OBR'), 13)).toBe('Hémoc N°1  PAC Chambre Implantable ');
  });

  it('reads two copies of a report alike, one in UTF-8 without MSH-18 and one in 8859/1', () => {
    const notes = ['05_thyroid_fr_8859-1.hl7', '05_thyroid_fr_CHU_Charleroi.hl7'].map((name) => {
      const { message } = read(name);
      return textOf(message, segmentOf(message, 'NTE'), 3);
    });
    expect(notes[0]).toBe('Hypothyroïdie subclinique. Contrôle recommandé dans 6 semaines.');
    expect(notes[1]).toBe(notes[0]);
  });

  it('keeps line breaks, ampersands and repetitions of free texts', () => {
    const urgent = read('fr_urgent_unvalidated_8859-1.hl7').message;
    const notes = segmentsNamed(urgent, 'NTE').map((note) => freeText(urgent, note.fields[3] ?? ''));
    expect(notes.some((note) => note.includes('\n') && note.includes('&'))).toBe(true);

    const subcontracted = read('fr_subcontracted_final_and_preliminary_utf8.hl7').message;
    expect(repetitionsOf(subcontracted, segmentOf(subcontracted, 'OBX', 3), 5)).toHaveLength(2);
  });

  it('refuses the birth date that no calendar has', () => {
    const { message } = read('fr_subcontracted_final_and_preliminary_utf8.hl7');
    expect(parseHl7Time(textOf(message, segmentOf(message, 'PID'), 7), 'Europe/Paris').ok).toBe(false);
  });

  it('reads a document of a few hundred kilobytes whole', () => {
    const { message } = read('ans_cr_bio_cda_in_oru.hl7');
    const document = Buffer.from(textOf(message, segmentOf(message, 'OBX'), 5, 5), 'base64').toString('utf8');
    expect(document.trimEnd().endsWith('</ClinicalDocument>')).toBe(true);
  });
});
