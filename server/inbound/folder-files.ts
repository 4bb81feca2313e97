import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, realpath, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../platform/fault';
import { type FolderProblem, isUnder, MAX_FILE_BYTES, PLACES } from './folder-rules';

/** What the system says of a file that another machine still holds open, or took away meanwhile. */
const BUSY = new Set(['EBUSY', 'EACCES', 'EPERM', 'ETXTBSY', 'ENOENT']);

/**
 * The folder's true path with its subfolders made, or why it cannot be worked in. It must lie below one of the operator's roots once every link is followed; a subfolder
 * that is a link is not followed.
 */
export async function openPlace(path: string, roots: readonly string[]): Promise<{ path: string } | FolderProblem> {
  const real = await realpath(path).catch(() => null);
  if (real === null || !(await lstat(real)).isDirectory()) return isUnder(roots, path) ? 'absent' : 'outside';
  const trueRoots = await Promise.all(roots.map((root) => realpath(root).catch(() => root)));
  if (!isUnder(trueRoots, real)) return 'outside';
  for (const place of Object.values(PLACES)) if (!(await isFolder(join(real, place)))) return 'not-writable';
  return { path: real };
}

/** Makes the folder when it is absent; false when it is anything else than a folder, or cannot be made. */
async function isFolder(path: string): Promise<boolean> {
  const made = await mkdir(path).then(
    () => true,
    (error) => codeOf(error) === 'EEXIST',
  );
  return made && (await lstat(path)).isDirectory();
}

export interface FoundFile {
  name: string;
  size: number;
  modifiedMs: number;
}

/** The plain files of a folder: no folders, no links, nothing else. */
export async function filesIn(path: string): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const name of (await readdir(path)).toSorted()) {
    const stat = await lstat(join(path, name)).catch(() => null);
    if (stat?.isFile()) found.push({ name, size: stat.size, modifiedMs: stat.mtimeMs });
  }
  return found;
}

export const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** Takes a file out of its writer's sight in one step; false when somebody still holds it: the next scan tries again. */
export async function takeFile(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (BUSY.has(codeOf(error))) return false;
    throw error;
  }
}

/** The bytes of a plain file; null when it is larger than what is taken. A link put in its place meanwhile is not followed. */
export async function readFileOf(path: string): Promise<Buffer | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const stat = await file.stat();
    return stat.size > MAX_FILE_BYTES ? null : await file.readFile();
  } finally {
    await file.close();
  }
}

/** Writes a file that nobody ever sees half: under another name first, on the disk, then renamed. */
export async function writeWhole(folder: string, name: string, bytes: Buffer | string): Promise<void> {
  const unfinished = join(folder, `${name}.tmp`);
  const file = await open(unfinished, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW, 0o660);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, join(folder, name));
}

export async function moveInto(from: string, folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await rename(from, join(folder, name));
}
