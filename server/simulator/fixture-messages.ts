import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Relative to the project's root, where every process of the product runs, bundled or not. */
const fixturesDirectory = join('server', 'simulator', 'fixtures');
const sentFirst = 'fr_urgent_unvalidated_8859-1.hl7';

export interface FixtureMessage {
  name: string;
  /** As they go on the wire: segments end with CR. */
  bytes: Buffer;
}

/** Reads the recorded messages, the night's emergency first; files that end segments with LF are sent with CR. */
export function fixtureMessages(root = process.cwd()): FixtureMessage[] {
  const directory = join(root, fixturesDirectory);
  return readdirSync(directory)
    .filter((name) => name.endsWith('.hl7'))
    .sort((left, right) => Number(right === sentFirst) - Number(left === sentFirst) || left.localeCompare(right))
    .map((name) => ({ name, bytes: withCarriageReturns(readFileSync(join(directory, name))) }));
}

/** In Latin 1 each byte is one character, so no other character set is hurt. */
function withCarriageReturns(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r'), 'latin1');
}
