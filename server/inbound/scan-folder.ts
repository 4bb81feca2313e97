import { join } from 'node:path';
import { type AckRead, readAck } from '../hl7/ack';
import { decodeBytes } from '../hl7/charset';
import { parseMessage } from '../hl7/grammar';
import type { Context } from '../platform/context';
import { codeOf } from '../platform/fault';
import { newId, sha256 } from '../platform/ids';
import { announce } from '../platform/live';
import { log } from '../platform/log';
import { dayOf } from '../platform/paris-days';
import { exists, filesIn, moveInto, openPlace, readFileOf, takeFile, writeWhole } from './folder-files';
import {
  answerName,
  errorName,
  type FolderProblem,
  framesIn,
  freeName,
  isStable,
  kindOfName,
  type Look,
  lookAgain,
  MAX_FILE_BYTES,
  PLACES,
} from './folder-rules';
import { saveFile, type WatchedFolderRow } from './folder-store';
import { errorText, isRefusal, tooLargeText } from './folder-texts';
import { receiveFrame } from './receive-frame';

export interface ScanSettings {
  roots: readonly string[];
  acceptsTests: boolean;
  /** How each file looked at the last scan of this folder; kept by the caller from scan to scan. */
  looks: Map<string, Look>;
}
type Folder = Pick<WatchedFolderRow, 'id' | 'laboratoryId' | 'path'>;

/**
 * One scan: what a death or a refusal of the database left in `en-cours` first, then what came and is whole. A file is moved only after its message is committed
 * and its answer written, and whatever is taken twice is known by its bytes: no step between lets a message be lost or counted twice.
 * @returns what kept the folder from being read wholly, or null
 */
export async function scanFolder(ctx: Context, folder: Folder, settings: ScanSettings): Promise<FolderProblem | null> {
  const place = await openPlace(folder.path, settings.roots);
  if (typeof place === 'string') return place;
  const taking = join(place.path, PLACES.taking);
  let problem: FolderProblem | null = null;
  const carryIn = async (name: string) => {
    try {
      await carryFile(ctx, folder, place.path, name, settings.acceptsTests);
    } catch (error) {
      // The file stays where it is and is taken again by the next scan; the others go on.
      log('error', 'folder.not-stored', { folder: folder.id, code: codeOf(error) });
      problem = 'not-stored';
    }
  };
  for (const { name } of await filesIn(taking)) await carryIn(name);
  const came = await filesIn(place.path);
  if (came.some(({ name }) => kindOfName(name) === 'refused')) problem ??= 'refused-names';
  for (const name of wholeOnes(ctx, came, settings.looks)) {
    const own = await freeNameIn(place.path, name);
    if (await takeFile(join(place.path, name), join(taking, own))) await carryIn(own);
  }
  return problem;
}

/** Names of the messages that did not change since the scan before; what is gone is forgotten. */
function wholeOnes(ctx: Context, came: Awaited<ReturnType<typeof filesIn>>, looks: Map<string, Look>): string[] {
  const nowMs = ctx.now().getTime();
  const messages = came.filter(({ name }) => kindOfName(name) === 'message');
  for (const name of looks.keys()) if (!messages.some((file) => file.name === name)) looks.delete(name);
  return messages.flatMap(({ name, size, modifiedMs }) => {
    const look = lookAgain(looks.get(name), { size, modifiedMs, sinceMs: nowMs });
    looks.set(name, look);
    return isStable(look, nowMs) ? [name] : [];
  });
}

/** The name that a file has from its taking on: no answer, no file in error and no file under way has it yet. */
async function freeNameIn(path: string, name: string): Promise<string> {
  const used = new Set<string>();
  for (const place of [PLACES.taking, PLACES.answers, PLACES.errors]) for (const file of await filesIn(join(path, place))) used.add(file.name);
  return freeName(name, (candidate) => used.has(candidate) || used.has(answerName(candidate)));
}

async function carryFile(ctx: Context, folder: Folder, path: string, name: string, acceptsTests: boolean): Promise<void> {
  const from = join(path, PLACES.taking, name);
  const errors = join(path, PLACES.errors);
  const bytes = await readFileOf(from);
  if (bytes === null) {
    await writeWhole(errors, errorName(name), tooLargeText());
    await record(ctx, folder, { name, size: MAX_FILE_BYTES + 1, sha256: '', state: 'failed', answers: [] });
    return moveInto(from, errors, name);
  }
  const file = { name, size: bytes.length, sha256: sha256(bytes) };
  await record(ctx, folder, { ...file, state: 'taken', answers: [] });
  const answers = await answersTo(ctx, folder, bytes, acceptsTests);
  const read = answers.map(readAnswer);
  const isFailed = read.some(isRefusal);
  if (answers.length > 0) await writeWhole(join(path, PLACES.answers), answerName(name), Buffer.concat(answers));
  if (isFailed) await writeWhole(errors, errorName(name), errorText(read));
  await record(ctx, folder, { ...file, state: isFailed ? 'failed' : 'done', answers: read.map(({ code }) => code ?? '') });
  if (isFailed) return moveInto(from, errors, name);
  const day = join(path, PLACES.done, dayOf(ctx.now()));
  const used = (await exists(day)) ? new Set((await filesIn(day)).map((kept) => kept.name)) : new Set<string>();
  return moveInto(
    from,
    day,
    freeName(name, (candidate) => used.has(candidate)),
  );
}

async function answersTo(ctx: Context, folder: Folder, bytes: Buffer, acceptsTests: boolean): Promise<Buffer[]> {
  const answers: Buffer[] = [];
  const door = { peer: `dossier ${folder.path}`, door: 'folder', onlyLaboratoryId: folder.laboratoryId } as const;
  for (const frame of framesIn(bytes)) answers.push(...(await receiveFrame(ctx, { bytes: frame, ...door, acceptsTests })));
  return answers;
}

function readAnswer(bytes: Buffer): AckRead {
  const parsed = parseMessage(decodeBytes(bytes, 'UNICODE UTF-8').text);
  return parsed.ok ? readAck(parsed.message) : { code: null, controlId: '', text: '', problems: [] };
}

async function record(
  ctx: Context,
  folder: Folder,
  file: { name: string; size: number; sha256: string; state: 'taken' | 'done' | 'failed'; answers: string[] },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    await saveFile(tx, { id: newId(), folderId: folder.id, ...file, at: ctx.now() });
    if (file.state !== 'taken') await announce(tx, 'exchanges', folder.laboratoryId);
  });
}
