import superjson from 'superjson';

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

const AES = { name: 'AES-GCM', length: 256 } as const;
const INFO = new TextEncoder().encode('relais pack v1');

/** A key that no script can read out and that dies with this document: what is sealed by it is lost at the first lock. */
export const memoryKey = (): Promise<CryptoKey> => crypto.subtle.generateKey(AES, false, ['encrypt', 'decrypt']);

/**
 * The key of one pack from what the passkey's own secret gives, which only the person's verification lets out: opened again after a lock, on this device, by this passkey.
 * @see W3C WebAuthn level 3, 10.1.4 (prf); RFC 5869
 */
export async function passkeyKey(secret: ArrayBuffer, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info: INFO }, base, AES, false, ['encrypt', 'decrypt']);
}

/** Seals a value under its name: under another name, or in another pack, it does not open. */
export async function seal(key: CryptoKey, name: string, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(superjson.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) }, key, text) };
}

/** Opens what was sealed; throws for another key, another name, or one bit that differs. */
export async function unseal<T>(key: CryptoKey, name: string, { iv, data }: Sealed): Promise<T> {
  const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) }, key, data);
  return superjson.parse<T>(new TextDecoder().decode(opened));
}
