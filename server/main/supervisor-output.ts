import { createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';

const LARGEST_BYTES = 20_000_000;

/**
 * A stream that keeps what a process prints in `<directory>/<name>.log`, never more than two files of 20 MB. Outside a demonstration it goes to
 * the supervisor's own output as well, for the operator's collector.
 */
export function keepOutput(directory: string, name: string, alsoPrint: boolean): Writable {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, `${name}.log`);
  let size = sizeOf(file);
  let stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (alsoPrint) process.stdout.write(chunk);
      if (size > LARGEST_BYTES) {
        stream.end();
        renameSync(file, `${file}.1`);
        stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
        size = 0;
      }
      size += chunk.length;
      stream.write(chunk, () => done());
    },
    final(done) {
      stream.end(done);
    },
  });
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
