'use client';

import { useSyncExternalStore } from 'react';
import { clockAt, isOver, type Look, looked, type PackClock, serverTimeOf } from './pack-clock';
import { memoryKey, passkeyKey, seal, unseal } from './pack-crypto';
import {
  dropPack,
  dropRecord,
  KEPT_PACK,
  MEMORY_PACK,
  type PackHeader,
  type PackPlace,
  readHeader,
  readRecord,
  recordNames,
  writeHeader,
  writeRecord,
} from './pack-database';
import type { PackContent, PackedDossier, PreparedIntent, TakenPack } from './pack-types';
import { askSecret, type PasskeySecret } from './passkey-secret';

interface Open {
  place: PackPlace;
  key: CryptoKey;
  header: PackHeader;
  content: PackContent;
  intents: readonly PreparedIntent[];
}

export interface PackState {
  /** `locked`: there is one that the passkey opens; `elsewhere`: another tab has it. */
  standing: 'none' | 'locked' | 'open' | 'elsewhere';
  header: PackHeader | null;
  content: PackContent | null;
  intents: readonly PreparedIntent[];
}

const NOTHING: PackState = { standing: 'none', header: null, content: null, intents: [] };

let open: Open | null = null;
let state: PackState = NOTHING;
let lookedAt: number | null = null;
const listeners = new Set<() => void>();

function tell(next: PackState): void {
  state = next;
  for (const listener of listeners) listener();
}

const tellOpen = (): void => {
  if (open) tell({ standing: 'open', header: open.header, content: open.content, intents: open.intents });
};

/** The pack of this tablet as it stands; nothing of it is decrypted but what is on the screen. */
export const usePack = (): PackState =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
    () => NOTHING,
  );

export const packState = (): PackState => state;
export const tellElsewhere = (): void => tell({ ...NOTHING, standing: 'elsewhere' });

function lookNow(): Look {
  const monotonic = performance.now();
  const since = lookedAt === null ? 0 : monotonic - lookedAt;
  lookedAt = monotonic;
  return { wall: Date.now(), since };
}

/** The server's time as far as this tablet knows it. */
export const timeOfPack = (clock: PackClock): Date =>
  new Date(serverTimeOf(clock, { wall: Date.now(), since: lookedAt === null ? 0 : performance.now() - lookedAt }));

/** Looks at both clocks, keeps what was seen, and empties the tablet when the pack is over; answers whether it was. */
export async function lookAtClock(): Promise<boolean> {
  const place = open?.place ?? KEPT_PACK;
  const header = open?.header ?? (await readHeader(KEPT_PACK));
  if (!header) return false;
  const look = lookNow();
  if (isOver(header.clock, look)) {
    await wipePack();
    return true;
  }
  const kept = { ...header, clock: looked(header.clock, look) };
  if (open) open.header = kept;
  await writeHeader(place, kept);
  return false;
}

const nameIn = (packId: string, name: string): string => `${packId}/${name}`;
const cardName = (dossierId: string): string => `card:${dossierId}`;

interface Keeping {
  name: string;
  /** Who it belongs to, for nobody to read. */
  tag: (salt: Uint8Array) => Promise<string>;
  idleMs: number;
}

/** Puts what the server gave where it is kept, sealed; what it did not give again stays as it is, and what is neither in the list nor under an intent goes. */
export async function keepTaken(taken: TakenPack, { name, tag, idleMs }: Keeping): Promise<void> {
  const isNew = taken.secret !== null || open === null;
  if (isNew) await wipePack();
  const salt = open?.header.salt ?? crypto.getRandomValues(new Uint8Array(32));
  const place = open?.place ?? MEMORY_PACK;
  const key = open?.key ?? (await memoryKey());
  const intents = open?.intents ?? [];
  const displayed = { ...open?.content.displayed };
  for (const packed of taken.dossiers) {
    await writeRecord(place, cardName(packed.dossierId), await seal(key, nameIn(taken.packId, cardName(packed.dossierId)), packed));
    displayed[packed.dossierId] = packed.card.displayed;
  }
  const wanted = new Set([...taken.entries, ...intents].map(({ dossierId }) => dossierId));
  for (const dossierId of Object.keys(displayed).filter((id) => !wanted.has(id))) {
    await dropRecord(place, cardName(dossierId));
    delete displayed[dossierId];
  }
  const content: PackContent = {
    name,
    secret: taken.secret ?? open?.content.secret ?? '',
    takenAt: taken.now,
    entries: taken.entries.filter(({ dossierId }) => displayed[dossierId] !== undefined),
    notCarried: taken.notCarried,
    duty: taken.duty,
    displayed,
  };
  lookNow();
  const header: PackHeader = {
    packId: taken.packId,
    holder: open?.header.holder ?? (await tag(salt)),
    clock: clockAt(taken, Date.now()),
    salt,
    credentialId: open?.header.credentialId ?? '',
    idleMs,
    intents: intents.length,
  };
  open = { place, key, header, content, intents };
  await writeRecord(place, 'index', await seal(key, nameIn(taken.packId, 'index'), content));
  await writeHeader(place, header);
  tellOpen();
}

