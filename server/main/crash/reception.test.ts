import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestProduct, type TestProduct } from '../testing';
import { allApplied, unevenIn, wrongsIn } from './books';
import { freePort, listening } from './free-port';
import { linesOf } from './lines';
import { startMortal } from './mortal-process';
import { resendingLis } from './resending-lis';

let product: TestProduct;
beforeEach(async () => {
  product = await openTestProduct();
});
afterEach(() => product.end());

const LINES = 32;
const MESSAGES = 6;
/** Before and after the commits of inserts and of what follows them, between the commit and the answers, and before anything. */
const FAIL_POINTS = ['after-commit@5', 'before-commit@6', 'after-commit@6', 'answering@33', 'after-commit@9', 'before-commit@9', 'received@40'];

test('a gateway that dies anywhere with many lines at once leaves nothing that is not followed once', { timeout: 300_000 }, async () => {
  const port = await freePort();
  const environment = {
    RELAIS_DEMO: '1',
    RELAIS_WORKER_DATABASE_URL: product.access.database.workerUrl,
    NEXTAUTH_SECRET: 'a secret of the tests that is long enough',
    MLLP_PORT: String(port),
    METRICS_PORT: String(await freePort()),
  };
  const gateway = startMortal('server/main/gateway.ts', environment, FAIL_POINTS);
  const worker = startMortal('server/main/worker.ts', environment, []);
  try {
    await listening(port);
    const lines = linesOf('MORT', LINES, MESSAGES);
    const lis = resendingLis(port, lines);
    await lis.done;
    await allApplied(product.access.worker, Date.now() + 60_000);
    const acknowledged = lis.heard.filter(({ code }) => code === 'AA').map(({ controlId }) => controlId);
    expect(acknowledged).toHaveLength(LINES * MESSAGES);
    expect(await wrongsIn(product.access.worker, lines.flat(), acknowledged)).toEqual([]);
    expect(await unevenIn(product.access.worker)).toEqual([]);
    expect(gateway.deaths()).toBeGreaterThanOrEqual(5);
  } finally {
    await Promise.all([gateway.stop(), worker.stop()]);
  }
});
