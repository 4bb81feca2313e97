import type { DeviceKind } from '../../db/schema/inbound';
import type { IncomingDossier, IncomingObservation, IncomingRequest } from '../dossier/types';
import type { Repair, TranslatedPatientGroup, Translation } from './types';

export const DEVICE_KINDS = [
  'glucose',
  'blood-gas',
  'coagulation',
  'cardiac',
  'haematology',
  'urine',
  'molecular',
  'other',
] as const satisfies readonly DeviceKind[];

/** A declared device as far as a message meets it. */
export interface KnownDevice {
  id: string;
  codes: readonly string[];
  name: string;
  ward: string;
  isBlocked: boolean;
}

/** A message once its bedside results are told from the others. */
export interface Bedside {
  /** With origins, without a validator for what was measured at the bedside, and without the lines of blocked devices. */
  translation: Translation;
  /** Devices that spoke, in the order of the message; blocked ones too. */
  heard: string[];
  /** Lines were left out because their device is blocked: the message is not done. */
  isHeldBack: boolean;
}

const MARK = 'biologie délocalisée';
const LONGEST_CODE = 200;

/** « Lecteur de glycémie 3 · Réanimation (biologie délocalisée) »: what is shown with every result of the device. */
export const originOf = ({ name, ward }: Pick<KnownDevice, 'name' | 'ward'>): string => `${ward === '' ? name : `${name} · ${ward}`} (${MARK})`;

/**
 * Tells the results of bedside devices from those of the laboratory: each gets its origin and waits for a biologist, whatever the device or the LIS says of a
 * validation. Those of a blocked device stay out, the rest of the message goes on. A device that says it is one but is not declared goes on too, and is told.
 * Pure: the caller reads the devices before and keeps what was heard afterwards.
 * @see GBUI XIII-2.1, XIII-2.4, XIII-2.6
 */
export function bedsideOf(sent: Translation, devices: readonly KnownDevice[]): Bedside {
  const byCode = new Map(devices.flatMap((device) => device.codes.map((code) => [keyOf(code), device] as const)));
  const heard = new Set<string>();
  const unknown = new Map<string, Repair>();
  const emptied = new Set<string>();
  let isHeldBack = false;
  if (sent.event !== null) return { translation: sent, heard: [], isHeldBack };

  const read = (observation: IncomingObservation, accessionNumber: string): IncomingObservation | null => {
    const device = namesOf(observation, sent.sender)
      .map((name) => byCode.get(keyOf(name)))
      .find((known) => known !== undefined);
    if (device) {
      heard.add(device.id);
      if (!device.isBlocked) return { ...observation, origin: originOf(device), lisValidator: null };
      isHeldBack = true;
      return null;
    }
    if (observation.origin === '' && !sent.sender.isBedside) return observation;
    const subject = ownName(observation, sent.sender);
    unknown.set(keyOf(subject), { kind: 'unknown_device', subject, segment: 'OBX', field: 18, accessionNumber });
    return { ...observation, origin: marked(observation.origin || subject), lisValidator: null };
  };
  const groups = sent.groups.map((group) => withDossiers(group, read, emptied));
  // What a held-back dossier asked to mend is asked again when it goes in.
  const repairs = sent.repairs.filter(({ accessionNumber }) => !emptied.has(accessionNumber));
  return { translation: { ...sent, groups, repairs: [...repairs, ...unknown.values()] }, heard: [...heard], isHeldBack };
}

type Read = (observation: IncomingObservation, accessionNumber: string) => IncomingObservation | null;

function withDossiers(group: TranslatedPatientGroup, read: Read, emptied: Set<string>): TranslatedPatientGroup {
  const dossiers = group.dossiers.flatMap((dossier): IncomingDossier[] => {
    const requests = dossier.requests.flatMap((request): IncomingRequest[] => {
      const observations = request.observations.map((observation) => read(observation, dossier.accessionNumber)).filter((kept) => kept !== null);
      // A request of which everything is held back says nothing yet; one that came without results still does.
      return observations.length === 0 && request.observations.length > 0 ? [] : [{ ...request, observations }];
    });
    if (requests.length > 0 || dossier.requests.length === 0) return [{ ...dossier, requests }];
    emptied.add(dossier.accessionNumber);
    return [];
  });
  return { ...group, dossiers };
}

/** By what a device may be declared, what says most of the single result first. */
const namesOf = ({ equipment, origin }: IncomingObservation, { application, facility }: Translation['sender']): string[] =>
  [equipment, origin, application === '' ? '' : `${application}/${facility}`, application].filter((name) => name !== '');

/** What an undeclared device is called until it is declared. */
const ownName = ({ equipment, origin }: IncomingObservation, { application }: Translation['sender']): string =>
  (equipment || origin || application || 'sans nom').slice(0, LONGEST_CODE);

const marked = (text: string): string => (text.toLowerCase().includes('délocalisé') ? text : `${text} (${MARK})`);

/** Codes are compared without regard to capitals and surrounding blanks. */
export const keyOf = (code: string): string => code.trim().toUpperCase();

/** What a person says of a device. */
export interface DeviceContent {
  codes: string[];
  name: string;
  ward: string;
  kind: DeviceKind;
  silentAfterMinutes: number | null;
}

/** The same as it is kept: without surrounding blanks, each code once. */
export function contentOf(said: DeviceContent): DeviceContent {
  const codes = new Map(said.codes.map((code) => code.trim()).flatMap((code) => (code === '' ? [] : [[keyOf(code), code] as const])));
  return { ...said, name: said.name.trim(), ward: said.ward.trim(), codes: [...codes.values()] };
}

const DAY_MINUTES = 1440;
const LEAST_MINUTES = 60;
/** Fewer days than these make no rhythm. */
const LEAST_DAYS = 5;

/**
 * After how many minutes without a word a device is silent: what was written down, else a quarter more than its second longest pause of the last two weeks, each day
 * counting once, so that nights and weekends are no alarm and a single past failure does not hide the next one. Of an unknown rhythm a day.
 */
export function silenceLimitOf({ silentAfterMinutes }: { silentAfterMinutes: number | null }, dailyPauses: readonly number[]): number {
  if (silentAfterMinutes !== null) return silentAfterMinutes;
  const [, second] = [...dailyPauses].sort((a, b) => b - a);
  if (dailyPauses.length < LEAST_DAYS || second === undefined) return DAY_MINUTES;
  return Math.max(LEAST_MINUTES, Math.ceil(second * 1.25));
}

export type DeviceState = 'heard' | 'silent' | 'awaited' | 'blocked';

export interface DeviceLife {
  lastHeardAt: Date | null;
  expectedSince: Date;
  blockedAt: Date | null;
}

/** Since when nothing has come of it that should have. */
export const quietSince = ({ lastHeardAt, expectedSince }: DeviceLife): Date =>
  lastHeardAt !== null && lastHeardAt > expectedSince ? lastHeardAt : expectedSince;

/** A blocked device owes nothing; one that was never heard is awaited until its limit, and silent afterwards like the others. */
export function deviceStateOf(device: DeviceLife, limitMinutes: number, now: Date): DeviceState {
  if (device.blockedAt !== null) return 'blocked';
  if (now.getTime() - quietSince(device).getTime() > limitMinutes * 60_000) return 'silent';
  return device.lastHeardAt === null ? 'awaited' : 'heard';
}
