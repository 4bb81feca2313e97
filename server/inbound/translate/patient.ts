import type { Segment } from '../../hl7/grammar';
import { parseHl7Time } from '../../hl7/time';
import { hasRightKey, isCogCode } from '../../patient/ins-rules';
import { isUnreliable } from '../../patient/rules';
import type { IncomingPatient } from '../../patient/types';
import { isPlausible, type MessageReader } from './reader';

const INS_TYPES = new Set(['INS', 'INS-C', 'INS-NIR', 'NH']);
/** A protected or anonymous identity (PID-32): whatever name the message bears is read by nobody, its number stands for it. @see PAM-FR 2.11 */
const HIDDEN = new Set(['CACH', 'ANOM']);
const ANONYMOUS = { birthFamilyName: 'Anonyme', usedFamilyName: null, firstGivenName: '', givenNames: '' };

/**
 * Reads PID. Refuses only what nobody could mend: no identifier, no name. An impossible birth date keeps its text, opens an
 * identity to repair and blocks no result.
 * @see HL7 2.5 chapter 3.4.2; PAM-FR 2.11 (PID-3, PID-5, PID-32)
 */
export function translatePatient(reader: MessageReader, pid: Segment): IncomingPatient | null {
  const identifier = chooseIdentifier(reader, pid);
  const identityReliability = reliabilityOf(reader, pid);
  const isHidden = HIDDEN.has(identityReliability);
  const names = isHidden ? ANONYMOUS : translateNames(reader, pid);
  if (identifier === null) reader.tell('no_patient_identifier');
  if (names.birthFamilyName === '' && names.usedFamilyName === null) reader.tell('no_patient_name');
  if (identifier === null || (names.birthFamilyName === '' && names.usedFamilyName === null)) return null;
  const ins = isHidden ? null : chooseIns(reader, pid);
  if (ins !== null && !hasRightKey(ins.value)) {
    reader.tell('bad_ins');
    reader.repair({ kind: 'identity', subject: identifier.value, segment: 'PID', field: 3, accessionNumber: '' });
  }
  if (identityReliability === 'DOUB') reader.repair({ kind: 'identity', subject: identifier.value, segment: 'PID', field: 32, accessionNumber: '' });
  const birth = translateBirthDate(reader, pid, identifier.value);
  return {
    assigningAuthority: identifier.authority,
    identifier: identifier.value,
    ...names,
    ...birth,
    sex: sexOf(reader.text(pid, 8)),
    birthPlaceCode: isHidden ? null : birthPlaceOf(reader, pid),
    ins: ins?.value ?? null,
    insAuthority: ins?.authority ?? null,
    identityReliability,
    ...(isHidden ? { email: null, phone: null } : translateContacts(reader, pid)),
  };
}

/** The numbers of MRG-1 that were this patient's; an INS is none, nobody is merged by it. @see HL7 2.5 chapter 3.4.10 */
export function translateMerged(reader: MessageReader, mrg: Segment): { assigningAuthority: string; identifier: string }[] {
  const numbers = identifiersOf(reader, mrg, 1).filter(({ type }) => !INS_TYPES.has(type));
  if (numbers.length === 0) reader.tell('no_merge');
  return numbers.map(({ value, authority }) => ({ assigningAuthority: authority, identifier: value }));
}

/**
 * A number that names no authority is one of the laboratory whose link brings it, and of no other: two laboratories may count alike. Another link of the same
 * laboratory, as that of its admission system, speaks of the same numbers.
 * @see HL7 2.5 chapter 2.A.14.4 (CX-4); threats.md 17
 */
const ownAuthority = ({ profile }: MessageReader): string => (profile.laboratoryFiness === '' ? '' : `FINESS ${profile.laboratoryFiness}`);

const identifiersOf = (reader: MessageReader, segment: Segment, field: number): { value: string; authority: string; type: string }[] =>
  reader
    .repetitions(segment, field)
    .map((repetition) => ({
      value: reader.componentKey(segment, field, repetition, 1),
      authority: reader.componentKey(segment, field, repetition, 4, 1) || reader.componentKey(segment, field, repetition, 4, 2) || ownAuthority(reader),
      type: reader.component(repetition, 5).toUpperCase(),
    }))
    .filter((candidate) => candidate.value !== '');

function chooseIdentifier(reader: MessageReader, pid: Segment): { value: string; authority: string } | null {
  const candidates = identifiersOf(reader, pid, 3);
  for (const type of reader.profile.settings.identifierTypes) {
    const found = candidates.find((candidate) => candidate.type === type.toUpperCase());
    if (found) return found;
  }
  return candidates.find((candidate) => !INS_TYPES.has(candidate.type)) ?? candidates[0] ?? null;
}

