import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../server/main/postgres';
import { migrate } from './migrate';

export interface TemplateDatabase {
  /** The migrated database that every test file clones; nothing may stay connected to it. */
  ownerUrl: string;
  passwords: { web: string; worker: string };
}

declare module 'vitest' {
  export interface ProvidedContext {
    template: TemplateDatabase | { fault: string };
  }
}

/**
 * Starts one PostgreSQL of its own for the whole run, migrates it once, and leaves no process and no file behind.
 * A migration that fails is told to the tests that ask for a database; the pure ones still run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), 'relais-test-'));
  const server = await startPostgres({ directory, durable: false });
  const passwords = { web: randomBytes(24).toString('base64url'), worker: randomBytes(24).toString('base64url') };
  try {
    await migrate(server.ownerUrl, passwords);
    project.provide('template', { ownerUrl: server.ownerUrl, passwords });
  } catch (error) {
    project.provide('template', { fault: inspect(error) });
  }
  return async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
    if (server.place !== directory) rmSync(server.place, { recursive: true, force: true });
  };
}
