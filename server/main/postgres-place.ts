import { createHash } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { canEnter, type Identity } from './postgres-identity';

/**
 * Answers a directory, made if missing, that the database's user can enter: the wanted one, else one below /var/lib, else one below the
 * temporary directory. The same wanted directory always leads to the same answer, so a second start finds its data again.
 */
export function choosePlace(wanted: string, identity: Identity): string {
  const name = createHash('sha256').update(resolve(wanted)).digest('hex').slice(0, 12);
  for (const candidate of [resolve(wanted), join('/var/lib/relais', name), join(tmpdir(), `relais-${name}`)]) {
    if (makeEnterable(candidate) && canEnter(candidate, identity)) return candidate;
  }
  throw new Error(`the database's user can enter none of the directories tried for ${wanted}: set RELAIS_DATA_DIR to one that every user can traverse`);
}

/** Makes the directory that only the database's user may read. */
export function makePrivate(directory: string, identity: Identity): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (identity.uid !== undefined && identity.gid !== undefined) chownSync(directory, identity.uid, identity.gid);
  chmodSync(directory, 0o700);
}

/** Others may pass through (the database's user must) but not list; every secret in it has its own mode 600. */
function makeEnterable(directory: string): boolean {
  try {
    mkdirSync(directory, { recursive: true });
    chmodSync(directory, 0o711);
    return true;
  } catch {
    return false;
  }
}
