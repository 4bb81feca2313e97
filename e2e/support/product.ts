import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProduct } from './run-product';

/**
 * Runs one product for all journeys, with a short history and a LIS that sends what it is told to, and tells the journeys where it is by
 * RELAIS_E2E_* variables (read in place.ts). Leaves nothing behind.
 */
export default async function startProduct(): Promise<() => Promise<void>> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'relais-e2e-'));
  const product = await runProduct({
    dataDirectory,
    environment: { SIMULATOR_SEED: '20261122', SIMULATOR_RATE: '0', SIMULATOR_REFUSALS: '0', SIMULATOR_HISTORY: process.env.RELAIS_E2E_HISTORY ?? '24' },
  });
  Object.assign(process.env, {
    RELAIS_E2E_URL: product.url,
    RELAIS_E2E_DATA_DIR: dataDirectory,
    RELAIS_E2E_MLLP_PORT: String(product.mllpPort),
    RELAIS_E2E_SIMULATOR_URL: product.simulatorUrl,
  });
  return async () => {
    await product.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
}
