import type { Transaction } from '../../db/client';
import { readLaboratory, readPrescribersAmong, readSiteOfLaboratory, readWardsAmong } from '../directory/read-directory';
import { lockDossierBooks, numberKey } from '../dossier/dossier-books';
import { readAttachedAmong } from '../dossier/read-attachment';
import { lockIdentityBook } from '../patient/identity-book';
import { numberOf } from '../patient/told-identity';
import { assert } from '../platform/assert';
import { readValidatedAmong } from '../validation/read-decisions';
import { newestArrivals } from './arrival-store';
import { askedName, type Desk, wardKey } from './carried-in';
import { askedDossiers, askedMessages } from './correction-store';
import { knownDevices } from './device-store';
import { mappedPrescriber, mappedWard } from './mapping-rules';
import { readMappings } from './read-mappings';
import { profileById } from './store';
import { numbersIn } from './touched';
import type { SenderFacts, Understood } from './understood-message';

/** What senders are, by profile; each is read once. */
export async function readSenders(tx: Transaction, profileIds: Iterable<string>): Promise<Map<string, SenderFacts>> {
  const senders = new Map<string, SenderFacts>();
  for (const id of new Set(profileIds)) {
    const profile = await profileById(tx, id);
    const laboratory = profile ? await readLaboratory(tx, profile.laboratoryId) : null;
    const site = laboratory ? await readSiteOfLaboratory(tx, laboratory.id) : null;
    assert(profile && laboratory && site, 'a profile has its laboratory and its site');
    const [mappings, devices] = [await readMappings(tx, laboratory.id), await knownDevices(tx, laboratory.id)];
    senders.set(id, { profile, laboratory, siteId: site.id, mappings, devices });
  }
  return senders;
}

/** Everything that these messages may change or rest on, read by as many statements as there are tables, and locked. */
export async function lockDesk(tx: Transaction, messages: readonly Understood[]): Promise<Desk> {
  const books = await lockDossierBooks(tx, messages.flatMap(numbersIn));
  const holders = [...books.values()].flatMap(({ dossier }) => dossier?.patientId ?? []);
  const identities = await lockIdentityBook(tx, messages.flatMap(identitiesIn), holders);
  const [names, validated, asked, newest] = await Promise.all([
    readNames(tx, messages),
    readSigned(tx, messages, books),
    readAsked(tx, messages, books),
    readNewestArrivals(tx, messages, books),
  ]);
  return { books, newestArrivals: newest, ...identities, ...names, validated, asked };
}

/** Of the dossiers of which a message has the instant of the newest one: only there it counts. */
async function readNewestArrivals(tx: Transaction, messages: readonly Understood[], books: Desk['books']): Promise<Map<string, number>> {
  const wanted = new Map(
    messages.flatMap((message) =>
      numbersIn(message).flatMap((number) => {
        const at = books.get(numberKey(number))?.dossier?.lastMessageAt;
        const sentAt = message.row.sentAt ?? message.row.receivedAt;
        return at?.getTime() === sentAt.getTime() ? [[numberKey(number), { ...number, at: sentAt }] as const] : [];
      }),
    ),
  );
  return new Map((await newestArrivals(tx, [...wanted.values()])).map((found) => [numberKey(found), found.arrival]));
}

/** The rows under which the persons of a message may be found: their number, and the lone one of each dossier. */
function identitiesIn({ laboratory, translation }: Understood) {
  const { legalEntityId, finessNumber } = laboratory;
  return translation.groups.flatMap(({ patient, dossiers }) => {
    const number = numberOf({ legalEntityId, patient });
    return [number, ...dossiers.map(({ accessionNumber }) => ({ ...number, loneDossier: `${finessNumber}/${accessionNumber}` }))];
  });
}

async function readNames(tx: Transaction, messages: readonly Understood[]): Promise<Pick<Desk, 'prescribers' | 'wards'>> {
  const sent = messages.flatMap((message) => message.translation.groups.flatMap(({ dossiers }) => dossiers.map((dossier) => ({ message, dossier }))));
  const prescribers = await readPrescribersAmong(tx, {
    rppsNumbers: sent.flatMap(({ dossier }) => dossier.prescriberRpps || []),
    ids: sent.flatMap(({ message, dossier }) => mappedPrescriber(message.mappings, dossier)?.target ?? []),
  });
  const wards = await readWardsAmong(tx, {
    codes: sent.flatMap(({ dossier }) => dossier.wardCode || []),
    ids: sent.flatMap(({ message, dossier }) => mappedWard(message.mappings, dossier.wardCode)?.target ?? []),
  });
  return {
    prescribers: { byRpps: new Map(prescribers.map((row) => [row.rppsNumber, row])), byId: new Map(prescribers.map((row) => [row.id, row])) },
    wards: { byCode: new Map(wards.map((row) => [wardKey(row.legalEntityId, row.code), row])), byId: new Map(wards.map((row) => [row.id, row])) },
  };
}

/** What a laboratory was asked to correct, and what a référent has attached: whatever speaks of it is looked at by itself. */
async function readAsked(tx: Transaction, messages: readonly Understood[], books: Desk['books']): Promise<Set<string>> {
  const kept = await askedMessages(tx, new Set(messages.map(({ laboratory }) => laboratory.id)));
  const dossierIds = [...books.values()].flatMap(({ dossier }) => dossier?.id ?? []);
  const names = kept.flatMap(({ laboratoryId, controlId, accessionNumbers }) => {
    const laboratory = laboratoryId ?? '';
    return [askedName(laboratory, controlId), ...accessionNumbers.map((accessionNumber) => numberKey({ laboratoryId: laboratory, accessionNumber }))];
  });
  return new Set([...names, ...(await askedDossiers(tx, dossierIds)), ...(await readAttachedAmong(tx, dossierIds))]);
}

/** Nothing is looked up where no mapping was ever made: what was signed can then read in no other way. */
async function readSigned(tx: Transaction, messages: readonly Understood[], books: Desk['books']): Promise<Set<string>> {
  if (messages.every(({ mappings }) => mappings.formerly.size === 0)) return new Set();
  return readValidatedAmong(
    tx,
    [...books.values()].flatMap(({ observations }) => observations.map(({ id }) => id)),
  );
}
