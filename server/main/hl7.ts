import { readFileSync } from 'node:fs';
import { explain } from '../inbound/explain';
import { GENERIC, profileFromFile } from '../inbound/explain-profile';

/**
 * `npm run --silent hl7 -- explain [--profile FILE.json] FILE…`: one JSON document per message, one per line; exit code 2 for a file that cannot be read,
 * 64 for a wrong call or profile.
 */
const [command, ...rest] = process.argv.slice(2);
const { profile, files } = readArguments(rest);
for (const file of files) {
  const bytes = bytesOf(file);
  if (bytes) for (const explanation of explain(bytes, profile)) process.stdout.write(`${JSON.stringify(explanation)}\n`);
}

function readArguments(given: readonly string[]) {
  const at = given.indexOf('--profile');
  const named = at < 0 ? [] : given.slice(at, at + 2);
  const paths = at < 0 ? given : given.toSpliced(at, 2);
  if (command !== 'explain' || paths.length === 0 || named.length === 1) leave('usage: npm run --silent hl7 -- explain [--profile FILE.json] FILE…');
  if (named[1] === undefined) return { profile: GENERIC, files: paths };
  const text = bytesOf(named[1])?.toString('utf8');
  const read = text === undefined ? { ok: false as const, wrong: ['?'] } : profileFromFile(text);
  return read.ok ? { profile: read.profile, files: paths } : leave(`${named[1]}: not a profile: ${read.wrong.join(', ')}`);
}

function bytesOf(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    process.stderr.write(`${file}: ${error instanceof Error && 'code' in error ? String(error.code) : 'cannot be read'}\n`);
    process.exitCode = 2;
    return null;
  }
}

function leave(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(64);
}
