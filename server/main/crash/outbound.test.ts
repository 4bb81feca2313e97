import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openTestProduct, type TestProduct } from '../testing';
import { WIRING } from '../wiring';
import { outboundRound } from './outbound-round';

let product: TestProduct;
beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct({ wiring: WIRING.filter((entry) => entry.handler !== 'outbound.send'), listensTo: WIRING });
});
afterEach(() => product.end());

test('whatever dies and wherever the line breaks, the LIS gets every decision and receipt under one number, as built, in order', {
  timeout: 300_000,
}, async () => {
  const { wrongs, deaths, faults, expected } = await outboundRound(product, {
    seed: 'RETOUR',
    program: 'server/main/worker.ts',
    failPoints: ['exchanged@2', 'before-commit@12', 'after-commit@20'],
    faults: 4,
  });
  expect(wrongs).toEqual([]);
  expect(expected).toBeGreaterThan(8);
  expect(deaths).toBeGreaterThanOrEqual(2);
  expect(faults).toBeGreaterThanOrEqual(3);
});

/** The test of the test. */
describe('a worker that', () => {
  test.each([
    ['does-not-wait', [], 'lost'],
    ['renumbers', ['exchanged@2'], 'doubled'],
  ] as const)('%s is found out', { timeout: 300_000 }, async (mistake, failPoints, wrong) => {
    const { wrongs } = await outboundRound(product, {
      seed: mistake.slice(0, 6).toUpperCase(),
      program: 'server/main/crash/planted-worker.ts',
      environment: { PLANTED_MISTAKE: mistake },
      failPoints,
      faults: 4,
    });
    expect(wrongs).toContain(wrong);
  });
});
