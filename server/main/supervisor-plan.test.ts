import { expect, test } from 'vitest';
import { readEnvironment } from '../platform/env';
import { planProcesses, publicUrl } from './supervisor-plan';
import { eachHost } from './supervisor-primary';
import { rolePasswords } from './supervisor-secrets';

const database = { webUrl: 'postgres://relais_web:web-word@127.0.0.1:5432/relais', workerUrl: 'postgres://relais_worker:worker-word@127.0.0.1:5432/relais' };
const secret = 'q9v0Wc1mJxT2b8sYe7Zr4Ku6Nf3Hd5La';

function plan(source: Record<string, string>) {
  return Object.fromEntries(planProcesses(readEnvironment(source), database, secret).map((one) => [one.name, one]));
}

test('each process gets its own database role and no other', () => {
  process.env.DATABASE_OWNER_URL = 'postgres://owner:owner-word@db/relais';
  process.env.DATABASE_URL = 'postgres://owner:owner-word@db/relais';
  try {
    const { web, worker, gateway, simulator } = plan({});
    const words = (one: typeof web) =>
      Object.values(one?.environment ?? {})
        .join('\n')
        .match(/\b(web|worker|owner)-word\b/g);
    expect(words(web)).toEqual(['web-word']);
    expect(words(worker)).toEqual(['worker-word']);
    expect(words(gateway)).toEqual(['worker-word']);
    expect(words(simulator)).toBeNull();
  } finally {
    delete process.env.DATABASE_OWNER_URL;
    delete process.env.DATABASE_URL;
  }
});

test('a demonstration answers to its simulated laboratories, a real one has none', () => {
  expect(plan({}).worker?.environment.LIS_URL).toBe('mllp://127.0.0.1:2576');
  expect(plan({ LIS_URL: 'mllps://lis.example.org:6661' }).worker?.environment.LIS_URL).toBe('mllps://lis.example.org:6661');
  const real = plan({ RELAIS_DEMO: '0', NEXTAUTH_SECRET: secret, NEXTAUTH_URL: 'https://relais.example.org' });
  expect(Object.keys(real)).toEqual(['worker', 'gateway', 'web']);
  expect(real.web?.environment).toMatchObject({ RELAIS_DEMO: '0', LIS_URL: '', NEXTAUTH_URL: 'https://relais.example.org' });
});

test('everything together has time to end in good order within ten seconds', () => {
  const children = Object.values(plan({})).reduce((sum, one) => sum + one.stopWithinMs, 0);
  expect(children + 2_500).toBeLessThan(10_000);
});

test('the address to open is one that passkeys accept', () => {
  expect(publicUrl(readEnvironment({ HOST: '0.0.0.0', PORT: '8080' }))).toBe('http://localhost:8080');
});

test('passwords of the roles differ, and are the same wherever the secret is the same', () => {
  expect(rolePasswords(secret)).toEqual(rolePasswords(secret));
  expect(rolePasswords(secret).web).not.toBe(rolePasswords(secret).worker);
  expect(rolePasswords(secret).web).not.toBe(rolePasswords(`${secret}.`).web);
});

test('a list of database hosts is asked host by host', () => {
  expect(eachHost('postgres://u:p%40x@a:5432,b:5433/relais?target_session_attrs=read-write&sslmode=require')).toEqual([
    'postgres://u:p%40x@a:5432/relais?sslmode=require',
    'postgres://u:p%40x@b:5433/relais?sslmode=require',
  ]);
  expect(eachHost('postgresql://db/relais')).toEqual(['postgresql://db/relais']);
});
