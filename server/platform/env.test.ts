import { describe, expect, test } from 'vitest';
import { EnvironmentRefused, readEnvironment, requireVariable } from './env';

const production = {
  RELAIS_DEMO: '0',
  DATABASE_URL: 'postgres://relais:dJ6-long-enough@db.example.org:5432/relais',
  NEXTAUTH_SECRET: 'q9v0Wc1mJxT2b8sYe7Zr4Ku6Nf3Hd5La',
  NEXTAUTH_URL: 'https://relais.example.org',
};

function problems(source: Record<string, string>): readonly string[] {
  try {
    readEnvironment(source);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentRefused) return error.problems;
    throw error;
  }
}

describe('an empty environment', () => {
  test('is a demonstration on this machine only', () => {
    expect(readEnvironment({})).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      MLLP_PORT: 2575,
      MLLP_HOST: '127.0.0.1',
      METRICS_PORT: 9464,
      RELAIS_DEMO: true,
      RELAIS_SIMULATOR: true,
    });
  });

  test('an empty value counts as absent', () => {
    expect(readEnvironment({ PORT: '', DATABASE_URL: '' })).toMatchObject({ PORT: 3000, RELAIS_DEMO: true });
  });
});

describe('refuses to boot, and says which variable and why', () => {
  test.each([
    [{ PORT: 'http' }, 'PORT: must be a port'],
    [{ PORT: '70000' }, 'PORT: must be a port'],
    [{ PORT: '2575' }, 'MLLP_PORT: is the same port as PORT'],
    [{ RELAIS_DEMO: 'yes' }, 'RELAIS_DEMO: must be 0 or 1'],
    [{ LIS_URL: 'tcp://lis:2575' }, 'LIS_URL: must look like'],
    [{ DATABASE_URL: 'mysql://db/relais' }, 'DATABASE_URL: must look like'],
    [{ SIMULATOR_RATE: '-1' }, 'SIMULATOR_RATE: must be a number from 0 to 80'],
    [{ SIMULATOR_HISTORY: '1.5' }, 'SIMULATOR_HISTORY: must be a whole number from 0 to 5000'],
    [{ SIMULATOR_PORT: '9464' }, 'SIMULATOR_PORT: is the same port as METRICS_PORT'],
    [{ MLLP_HOST: '0.0.0.0' }, 'MLLP_HOST: other machines would send results in clear'],
    [{ MLLP_HOST: 'lis-gateway.example.org' }, 'MLLP_HOST: other machines would send results in clear'],
    [{ MLLP_TLS_CERT: 'cert.pem' }, 'MLLP_TLS_CERT: comes with MLLP_TLS_KEY'],
    [{ MLLP_TLS_CA: 'ca.pem' }, 'MLLP_TLS_CA: needs'],
    [{ NEXTAUTH_SECRET: 'short' }, 'NEXTAUTH_SECRET: must have 32 characters'],
    [{ ...production, NEXTAUTH_SECRET: '' }, 'NEXTAUTH_SECRET: is missing'],
    [{ ...production, NEXTAUTH_SECRET: 'a'.repeat(40) }, 'NEXTAUTH_SECRET: is too easy'],
    [{ ...production, NEXTAUTH_URL: '' }, 'NEXTAUTH_URL: is missing'],
    [{ ...production, NEXTAUTH_URL: 'http://relais.example.org' }, 'NEXTAUTH_URL: must begin with https'],
    [{ ...production, RELAIS_SIMULATOR: '1' }, 'RELAIS_SIMULATOR: simulated results'],
    [{ ...production, RELAIS_FAIL_POINT: 'after-commit@7' }, 'RELAIS_FAIL_POINT: a process that dies on purpose'],
    [{ ...production, DATABASE_URL: 'postgres://relais:postgres@db/relais' }, 'DATABASE_URL: has a default password'],
  ])('%o', (source, expected) => {
    const found = problems(source);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
    expect(found[0]).not.toContain('\n');
  });

  test('names every bad variable at once, and never shows a value', () => {
    const found = problems({ PORT: 'x', DATABASE_URL: 'mysql://relais:hunter2@db', NEXTAUTH_SECRET: 'hunter2' });
    expect(found).toHaveLength(3);
    expect(found.join()).not.toContain('hunter2');
  });
});

describe('accepts', () => {
  test.each([
    ['a complete production', production],
    ['several database hosts', { ...production, DATABASE_URL: 'postgres://a:s3cret-words@a:5432,b:5432/relais?target_session_attrs=read-write' }],
    ['MLLP for other machines over TLS', { MLLP_HOST: '0.0.0.0', MLLP_TLS_CERT: 'cert.pem', MLLP_TLS_KEY: 'key.pem' }],
    ['MLLP in clear when somebody took that decision', { MLLP_HOST: '0.0.0.0', MLLP_INSECURE: '1' }],
  ])('%s', (_, source) => {
    expect(problems(source)).toEqual([]);
  });

  test('a DATABASE_URL turns the demonstration off', () => {
    expect(readEnvironment({ ...production, RELAIS_DEMO: '' })).toMatchObject({ RELAIS_DEMO: false, RELAIS_SIMULATOR: false });
  });
});

test('a process that lacks what it cannot do without refuses with the name', () => {
  expect(() => requireVariable(readEnvironment({}), 'RELAIS_WEB_DATABASE_URL')).toThrow(/RELAIS_WEB_DATABASE_URL/);
  expect(requireVariable(readEnvironment({}), 'PORT')).toBe(3000);
});
