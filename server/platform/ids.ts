import { hash, randomBytes } from 'node:crypto';
import { v5, v7 } from 'uuid';

/** A key that sorts by its time. */
export const newId = (): string => v7();

const NAMESPACE = '3f1c1f0e-57a4-4a8e-9a34-0d7f6b9d5c11';

/** The same parts always give the same key: a repeated command finds what the first one made. */
export const derivedId = (...parts: string[]): string => v5(parts.join('\u001f'), NAMESPACE);

/** 256 bits for a link, a session or a ticket; only its hash is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Hexadecimal SHA-256. */
export const sha256 = (data: string | Uint8Array): string => hash('sha256', data, 'hex');
