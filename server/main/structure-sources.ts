import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** For the tests of structure: every TypeScript source below a folder that is not a test itself, relative to the project, sorted. */
export function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .toSorted();
}

/** Local imports of a source: each imported name with the file that it comes from. */
export function localImports(path: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, names = '', from = ''] of readFileSync(path, 'utf8').matchAll(/(?:import|export) (?:type )?\{([^}]*)\} from '(\.[^']*)'/g)) {
    const file = fileOf(resolve(dirname(path), from));
    if (file === null) continue;
    for (const name of names.split(','))
      found.set(
        name
          .replace(/^\s*type /, '')
          .split(' as ')
          .at(-1)
          ?.trim() ?? '',
        file,
      );
  }
  found.delete('');
  return found;
}

function fileOf(path: string): string | null {
  return [`${path}.ts`, `${path}.tsx`].find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile()) ?? null;
}