function chooseIns(reader: MessageReader, pid: Segment): { value: string; authority: string } | null {
  for (const repetition of reader.repetitions(pid, 3)) {
    if (!INS_TYPES.has(reader.component(repetition, 5).toUpperCase())) continue;
    const value = reader.component(repetition, 1).replaceAll(' ', '');
    const authority = reader.component(repetition, 4, 2);
    if (/^\d{5}(\d{2}|2[AB])\d{8}$/.test(value) && authority.startsWith('1.2.250.1.213.1.4.')) return { value, authority };
  }
  return null;
}

function translateNames(reader: MessageReader, pid: Segment) {
  const names = reader.repetitions(pid, 5).map((repetition) => ({
    family: reader.component(repetition, 1),
    given: reader.component(repetition, 2),
    further: reader.component(repetition, 3),
    type: reader.component(repetition, 7).toUpperCase(),
  }));
  const legal = names.find((name) => name.type === 'L') ?? names.find((name) => name.type === '') ?? names[0];
  const used = names.find((name) => name.type === 'D' || name.type === 'U');
  const given = legal?.given ?? '';
  const further = legal?.further ?? '';
  return {
    birthFamilyName: legal?.family ?? '',
    usedFamilyName: used && used.family !== '' && used.family !== legal?.family ? used.family : null,
    firstGivenName: given,
    givenNames: further.toUpperCase().startsWith(given.toUpperCase()) && further !== '' ? further : [given, further].filter((text) => text !== '').join(' '),
  };
}

function translateBirthDate(reader: MessageReader, pid: Segment, identifier: string): { birthDate: string | null; birthDateText: string } {
  const sent = reader.text(pid, 7);
  if (sent === '') {
    reader.tell('no_birth_date');
    return { birthDate: null, birthDateText: '' };
  }
  const parsed = parseHl7Time(sent, reader.profile.timeZone);
  const isPossible = parsed.ok && isPlausible(parsed.time.instant);
  const isWholeDate = isPossible && parsed.time.precision !== 'year' && parsed.time.precision !== 'month';
  if (isWholeDate) return { birthDate: parsed.time.date, birthDateText: sent };
  if (!isPossible) {
    reader.tell('bad_birth_date');
    reader.repair({ kind: 'identity', subject: identifier, segment: 'PID', field: 7, accessionNumber: '' });
  }
  return { birthDate: null, birthDateText: sent };
}

/** PID-32 repeats: one word of doubt outweighs any other. */
function reliabilityOf(reader: MessageReader, pid: Segment): string {
  const sent = reader.repetitions(pid, 32).map((repetition) => reader.component(repetition, 1).toUpperCase());
  return sent.find(isUnreliable) ?? sent.find((text) => text !== '') ?? '';
}

/** The commune or country of birth, by its COG code: an address of type BDL in PID-11, else PID-23 where it is one. @see PAM-FR 2.11 */
function birthPlaceOf(reader: MessageReader, pid: Segment): string | null {
  const born = reader.repetitions(pid, 11).filter((repetition) => reader.component(repetition, 7).toUpperCase() === 'BDL');
  const codes = [...born.map((repetition) => reader.component(repetition, 9)), reader.text(pid, 23)].map((text) => text.replaceAll(' ', '').toUpperCase());
  return codes.find(isCogCode) ?? null;
}

function sexOf(text: string): 'F' | 'M' | 'U' {
  return text === 'F' || text === 'M' ? text : 'U';
}

/** XTN: the address in component 4, numbers in component 12, 7 or 1. @see HL7 2.5 chapter 2.A.89 */
function translateContacts(reader: MessageReader, pid: Segment): { email: string | null; phone: string | null } {
  const contacts = [...reader.repetitions(pid, 13), ...reader.repetitions(pid, 14), ...reader.repetitions(pid, 40)].map((repetition) => ({
    email: [4, 1].map((component) => reader.component(repetition, component)).find((text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)),
    phone: [12, 7, 1].map((component) => reader.component(repetition, component).replaceAll(/[ .-]/g, '')).find((text) => /^\+?\d{8,15}$/.test(text)),
    isMobile: reader.component(repetition, 3) === 'CP' || reader.component(repetition, 2) === 'PRS',
  }));
  const phones = contacts.filter((contact) => contact.phone !== undefined);
  const mobile = phones.find((contact) => contact.isMobile || /^(\+33|0)[67]/.test(contact.phone ?? ''));
  return {
    email: contacts.find((contact) => contact.email !== undefined)?.email ?? null,
    phone: (mobile ?? phones[0])?.phone ?? null,
  };
}
