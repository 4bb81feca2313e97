import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestProduct, type TestProduct } from '../testing';
import { inboundRound } from './inbound-round';

let product: TestProduct;
beforeEach(async () => {
  product = await openTestProduct();
});
afterEach(() => product.end());

const PLANTED = 'server/main/crash/planted-gateway.ts';

test('whatever dies and wherever the line breaks, what was acknowledged is kept once, as sent, and applied in order', async () => {
  const { wrongs, deaths, faults, acknowledged } = await inboundRound(product, {
    seed: 'LIGNE',
    gateway: { program: 'server/main/gateway.ts', failPoints: ['received@3', 'before-commit@2', 'after-commit@2', 'answering@4'] },
    worker: { failPoints: ['before-commit@4', 'after-commit@6', 'before-commit@15'] },
    faults: 8,
  });
  expect({ wrongs, acknowledged }).toEqual({ wrongs: [], acknowledged: 30 });
  expect(faults).toBeGreaterThanOrEqual(8);
  expect(deaths).toBeGreaterThanOrEqual(5);
});

/** The test of the test: each classic mistake is found by the same rounds. */
describe('a gateway that', () => {
  test.each([
    ['acknowledges-before-commit', ['answering@2', 'answering@3', 'answering@3'], 'lost'],
    ['forgets-what-came', ['answering@2', 'answering@3'], 'doubled'],
    ['takes-half-a-frame', [], 'damaged'],
  ] as const)('%s is found out', async (mistake, failPoints, wrong) => {
    const { wrongs } = await inboundRound(product, {
      seed: mistake.slice(0, 8).toUpperCase(),
      gateway: { program: PLANTED, environment: { PLANTED_MISTAKE: mistake }, failPoints },
      worker: { failPoints: [] },
      ...(mistake === 'takes-half-a-frame' ? { faults: 60, hangsUpInside: true } : { faults: 20 }),
    });
    expect(wrongs).toContain(wrong);
  });
});
