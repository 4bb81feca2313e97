/** What keeps a watched folder from being read, wholly or in part; the French sentences are on the page of doors. */
export const FOLDER_PROBLEMS = ['absent', 'outside', 'not-writable', 'refused-names', 'not-stored'] as const;
export type FolderProblem = (typeof FOLDER_PROBLEMS)[number];

/** The folder that Relais works in, by what each holds. */
export const PLACES = { taking: 'en-cours', done: 'traites', answers: 'accuses', errors: 'erreurs' } as const;

export const MAX_FILE_BYTES = 32 * 1024 * 1024;
const STABLE_MS = 1000;
const LONGEST_NAME = 200;
const LONGEST_PATH = 400;
const MESSAGE = /\.(?:hl7|er7|txt|oru|adt)$/i;
const UNFINISHED = /\.(?:tmp|part|filepart)$/i;
/** Names that Windows keeps for devices, with whatever extension. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that NTFS refuses.
const FORBIDDEN = /[\u0000-\u001f<>:"|?*\\/\u007f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what MLLP frames are made of.
const FRAME_EDGE = /\u001c\r?\n?|\u000b/;

/**
 * `message`: to be taken; `refused`: would be one, but its name cannot be carried safely to the other system (NTFS devices, colons, blanks or dots at the end);
 * `other`: no business of Relais, or not finished yet. Accents stay as they came, composed or not: the name is the LIS's.
 */
export function kindOfName(name: string): 'message' | 'refused' | 'other' {
  if (/^[.~]/.test(name) || UNFINISHED.test(name)) return 'other';
  if (![name.replace(/[. ]+$/, ''), name.replace(/:.*$/, '')].some((bareName) => MESSAGE.test(bareName))) return 'other';
  if (/[. ]$/.test(name) || FORBIDDEN.test(name) || RESERVED.test(name) || Buffer.byteLength(name) > LONGEST_NAME || name.includes('\uFFFD')) return 'refused';
  return 'message';
}

/** How a file looked, and since when it looks so. */
export interface Look {
  size: number;
  modifiedMs: number;
  sinceMs: number;
}

/** The look to remember: the clock starts again with every change. */
export function lookAgain(before: Look | undefined, now: Look): Look {
  return before && before.size === now.size && before.modifiedMs === now.modifiedMs ? before : now;
}

/** A file is whole once it has not changed, neither its size nor its time, for a second and more; an empty one is not. */
export const isStable = (look: Look, nowMs: number): boolean => look.size > 0 && nowMs - look.sinceMs >= STABLE_MS;

export const answerName = (name: string): string => `${name}.ack`;
export const errorName = (name: string): string => `${name}.txt`;

/** `NAME`, or `NAME-2`, `NAME-3`… before the extension: the first that is free. */
export function freeName(name: string, isTaken: (candidate: string) => boolean): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let candidate = name;
  for (let count = 2; isTaken(candidate); count += 1) candidate = `${stem}-${count}${extension}`;
  return candidate;
}

export const rootsOf = (setting: string | undefined): string[] =>
  (setting ?? '')
    .split(':')
    .filter((root) => root !== '')
    .map(bare);

/** An absolute path as it is kept, or null when it is none: no way upwards, no control character, none of Relais's own subfolders. */
export function folderPath(text: string): string | null {
  const path = bare(text.trim());
  const parts = path.split('/');
  const isOdd = parts.includes('..') || parts.includes('.') || FORBIDDEN.test(path.replaceAll('/', '')) || path.length > LONGEST_PATH;
  const isOwn = Object.values<string>(PLACES).some((place) => parts.includes(place));
  return path.startsWith('/') && path !== '/' && !isOdd && !isOwn ? path : null;
}

export const isUnder = (roots: readonly string[], path: string): boolean => roots.some((root) => path === root || path.startsWith(`${root}/`));

/** The messages of a file: what MLLP frames hold when the LIS wrote its frames as they are, else the whole file. What stands between frames is kept too. */
export function framesIn(bytes: Buffer): Buffer[] {
  if (bytes[0] !== 0x0b) return [bytes];
  const frames = bytes
    .toString('latin1')
    .split(FRAME_EDGE)
    .filter((text) => text.trim() !== '');
  return frames.length > 0 ? frames.map((text) => Buffer.from(text, 'latin1')) : [bytes];
}

function bare(path: string): string {
  return path.replaceAll(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
}
