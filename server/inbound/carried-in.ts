import type { PrescriberRecord, WardRecord } from '../directory/read-directory';
import { type DossierBook, type Making, NOTHING_SINCE, type RevisedDossier, UNBORN } from '../dossier/dossier-book';
import { numberKey } from '../dossier/dossier-books';
import { changedTraits, traitsOf } from '../dossier/identity-rules';
import { revisedDossier } from '../dossier/revised-dossier';
import type { IncomingDossier } from '../dossier/types';
import { type IdentityBook, identityKey } from '../patient/identity-book';
import type { PatientRecord } from '../patient/read-patient';
import { isIdentityGuaranteed } from '../patient/rules';
import { type StayChange, stayChange, takesBack } from '../patient/stay-change';
import { numberOf, placeOfIdentity, toldFields } from '../patient/told-identity';
import { asSigned, mappedPrescriber, mappedWard } from './mapping-rules';
import { repairsToOpen } from './repairs-to-open';
import { isTestMessage } from './rules';
import type { OpenRepair } from './store';
import type { Understood } from './understood-message';

/** What is known where many messages are carried in; it changes with each. */
export interface Desk extends IdentityBook {
  /** By `numberKey`. */
  books: Map<string, DossierBook>;
  /** Of the newest instant of each of these dossiers, the message that came last; of a dossier that is not here, nobody has asked. */
  newestArrivals: Map<string, number>;
  prescribers: { byRpps: ReadonlyMap<string, PrescriberRecord>; byId: ReadonlyMap<string, PrescriberRecord> };
  wards: { byCode: ReadonlyMap<string, WardRecord>; byId: ReadonlyMap<string, WardRecord> };
  /** The versions that were validated with effect. */
  validated: ReadonlySet<string>;
  /** Dossiers, numbers and messages of which a laboratory was asked for a correction, and dossiers that a référent attached. */
  asked: ReadonlySet<string>;
}

/** What one message changes. */
export interface CarriedIn {
  revised: RevisedDossier;
  /** Null when the message is older than what is known of the person. */
  person: PatientRecord | null;
  stay: StayChange | null;
  repairs: OpenRepair[];
}

export const askedName = (laboratoryId: string, controlId: string): string => `${laboratoryId} message ${controlId}`;

export const wardKey = (legalEntityId: string, code: string): string => `${legalEntityId} ${code}`;

/**
 * Decides what an ordinary message changes: results of one patient for one dossier, new or his. Null for any other, which is carried in alone: movements and
 * merges, several patients or dossiers, somebody else's dossier, a doubtful or changed identity, bedside devices, what was asked to be corrected, a message that is older than what the dossier has, by its instant and, of one instant, by its arrival.
 */
export function carriedIn(making: Making, desk: Desk, message: Understood): CarriedIn | null {
  const { row, laboratory, siteId, translation, bedside } = message;
  if (bedside.heard.length > 0 || bedside.isHeldBack) return null;
  const [group, ...otherGroups] = translation.groups;
  const [dossier, ...otherDossiers] = group?.dossiers ?? [];
  if (translation.event !== null || !group || !dossier || otherGroups.length > 0 || otherDossiers.length > 0) return null;
  const sentAt = row.sentAt ?? row.receivedAt;
  const number = numberKey({ laboratoryId: laboratory.id, accessionNumber: dossier.accessionNumber });
  const known = desk.books.get(number) ?? UNBORN;
  if ([number, askedName(laboratory.id, row.controlId), known.dossier?.id ?? ''].some((name) => desk.asked.has(name))) return null;
  const identity = identityIn(making, desk, message, group.patient, dossier, sentAt);
  if (!identity) return null;
  const { person, isChanged, isGuaranteed } = identity;
  if (known.dossier && (known.dossier.lastMessageAt > sentAt || known.dossier.patientId !== person.id)) return null;
  if (known.dossier?.lastMessageAt.getTime() === sentAt.getTime() && !(row.arrival > (desk.newestArrivals.get(number) ?? Infinity))) return null;
  const isTest = isTestMessage(row.processingId);
  const prescriber = prescriberIn(desk, dossier, message);
  const ward = wardIn(desk, dossier.wardCode, message);
  const told = group.place && !isTest ? { patientId: person.id, place: group.place, wardId: ward?.id ?? null, toldAt: sentAt } : null;
  if (told && takesBack(told)) return null;
  const revised = revisedDossier(making, known, {
    laboratoryId: laboratory.id,
    legalEntityId: laboratory.legalEntityId,
    siteId,
    patientId: person.id,
    identityGuaranteed: isGuaranteed,
    isTest,
    wardId: ward?.id ?? null,
    prescriberId: prescriber?.id ?? null,
    messageId: row.id,
    sentAt,
    since: NOTHING_SINCE,
    dossier: known.dossier ? keptAsSigned(desk, known, dossier, message) : dossier,
  });
  const stay = told && stayChange(making, desk.stays.get(person.id) ?? null, null, told);
  return { revised, person: isChanged ? person : null, stay, repairs: repairsOf(message, dossier, revised.book.dossier.id, { prescriber, ward }) };
}

