/**
 * `npm run bench`: starts the product in a directory of its own and measures every budget, real processes and a real browser. Prints one table and never
 * fails on a figure. `npm run bench -- --only reception` (or `worklist`, `card`, `parsing`, `expertise`, `pipeline`, `backlog`, `product`) measures one part. `npm run bench -- --clone` also measures the first `npm start` of a clean clone, packages and build included.
 * Close everything else first: what else runs on the machine is in the figures.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Product, runProduct } from '../e2e/support/run-product';
import { measureAcknowledgements, settled } from './acknowledgement';
import { measureBacklog } from './backlog';
import { measureDecisions } from './decision';
import { measureExpertise } from './expertise';
import { type Figure, machine, printFigures, seconds } from './figures';
import { measureListAndCard } from './list-and-card';
import { measureMemory } from './memory';
import { measureParsing } from './parsing';
import { measurePipeline } from './pipeline';
import { measureReception } from './reception';
import { measureScreens } from './screens';

const SETTINGS = { SIMULATOR_RATE: '0', SIMULATOR_REFUSALS: '0' };

const directory = mkdtempSync(join(tmpdir(), 'relais-bench-'));
// Started by root, PostgreSQL runs as another user, who must get through.
chmodSync(directory, 0o711);
// Parts without the product's supervisor seal with a key of their own.
process.env.NEXTAUTH_SECRET ??= randomBytes(32).toString('base64url');
console.log(`${machine()}; load before: ${loadavg()[0]?.toFixed(1)}; ${execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()}`);
try {
  const figures: Figure[] = [];
  if (process.argv.includes('--clone')) figures.push(await measureClone());
  const build = spawnSync('node', ['server/main/build.mjs', ...(wants('product') ? [] : ['--programs'])], { encoding: 'utf8' });
  if (build.status !== 0) throw new Error(`the build failed:\n${build.stderr}`);
  if (wants('expertise')) figures.push(...measureExpertise());
  if (wants('worklist') || wants('card')) figures.push(...(await measureListAndCard(directory, { worklist: wants('worklist'), card: wants('card') })));
  if (wants('parsing')) figures.push(...measureParsing());
  if (wants('reception')) figures.push(...(await measureReception(directory)));
  if (wants('pipeline')) figures.push(...(await measurePipeline(directory)));
  if (wants('backlog')) figures.push(...(await measureBacklog(directory)));
  if (wants('product')) figures.push(...(await measureProduct()));
  printFigures(figures);
} finally {
  rmSync(directory, { recursive: true, force: true });
}

/** `--only reception` measures that part alone. */
function wants(part: 'worklist' | 'card' | 'expertise' | 'parsing' | 'reception' | 'pipeline' | 'backlog' | 'product'): boolean {
  const at = process.argv.indexOf('--only');
  return at === -1 || process.argv[at + 1] === part;
}

async function measureProduct(): Promise<Figure[]> {
  const dataDirectory = join(directory, 'data');
  const first = await runProduct({ dataDirectory, environment: SETTINGS });
  const stoppedInMs = await first.stop();
  const product = await runProduct({ dataDirectory, environment: SETTINGS });
  const figures: Figure[] = [
    {
      what: 'first start, installed and built (120 dossiers of history)',
      measured: seconds(first.startedInMs),
      budget: '< 3 min',
      isWithin: first.startedInMs < 180_000,
    },
    { what: 'later start', measured: seconds(product.startedInMs), budget: '< 10 s', isWithin: product.startedInMs < 10_000 },
    { what: 'stop', measured: seconds(stoppedInMs), budget: '< 10 s', isWithin: stoppedInMs < 10_000 },
  ];
  try {
    tellSupport(product);
    figures.push(...(await measureScreens(product)), ...(await measureDecisions(product)));
    figures.push(...(await measureAcknowledgements(product)));
    await settled(dataDirectory);
    figures.push(measureMemory(dataDirectory));
    return figures;
  } finally {
    await product.stop();
  }
}

/** Everything that a newcomer waits for: packages, build, database, history. */
async function measureClone(): Promise<Figure> {
  const clone = join(directory, 'clone');
  execFileSync('git', ['clone', '--quiet', process.cwd(), clone]);
  const product = await runProduct({ dataDirectory: join(clone, '.relais'), cwd: clone, environment: SETTINGS });
  await product.stop();
  return { what: 'first npm start of a clean clone', measured: seconds(product.startedInMs), budget: '< 3 min', isWithin: product.startedInMs < 180_000 };
}

/** The journeys' helpers look for the product where the journeys' own start leaves word of it. */
function tellSupport(product: Product): void {
  Object.assign(process.env, {
    RELAIS_E2E_URL: product.url,
    RELAIS_E2E_DATA_DIR: product.dataDirectory,
    RELAIS_E2E_MLLP_PORT: String(product.mllpPort),
    RELAIS_E2E_SIMULATOR_URL: product.simulatorUrl,
  });
}
