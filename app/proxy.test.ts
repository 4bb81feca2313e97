import { NextRequest } from 'next/server';
import { expect, it, vi } from 'vitest';
import { proxy } from '../proxy';

const answer = (path: string) => proxy(new NextRequest(`http://localhost:3000${path}`));
const policyOf = async (path: string) => (await answer(path)).headers.get('content-security-policy') ?? '';
const directive = (policy: string, name: string) => policy.split('; ').find((part) => part.startsWith(`${name} `)) ?? '';

it('gives each page a nonce of its own', async () => {
  const nonces = [await policyOf('/worklist'), await policyOf('/worklist')].map((policy) => /'nonce-([^']{20,})'/.exec(policy)?.[1]);
  expect(nonces[0]).toBeTruthy();
  expect(nonces[0]).not.toBe(nonces[1]);
});

it('lets no script run by its place in the page', async () => {
  expect(directive(await policyOf('/worklist'), 'script-src')).not.toContain('unsafe-inline');
  expect(directive(await policyOf('/worklist'), 'script-src')).toContain("'strict-dynamic'");
});

it('closes frames, plug-ins, base addresses and foreign connections', async () => {
  const policy = await policyOf('/results');
  for (const rule of ["frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'", "connect-src 'self'", "default-src 'none'"]) {
    expect(policy.split('; ')).toContain(rule);
  }
});

it('has a browser that came by https come by nothing else', async () => {
  vi.stubEnv('NEXTAUTH_URL', 'https://relais.example.org');
  for (const path of ['/login', '/api/trpc/session.me'])
    expect((await answer(path)).headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains');
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000');
  expect((await answer('/login')).headers.get('strict-transport-security')).toBeNull();
});

it('forbids every store to keep a page or an answer', async () => {
  for (const path of ['/', '/login', '/results', '/api/trpc/worklist.list', '/api/reports/1']) {
    expect((await answer(path)).headers.get('cache-control')).toBe('no-store');
  }
});