/** Makes the desk what it is after the message. */
export function keepOnDesk(desk: Desk, { row: { arrival } }: Pick<Understood, 'row'>, { revised, person, stay }: CarriedIn): void {
  desk.books.set(numberKey(revised.book.dossier), revised.book);
  desk.newestArrivals.set(numberKey(revised.book.dossier), arrival);
  if (person) {
    desk.people.set(identityKey(person), person);
    desk.byId.set(person.id, person);
  }
  if (stay?.current) desk.stays.set(stay.current.patientId, stay.current);
}

interface IdentityIn {
  person: PatientRecord;
  isChanged: boolean;
  isGuaranteed: boolean;
}

/** Null where it says who somebody is otherwise than was known: what follows from that reaches further than this dossier. */
function identityIn(
  making: Making,
  desk: Desk,
  { laboratory }: Understood,
  patient: Understood['translation']['groups'][number]['patient'],
  { accessionNumber }: IncomingDossier,
  sentAt: Date,
): IdentityIn | null {
  const told = { legalEntityId: laboratory.legalEntityId, patient, dossierKey: `${laboratory.finessNumber}/${accessionNumber}`, sentAt };
  const holder = isIdentityGuaranteed(patient) ? desk.people.get(identityKey(numberOf(told))) : undefined;
  const { key, standing } = placeOfIdentity(told, holder);
  const before = desk.people.get(identityKey(key));
  const fields = toldFields(told, before);
  const person = fields ? { ...(before ?? { id: making.newId(), ...key, mergedInto: null }), ...fields } : before;
  if (!person || standing === 'contradicts' || person.mergedInto !== null) return null;
  if (before && changedTraits(traitsOf(before), traitsOf(person)).length > 0) return null;
  return { person, isChanged: fields !== null, isGuaranteed: standing === 'guaranteed' };
}

function prescriberIn({ prescribers }: Desk, dossier: IncomingDossier, { mappings }: Understood): PrescriberRecord | undefined {
  return prescribers.byRpps.get(dossier.prescriberRpps) ?? prescribers.byId.get(mappedPrescriber(mappings, dossier)?.target ?? '');
}

function wardIn({ wards }: Desk, code: string, { laboratory, mappings }: Understood): WardRecord | undefined {
  return wards.byCode.get(wardKey(laboratory.legalEntityId, code)) ?? wards.byId.get(mappedWard(mappings, code)?.target ?? '');
}

function keptAsSigned(desk: Desk, known: DossierBook, dossier: IncomingDossier, { sent, mappings }: Understood): IncomingDossier {
  const [original = dossier] = sent.groups[0]?.dossiers ?? [];
  const signed = known.observations.filter(({ id }) => desk.validated.has(id)).map((row) => [row.observationKey, row.contentHash] as const);
  return signed.length === 0 ? dossier : asSigned(dossier, original, new Map(signed), mappings);
}

function repairsOf(
  { row, laboratory, translation }: Understood,
  dossier: IncomingDossier,
  dossierId: string,
  { prescriber, ward }: { prescriber: PrescriberRecord | undefined; ward: WardRecord | undefined },
): OpenRepair[] {
  const place = { messageId: row.id, laboratoryId: laboratory.id, dossierId };
  const isUnknown = !prescriber && (dossier.prescriberRpps !== '' || dossier.prescriberName !== '');
  const who: OpenRepair = { ...place, kind: 'unknown_prescriber', subject: dossier.prescriberRpps || 'sans RPPS', segment: 'OBR', field: 16 };
  const where: OpenRepair = { ...place, kind: 'unknown_ward', subject: dossier.wardCode, segment: 'PV1', field: 3 };
  return [
    ...(isUnknown ? [who] : []),
    ...(!ward && dossier.wardCode !== '' ? [where] : []),
    ...repairsToOpen(row, translation.repairs, new Map([[dossier.accessionNumber, dossierId]])),
  ];
}
