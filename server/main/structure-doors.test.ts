import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { appRouter } from '../api/root';
import { localImports, sourcesBelow } from './structure-sources';

/** Open to everybody, with the reason. Any other route handler must know who asks. */
const PUBLIC_ROUTES: Record<string, string> = {
  'app/api/health/live/route.ts': 'says only that the process lives',
  'app/api/health/ready/route.ts': 'names parts, no data',
  'app/api/auth/[...nextauth]/route.ts': 'is how one gets in',
};

/** Mutations that leave no trace of their own, with the reason. */
const UNTRACED: Record<string, string> = {
  'entry.askPasskey': 'makes a challenge; what is done with it is traced',
  'means.askPasskey': 'makes a challenge; what is done with it is traced',
  'means.askAuthenticator': 'stores nothing; what comes back with a code is traced',
  'door.askPasskey': 'makes a challenge; what is done with it is traced',
  'enrol.askPasskey': 'makes a challenge; what is done with it is traced',
  'session.askProof': 'makes a challenge; what is done with it is traced',
  'terminal.askProof': 'makes a challenge; what is proven with it is traced',
  'pack.renew': 'says that the tablet was heard; nothing is read, and the pack only lives on',
  'session.keep': 'says that somebody is at the screen; nothing is read or changed',
};

/** What a source contains that finds out who asks. */
const ASKS_WHO = /\bsessionFrom\(|\bcreateContext\(|\bapiContext\(|\bfetchRequestHandler\(|\brequireActor\(/;

describe('route handlers', () => {
  const routes = sourcesBelow('app').filter((path) => /\/route\.tsx?$/.test(path));

  test('live below app/api only', () => {
    expect(routes.filter((path) => !path.startsWith('app/api/'))).toEqual([]);
    expect(routes.length).toBeGreaterThan(2);
  });

  test.each(routes.filter((path) => PUBLIC_ROUTES[path] === undefined))('%s knows who asks', (route) => {
    expect(reaches(route, ASKS_WHO, 3)).toBe(true);
  });
});

describe('mutations leave a trace in the same transaction', () => {
  const mutations = sourcesBelow('server')
    .filter((path) => path.endsWith('router.ts'))
    .flatMap(mutationsOf);

  test('are all seen', () => {
    const byName: unknown = appRouter._def.procedures;
    const declared = Object.values(byName as Record<string, { _def: { type: string } }>).filter((procedure) => procedure._def.type === 'mutation');
    expect(mutations.length).toBe(declared.length);
  });

  test.each(mutations.filter(({ name }) => UNTRACED[name] === undefined))('$name', ({ files }) => {
    expect(files.some((file) => reaches(file, /\bappend\(\s*tx\b/, 2))).toBe(true);
  });
});

/** True if the source, or what it imports up to that depth, contains the pattern. */
function reaches(path: string, pattern: RegExp, depth: number): boolean {
  if (pattern.test(readFileSync(path, 'utf8'))) return true;
  return depth > 0 && [...new Set(localImports(path).values())].some((file) => reaches(file, pattern, depth - 1));
}

/** The mutations of a router's source, each with the files of what it calls. */
function mutationsOf(path: string): { name: string; files: string[] }[] {
  const room = /server\/api\/(\w+)-router\.ts$/.exec(path)?.[1] ?? /server\/(\w+)\//.exec(path)?.[1] ?? '';
  const imports = localImports(path);
  return readFileSync(path, 'utf8')
    .split(/^ {2}(?=\w+: )/m)
    .filter((text) => text.includes('.mutation('))
    .map((text) => ({
      name: `${room}.${/^\w+/.exec(text)?.[0] ?? ''}`,
      files: [...imports].filter(([name]) => new RegExp(`\\b${name}\\b`).test(text)).map(([, file]) => file),
    }));
}
