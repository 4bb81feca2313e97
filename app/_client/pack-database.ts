import type { PackClock } from './pack-clock';
import type { Sealed } from './pack-crypto';

/** Its key is in memory: the database goes with every lock. */
export const MEMORY_PACK = 'relais-pack';
/** Its key comes from the passkey: a screen that locks alone leaves it, a log-off does not. */
export const KEPT_PACK = 'relais-pack-kept';
export type PackPlace = typeof MEMORY_PACK | typeof KEPT_PACK;

/** What lies beside the sealed records in clear, and says nothing of anybody but that there is a pack. */
export interface PackHeader {
  packId: string;
  /** Hash of who it belongs to, so that it goes when somebody else comes in. */
  holder: string;
  clock: PackClock;
  salt: Uint8Array<ArrayBuffer>;
  /** The passkey whose secret opens it; '' when its key is in memory. */
  credentialId: string;
  idleMs: number;
  intents: number;
}

const STORE = 'records';
const HEADER = 'header';

/** Null when there is none, or a browser that keeps none. Never makes one by looking. */
export async function readHeader(place: PackPlace): Promise<PackHeader | null> {
  if (!('indexedDB' in globalThis) || !(await isThere(place))) return null;
  return within(place, 'readonly', (store) => store.get(HEADER) as IDBRequest<PackHeader | undefined>).then((header) => header ?? null);
}

export const writeHeader = (place: PackPlace, header: PackHeader): Promise<unknown> => within(place, 'readwrite', (store) => store.put(header, HEADER));

export const readRecord = (place: PackPlace, name: string): Promise<Sealed | undefined> =>
  within(place, 'readonly', (store) => store.get(name) as IDBRequest<Sealed | undefined>);

export const writeRecord = (place: PackPlace, name: string, sealed: Sealed): Promise<unknown> => within(place, 'readwrite', (store) => store.put(sealed, name));

export const dropRecord = (place: PackPlace, name: string): Promise<unknown> => within(place, 'readwrite', (store) => store.delete(name));

export const recordNames = async (place: PackPlace): Promise<string[]> =>
  (await within(place, 'readonly', (store) => store.getAllKeys())).map(String).filter((name) => name !== HEADER);

/** The whole of it, at once. */
export function dropPack(place: PackPlace): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(place);
    for (const kind of ['success', 'error', 'blocked']) request.addEventListener(kind, () => resolve());
  });
}

async function isThere(place: PackPlace): Promise<boolean> {
  return ((await indexedDB.databases?.()) ?? []).some(({ name }) => name === place);
}

let isShut = false;

/** From now on this page keeps nothing any more: what was on its way when somebody left does not come back after all was cleared. */
export const shutPacks = (): void => {
  isShut = true;
};

/** Opens, asks and closes: a database that nobody holds open is deleted at once. */
async function within<T>(place: PackPlace, mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  if (isShut) throw new Error('this page was left');
  const request = indexedDB.open(place, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
  const database = await answered(request);
  try {
    return await answered(ask(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('storage')));
  });
}
