import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type ProcessName = 'supervisor' | 'postgres' | 'worker' | 'gateway' | 'web' | 'simulator';

/** Where the product under test is, as support/product.ts left word of it. */
export const place = {
  get url() {
    return told('URL');
  },
  get dataDirectory() {
    return told('DATA_DIR');
  },
  get mllpPort() {
    return Number(told('MLLP_PORT'));
  },
  get simulatorUrl() {
    return told('SIMULATOR_URL');
  },
};

/** Process numbers as the supervisor keeps them; a process that is being started again has none. */
export function pids(): Partial<Record<ProcessName, number>> {
  return JSON.parse(readFileSync(join(place.dataDirectory, 'pids.json'), 'utf8')) as Partial<Record<ProcessName, number>>;
}

/** True only while every part says that it does its work. */
export async function isReady(): Promise<boolean> {
  return fetch(`${place.url}/api/health/ready`).then(
    (response) => response.ok,
    () => false,
  );
}

function told(name: string): string {
  const value = process.env[`RELAIS_E2E_${name}`];
  if (value === undefined) throw new Error(`the product under test was not started (RELAIS_E2E_${name} is missing)`);
  return value;
}
