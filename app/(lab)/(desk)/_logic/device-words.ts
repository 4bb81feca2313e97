import { formatDuration, formatInstant, formatNumber, NBSP, plural } from '../../../_text/format';
import type { Device, DeviceContent } from './types';

export const DEVICE_KINDS: readonly { value: Device['kind']; label: string }[] = [
  { value: 'glucose', label: 'Lecteur de glycémie' },
  { value: 'blood-gas', label: 'Gaz du sang' },
  { value: 'coagulation', label: 'Coagulation' },
  { value: 'cardiac', label: 'Marqueurs cardiaques' },
  { value: 'haematology', label: 'Hématologie' },
  { value: 'urine', label: 'Urines' },
  { value: 'molecular', label: 'Biologie moléculaire' },
  { value: 'other', label: 'Autre' },
];

export const kindWords = (kind: Device['kind']): string => DEVICE_KINDS.find(({ value }) => value === kind)?.label ?? kind;

export const DEVICE_FILTERS = [
  { id: 'all', label: 'Tous' },
  { id: 'silent', label: 'Muets' },
  { id: 'blocked', label: 'Bloqués' },
] as const;
export type DeviceFilter = (typeof DEVICE_FILTERS)[number]['id'];

/** Those that the filter and every word of the search leave, what wants a person first. */
export function shownDevices(devices: readonly Device[], filter: DeviceFilter, search: string): Device[] {
  const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const words = plain(search).split(/\s+/).filter(Boolean);
  const rank = { silent: 0, blocked: 1, awaited: 2, heard: 3 };
  return devices
    .filter(({ state }) => filter === 'all' || state === filter)
    .filter((device) => {
      const text = plain([device.name, device.ward, device.laboratoryName, kindWords(device.kind), ...device.codes].join(' '));
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => rank[a.state] - rank[b.state] || a.name.localeCompare(b.name, 'fr'));
}

/** « muet depuis 3 h », « entendu le 27/11/2026 à 09:31 » */
export function stateWords(device: Device, now: Date): string {
  const { state, lastHeardAt, expectedSince, blockedAt, blockedByName } = device;
  switch (state) {
    case 'blocked':
      return `bloqué ${blockedAt ? formatInstant(blockedAt) : ''} par ${blockedByName ?? ''}`;
    case 'silent': {
      const since = lastHeardAt && lastHeardAt > expectedSince ? lastHeardAt : expectedSince;
      return `muet depuis ${formatDuration(now.getTime() - since.getTime())}`;
    }
    case 'awaited':
      return lastHeardAt ? 'attendu depuis son déblocage' : 'pas encore entendu';
    case 'heard':
      return 'entendu';
  }
}

export const heardWords = ({ lastHeardAt }: Device): string => (lastHeardAt ? `dernier message ${formatInstant(lastHeardAt)}` : 'aucun message reçu');

/** « alerte après 30 min de silence », and whether somebody wrote it or its rhythm says so. */
export function limitWords({ silentAfterMinutes, limitMinutes }: Device): string {
  const limit = formatDuration(limitMinutes * 60_000);
  return `alerte après ${limit} de silence${silentAfterMinutes === null ? ' (d’après son rythme)' : ''}`;
}

/** What waits of a device at the repair desk. */
export const heldBackWords = (count: number): string =>
  `${plural(count, 'message retenu attend', 'messages retenus attendent')} dans « À réparer »${NBSP}: chacun se rejoue ou s’écarte.`;

/** The form as it is filled. */
export interface DeviceDraft {
  laboratoryId: string;
  codes: string;
  name: string;
  ward: string;
  kind: Device['kind'];
  minutes: string;
}

export const draftOf = (device: Device): DeviceDraft => ({
  laboratoryId: device.laboratoryId,
  codes: device.codes.join('\n'),
  name: device.name,
  ward: device.ward,
  kind: device.kind,
  minutes: device.silentAfterMinutes === null ? '' : String(device.silentAfterMinutes),
});

/** What is still missing or wrong, in French; null when the form can be sent. */
export function missingIn({ codes, name, minutes }: Pick<DeviceDraft, 'codes' | 'name' | 'minutes'>, needsCode = true): string | null {
  if (name.trim() === '') return 'indiquez le nom';
  if (needsCode && codes.trim() === '') return 'indiquez un code';
  if (minutes.trim() === '') return null;
  const value = Number(minutes);
  return Number.isInteger(value) && value >= 5 && value <= 43_200 ? null : `silence de 5 à ${formatNumber(43_200)} minutes`;
}

export const contentOf = ({ codes, name, ward, kind, minutes }: DeviceDraft): DeviceContent => ({
  codes: codes
    .split('\n')
    .map((code) => code.trim())
    .filter(Boolean),
  name: name.trim(),
  ward: ward.trim(),
  kind,
  silentAfterMinutes: minutes.trim() === '' ? null : Number(minutes),
});
