import { readdirSync, readFileSync } from 'node:fs';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../db/testing';
import { sourcesBelow } from './structure-sources';

/** No standing access, no hidden account, no default password: not in a fresh database, not in the code (threats.md 23). */
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const ACCESS_TABLES = [
  'user_account',
  'habilitation',
  'patient_account',
  'session',
  'passkey',
  'recovery_code',
  'activation',
  'maintenance_window',
  'emergency_seal',
];

describe('a fresh installation', () => {
  test.each(ACCESS_TABLES)('has no row in %s: whoever comes in was let in by somebody', async (table) => {
    const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
    try {
      expect([...(await sql`select count(*)::int as n from ${sql(table)}`)]).toEqual([{ n: 0 }]);
    } finally {
      await sql.end();
    }
  });

  test('and its database roles log in by passwords of the installation, none of them written in a migration', () => {
    expect(migrations().filter((file) => /\bpassword\s+'/i.test(read(file)))).toEqual([]);
  });
});

describe('the code', () => {
  const sources = [...sourcesBelow('server'), ...sourcesBelow('app'), ...sourcesBelow('db')];
  const product = sources.filter((path) => !/\/testing[^/]*\.tsx?$|\/testing\//.test(path));

  test('makes accounts in known places, each with its reason', () => {
    const makers = product.filter((path) => /\b(insertUser|createUser)\(|insert\(userAccount\)/.test(read(path)));
    expect(makers).toEqual([
      'server/access/apply-import.ts', // an administrator, from a list that he has looked through
      'server/access/create-account.ts', // an administrator, one person
      'server/access/create-user.ts', // the act itself
      'server/access/enter-by-psc.ts', // an identified person, without any right
      'server/access/store.ts', // its statement
      'server/main/admin.ts', // the owner of the machine
      'server/main/seed/accounts.ts', // the demonstration
    ]);
  });

  test('in SQL, only the sealing of the emergency account makes one', () => {
    const makers = migrations().flatMap((file) =>
      read(file)
        .split('--> statement-breakpoint')
        .filter((statement) => /insert\s+into\s+user_account/i.test(statement))
        .map((statement) => /create function (\w+)/.exec(statement)?.[1] ?? file),
    );
    expect(makers).toEqual(['seal_emergency']);
  });

  test('writes a password or a second factor only in the demonstration’s file', () => {
    const SECRET = /\b(password|passphrase|totpSecret|[A-Z_]*PASSWORD)\b\s*[:=]\s*['"`](?!\$\{)[^'"`\s]{6,}['"`]/;
    expect(product.filter((path) => SECRET.test(read(path)))).toEqual(['server/main/demo-accounts.ts']);
  });

  test('lets the demonstration’s file be known to what starts a demonstration, and to nothing that answers a request', () => {
    const users = product.filter((path) => /from '[^']*demo-accounts'/.test(read(path)));
    expect(users.filter((path) => !path.startsWith('server/main/'))).toEqual([]);
  });
});

const read = (path: string): string => readFileSync(path, 'utf8');
const migrations = (): string[] =>
  readdirSync('db/migrations')
    .filter((name) => name.endsWith('.sql'))
    .map((name) => `db/migrations/${name}`);