/** The server was heard: the pack lives on until then. */
export async function noteHeard(now: Date, expiresAt: Date): Promise<void> {
  if (!open) return;
  lookNow();
  const { madeAt, endsAt } = open.header.clock;
  open.header = { ...open.header, clock: clockAt({ madeAt: new Date(madeAt), endsAt: new Date(endsAt), now, expiresAt }, Date.now()) };
  await writeHeader(open.place, open.header);
  tellOpen();
}

/** Opens one dossier of the pack; null when it is not in it, or the pack is over. */
export async function readPacked(dossierId: string): Promise<PackedDossier | null> {
  if (!open || (await lookAtClock()) || !open) return null;
  const sealed = await readRecord(open.place, cardName(dossierId));
  return sealed ? unseal<PackedDossier>(open.key, nameIn(open.header.packId, cardName(dossierId)), sealed) : null;
}

/** Keeps what was prepared, sealed like the rest. */
export async function keepIntents(intents: readonly PreparedIntent[]): Promise<void> {
  if (!open) return;
  const { key, place, header } = open;
  await writeRecord(place, 'intents', await seal(key, nameIn(header.packId, 'intents'), intents));
  open = { ...open, intents, header: { ...header, intents: intents.length } };
  await writeHeader(place, open.header);
  tellOpen();
}

/** Seals everything anew with the key that the passkey gives: from now on the pack can be opened again after a lock. */
export async function adoptSecret({ credentialId, secret }: PasskeySecret): Promise<void> {
  if (!open || open.place === KEPT_PACK) return;
  const { key: old, header, place } = open;
  const key = await passkeyKey(secret, header.salt);
  await dropPack(KEPT_PACK);
  for (const name of await recordNames(place)) {
    const sealed = await readRecord(place, name);
    if (sealed) await writeRecord(KEPT_PACK, name, await seal(key, nameIn(header.packId, name), await unseal(old, nameIn(header.packId, name), sealed)));
  }
  open = { ...open, place: KEPT_PACK, key, header: { ...open.header, credentialId } };
  await writeHeader(KEPT_PACK, open.header);
  await dropPack(MEMORY_PACK);
  tellOpen();
}

/** Finds what a lock left, without opening it. What belongs to somebody else, or is over, goes. */
export async function findKept(isHolder: (header: PackHeader) => Promise<boolean>): Promise<PackHeader | null> {
  if (open) return open.header;
  await dropPack(MEMORY_PACK);
  const header = await readHeader(KEPT_PACK);
  if (!header) return null;
  if (isOver(header.clock, lookNow()) || !(await isHolder(header))) {
    await wipePack();
    return null;
  }
  tell({ standing: 'locked', header, content: null, intents: [] });
  return header;
}

/** Opens with the passkey what a lock left; null when she gave up, or another passkey answered. */
export async function unlockPack(): Promise<boolean> {
  const header = await readHeader(KEPT_PACK);
  if (!header || isOver(header.clock, lookNow())) {
    await wipePack();
    return false;
  }
  const given = await askSecret([header.credentialId]);
  if (!given) return false;
  const key = await passkeyKey(given.secret, header.salt);
  const [index, intents] = [await readRecord(KEPT_PACK, 'index'), await readRecord(KEPT_PACK, 'intents')];
  if (!index) return false;
  open = {
    place: KEPT_PACK,
    key,
    header,
    content: await unseal<PackContent>(key, nameIn(header.packId, 'index'), index),
    intents: intents ? await unseal<PreparedIntent[]>(key, nameIn(header.packId, 'intents'), intents) : [],
  };
  tellOpen();
  return true;
}

/** Closes it: what only memory opened is gone, the rest waits for the passkey. */
export async function lockPack(): Promise<void> {
  if (open?.place !== KEPT_PACK) return wipePack();
  const { header } = open;
  open = null;
  tell({ standing: 'locked', header, content: null, intents: [] });
}

/** Leaves nothing of it, with or without a link. */
export async function wipePack(): Promise<void> {
  open = null;
  await Promise.all([dropPack(MEMORY_PACK), dropPack(KEPT_PACK)]);
  tell(NOTHING);
}
