import { readFileSync } from 'node:fs';
import { explain } from '../inbound/explain';

/** `npm run --silent hl7 -- explain FILE…`: one JSON document per message, one per line; exit code 2 for a file that cannot be read. */
const [command, ...files] = process.argv.slice(2);
if (command !== 'explain' || files.length === 0) {
  process.stderr.write('usage: npm run --silent hl7 -- explain FILE…\n');
  process.exit(64);
}
for (const file of files) {
  try {
    for (const explanation of explain(readFileSync(file))) process.stdout.write(`${JSON.stringify(explanation)}\n`);
  } catch (error) {
    process.stderr.write(`${file}: ${error instanceof Error && 'code' in error ? String(error.code) : 'cannot be read'}\n`);
    process.exitCode = 2;
  }
}
