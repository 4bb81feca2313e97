import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { commandOf, isAlive } from './process-table';

const Register = z.record(z.string(), z.number().int().positive());

/** Who runs on a data directory: `pids.json`, name → process number, always whole. Refuses a second supervisor on the same data. */
export class ProcessRegister {
  readonly #file: string;
  #pids: Record<string, number>;

  constructor(dataDirectory: string) {
    mkdirSync(dataDirectory, { recursive: true });
    this.#file = join(dataDirectory, 'pids.json');
    const other = this.#read().supervisor;
    if (other !== undefined && other !== process.pid && isAlive(other) && /supervisor|start\.mjs|migrate-now/.test(commandOf(other) ?? '')) {
      throw new Error(`Relais already runs on ${dataDirectory} (process ${other}): stop it first, or give this one its own RELAIS_DATA_DIR`);
    }
    this.#pids = { supervisor: process.pid };
    this.#write();
  }

  set(name: string, pid: number | null): void {
    if (pid === null) delete this.#pids[name];
    else this.#pids[name] = pid;
    this.#write();
  }

  close(): void {
    rmSync(this.#file, { force: true });
  }

  #read(): Record<string, number> {
    if (!existsSync(this.#file)) return {};
    try {
      return Register.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      // Cut short by a power failure: then nobody runs.
      return {};
    }
  }

  #write(): void {
    writeFileSync(`${this.#file}.new`, `${JSON.stringify(this.#pids)}\n`, { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }
}
