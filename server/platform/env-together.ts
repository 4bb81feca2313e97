import { isIP } from 'node:net';
import type { Environment } from './env-schema';

const TOO_COMMON = new Set(['', 'admin', 'changeme', 'password', 'postgres', 'relais', 'root', 'secret', 'test']);

/** Answers one line for each rule that the variables break together; pure. */
export function problemsTogether(environment: Environment): string[] {
  return [
    ...mllp(environment),
    ...ports(environment),
    ...providers(environment),
    ...push(environment),
    ...(environment.RELAIS_DEMO ? [] : outsideDemo(environment)),
  ];
}

/** True for an address that no other machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function* mllp(environment: Environment): Generator<string> {
  const withTls = environment.MLLP_TLS_CERT !== undefined && environment.MLLP_TLS_KEY !== undefined;
  if ((environment.MLLP_TLS_CERT === undefined) !== (environment.MLLP_TLS_KEY === undefined)) {
    yield 'MLLP_TLS_CERT: comes with MLLP_TLS_KEY, and the other way round';
  }
  if (environment.MLLP_TLS_CA !== undefined && !withTls) yield 'MLLP_TLS_CA: needs MLLP_TLS_CERT and MLLP_TLS_KEY';
  if (!isLoopback(environment.MLLP_HOST) && !withTls && !environment.MLLP_INSECURE) {
    yield 'MLLP_HOST: other machines would send results in clear: set MLLP_TLS_CERT and MLLP_TLS_KEY, or MLLP_INSECURE=1 on a network that is protected otherwise';
  }
}

function* push(environment: Environment): Generator<string> {
  if ((environment.VAPID_PUBLIC_KEY === undefined) !== (environment.VAPID_PRIVATE_KEY === undefined)) {
    yield 'VAPID_PUBLIC_KEY: comes with VAPID_PRIVATE_KEY, and the other way round';
  }
}

function* providers(environment: Environment): Generator<string> {
  for (const name of ['PSC', 'FC'] as const) {
    if ((environment[`${name}_CLIENT_ID`] === undefined) !== (environment[`${name}_CLIENT_SECRET`] === undefined)) {
      yield `${name}_CLIENT_ID: comes with ${name}_CLIENT_SECRET, and the other way round`;
    }
    for (const part of ['ISSUER', 'AUTHORIZATION_ENDPOINT', 'TOKEN_ENDPOINT', 'USERINFO_ENDPOINT', 'JWKS_URI', 'END_SESSION_ENDPOINT'] as const) {
      const url = environment[`${name}_${part}`];
      if (url !== undefined && new URL(url).protocol !== 'https:' && !isLoopback(new URL(url).hostname)) yield `${name}_${part}: must begin with https://`;
    }
  }
}

function* ports(environment: Environment): Generator<string> {
  const seen = new Map<number, string>();
  for (const name of ['PORT', 'MLLP_PORT', 'METRICS_PORT', 'SIMULATOR_PORT', 'SIMULATOR_HTTP_PORT'] as const) {
    const other = seen.get(environment[name]);
    if (other !== undefined) yield `${name}: is the same port as ${other}`;
    seen.set(environment[name], name);
  }
}

function* outsideDemo(environment: Environment): Generator<string> {
  if (environment.NEXTAUTH_SECRET === undefined) yield 'NEXTAUTH_SECRET: is missing (outside the demonstration it is yours to make: openssl rand -base64 32)';
  else if (new Set(environment.NEXTAUTH_SECRET).size < 8) yield 'NEXTAUTH_SECRET: is too easy to guess (openssl rand -base64 32 makes a good one)';
  if (environment.NEXTAUTH_URL === undefined) yield 'NEXTAUTH_URL: is missing (the address that people open, https://relais.example.org)';
  else if (new URL(environment.NEXTAUTH_URL).protocol !== 'https:' && !isLoopback(new URL(environment.NEXTAUTH_URL).hostname)) {
    yield 'NEXTAUTH_URL: must begin with https:// outside the demonstration';
  }
  if (environment.RELAIS_FAIL_POINT !== undefined) yield 'RELAIS_FAIL_POINT: a process that dies on purpose is for the tests of a demonstration only';
  if (environment.RELAIS_SIMULATOR) yield 'RELAIS_SIMULATOR: simulated results are for a demonstration only';
  for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'RELAIS_WEB_DATABASE_URL', 'RELAIS_WORKER_DATABASE_URL'] as const) {
    const password = passwordOf(environment[name]);
    if (password !== null && TOO_COMMON.has(password.toLowerCase())) yield `${name}: has a default password`;
  }
}

function passwordOf(url: string | undefined): string | null {
  const password = url === undefined ? undefined : /^[^:]+:\/\/[^:@/]*:([^@]*)@/.exec(url)?.[1];
  return password === undefined ? null : decodeURIComponent(password);
}
