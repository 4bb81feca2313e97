import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import type { TemplateDatabase } from './testing-server';

export interface TestDatabase {
  ownerUrl: string;
  webUrl: string;
  workerUrl: string;
  /** Another database with all that is in this one; nothing may be connected to this one meanwhile. */
  clone(): Promise<TestDatabase>;
  /** Closes whatever is still connected and removes the database. */
  drop(): Promise<void>;
}

/**
 * Answers a real, migrated database that no other test sees: a clone of the run's template, made in some 50 ms.
 *
 * @example
 * const database = await testDatabase();
 * afterAll(() => database.drop());
 */
export async function testDatabase(): Promise<TestDatabase> {
  const template = templateOfRun();
  return cloneOf(template, new URL(template.ownerUrl).pathname.slice(1));
}

/** A database without any table, for what is compared with the migrated one. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return cloneOf(templateOfRun(), 'template0');
}

function templateOfRun(): TemplateDatabase {
  const template: TemplateDatabase | { fault: string } = inject('template');
  if ('fault' in template) throw new Error(`the test database could not be migrated: ${template.fault}`);
  return template;
}

async function cloneOf(template: TemplateDatabase, model: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(template.ownerUrl, `create database ${name} template ${model}`);
  return {
    clone: () => cloneOf(template, name),
    ownerUrl: address(template.ownerUrl, name),
    webUrl: address(template.ownerUrl, name, 'relais_web', template.passwords.web),
    workerUrl: address(template.ownerUrl, name, 'relais_worker', template.passwords.worker),
    drop: () => administer(template.ownerUrl, `drop database if exists ${name} with (force)`),
  };
}

/** Through the server's own database: a template with a connection on it cannot be cloned. */
async function administer(ownerUrl: string, statement: string): Promise<void> {
  const sql = postgres(address(ownerUrl, 'postgres'), { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

function address(ownerUrl: string, database: string, user?: string, password?: string): string {
  const url = new URL(ownerUrl);
  url.pathname = `/${database}`;
  if (user !== undefined && password !== undefined) {
    url.username = user;
    url.password = password;
  }
  return url.href;
}
