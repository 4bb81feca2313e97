import { spawnSync } from 'node:child_process';

/** PostgreSQL refuses to run as root: then it runs as "nobody", whose number is the same on every Linux distribution. */
const NOBODY = 65534;

export interface Identity {
  uid?: number;
  gid?: number;
}

/** Never root: the user and group that PostgreSQL's processes run as; empty means "the same as this process". */
export function databaseIdentity(): Identity {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

/** True only if the database's user can really enter the directory (asks the system, so access lists and mounts count too). */
export function canEnter(directory: string, identity: Identity): boolean {
  if (identity.uid === undefined) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], { ...identity, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** True only if the database's user can really run the program. */
export function canRun(program: string, identity: Identity): boolean {
  return spawnSync(program, ['--version'], { ...identity, cwd: identity.uid === undefined ? undefined : '/', stdio: 'ignore', windowsHide: true }).status === 0;
}
