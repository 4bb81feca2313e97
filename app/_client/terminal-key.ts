'use client';

import { KEPT_DATABASE } from './forget-device';
import { trpcClient } from './trpc';

const STORE = 'keys';
const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/**
 * Makes this device known by a key of its own, which no script can read out, before anybody logs in. Never in the way: a browser that keeps no key, or a server that
 * does not answer, leaves the device known by its address and name. Answers whether the terminal is blocked.
 */
export async function proveTerminal(): Promise<{ isBlocked: boolean }> {
  try {
    const standing = await trpcClient.terminal.standing.query();
    if (standing.isBlocked || standing.isProven) return standing;
    const pair = await ownKey();
    const publicKey = base64Url(await crypto.subtle.exportKey('spki', pair.publicKey));
    const { challenge } = await trpcClient.terminal.askProof.mutate();
    const statement = new TextEncoder().encode(`relais terminal v1\n${window.location.origin}\n${challenge}`);
    const signature = base64Url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, statement));
    const { isActive } = await trpcClient.terminal.prove.mutate({ publicKey, challenge, signature });
    return { isBlocked: !isActive };
  } catch {
    return { isBlocked: false };
  }
}

/** The key that this browser made once; it can sign and can never be taken out. */
async function ownKey(): Promise<CryptoKeyPair> {
  const database = await opened();
  try {
    const kept = await answered<CryptoKeyPair | undefined>(database.transaction(STORE).objectStore(STORE).get('own'));
    if (kept) return kept;
    const made = await crypto.subtle.generateKey(KEY, false, ['sign', 'verify']);
    await answered(database.transaction(STORE, 'readwrite').objectStore(STORE).put(made, 'own'));
    return made;
  } finally {
    database.close();
  }
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(KEPT_DATABASE, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
  return answered(request);
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('storage')));
  });
}

function base64Url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
