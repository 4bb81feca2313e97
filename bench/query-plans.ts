/**
 * `npx tsx bench/query-plans.ts [copies]`: copies a small history many times over (110 000 dossiers, three million results, two years: some five minutes), starts the product
 * on it, asks what people's screens ask, and prints how long each answer took and the plan of every statement that took longer than SLOW_MS.
 */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { type Api, apiOf } from '../e2e/support/api';
import { ownerUrlOf } from '../e2e/support/books';
import { type Product, runProduct } from '../e2e/support/run-product';
import { startPostgres } from '../server/main/postgres';
import { machine, ms } from './figures';
import { inflate } from './inflate';

const SLOW_MS = 25;
const ASKED = 5;
const SETTINGS = { SIMULATOR_RATE: '0', SIMULATOR_REFUSALS: '0', SIMULATOR_HISTORY: '40' };

const copies = Number(process.argv[2] ?? 2_500);
const directory = mkdtempSync(join(tmpdir(), 'relais-plans-'));
chmodSync(directory, 0o711);
console.log(machine());
try {
  const seeded = await runProduct({ dataDirectory: directory, environment: SETTINGS });
  await seeded.stop();
  await populate();
  const product = await runProduct({ dataDirectory: directory, environment: SETTINGS });
  try {
    await ask(product);
  } finally {
    await product.stop();
  }
  printPlans();
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function populate(): Promise<void> {
  const server = await startPostgres({ directory });
  const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => undefined });
  await inflate(sql, copies);
  for (const role of ['relais_web', 'relais_worker']) {
    await sql.unsafe(`alter role ${role} set session_preload_libraries = 'auto_explain'`);
    for (const [name, value] of [
      ['log_min_duration', `'${SLOW_MS}ms'`],
      ['log_analyze', 'on'],
      ['log_buffers', 'on'],
      ['log_parameter_max_length', '0'],
    ])
      await sql.unsafe(`alter role ${role} set auto_explain.${name} = ${value}`);
  }
  const counted = await sql`select (select count(*) from dossier) as dossiers, (select count(*) from observation_version) as results,
    (select count(*) from report) as reports, (select count(*) from inbound_message) as "messagesIn", pg_size_pretty(pg_database_size(current_database())) as size`;
  console.log(counted[0]);
  await sql.end();
  await server.stop(60_000);
}

/** What the screens ask when they open, as the persons who open them. */
async function ask(product: Product): Promise<void> {
  Object.assign(process.env, {
    RELAIS_E2E_URL: product.url,
    RELAIS_E2E_DATA_DIR: directory,
    RELAIS_E2E_MLLP_PORT: String(product.mllpPort),
    RELAIS_E2E_SIMULATOR_URL: product.simulatorUrl,
  });
  const [biologist, prescriber, ward, manager, administrator] = [
    await as('h.marchetti'),
    await as('e.marchal'),
    await as('n.belkacem'),
    await as('f.delmas'),
    await as('s.perrin'),
  ];
  const today = new Date().toISOString().slice(0, 10);
  const monthAgo = new Date(Date.now() - 29 * 86_400_000).toISOString().slice(0, 10);
  const { id: dossierId, number } = await someDossier();
  const everything = {
    direction: 'all',
    laboratoryId: null,
    state: 'all',
    from: null,
    to: null,
    accessionNumber: null,
    controlId: null,
    cursor: null,
  } as const;
  await timed('worklist', () => biologist.validation.worklist.query());
  await timed('card with its priors', () => biologist.validation.open.mutate({ dossierId }));
  await timed('prescriber’s list, first page', () => prescriber.portal.listReports.query({ scope: 'mine', search: '', offset: 0, limit: 50 }));
  await timed('prescriber’s list, a name', () => prescriber.portal.listReports.query({ scope: 'all', search: 'PAT-TROIS', offset: 0, limit: 50 }));
  await timed('ward’s list, first page', () => ward.portal.listReports.query({ scope: 'ward', search: '', offset: 0, limit: 50 }));
  await timed('exchanges, links', () => administrator.exchanges.links.query());
  await timed('exchanges, newest', () => administrator.exchanges.list.query({ ...everything }));
  await timed('exchanges, of one dossier', () => administrator.exchanges.list.query({ ...everything, accessionNumber: number }));
  await timed('exchanges, refused ones', () => administrator.exchanges.list.query({ ...everything, state: 'failed' }));
  await timed('trail of one dossier', () => administrator.audit.trail.query({ accessionNumber: number, before: null }));
  await timed('activity, 30 days', () => manager.statistics.activity.query({ from: monthAgo, to: today, siteId: null }));
}

async function as(login: string): Promise<Api> {
  const { api } = await apiOf(login);
  return api;
}

async function someDossier(): Promise<{ id: string; number: string }> {
  const sql = postgres(ownerUrlOf(directory), { max: 1, onnotice: () => undefined });
  const rows = await sql<{ id: string; number: string }[]>`
    select d.id, d.accession_number as number from dossier d join worklist_entry w on w.dossier_id = d.id where w.standing = 'awaiting' limit 1`;
  await sql.end();
  if (!rows[0]) throw new Error('no dossier waits');
  return rows[0];
}

async function timed(what: string, call: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  try {
    for (let count = 0; count < ASKED; count += 1) {
      const began = performance.now();
      await call();
      times.push(performance.now() - began);
    }
    console.log(`${what.padEnd(30)} first ${ms(times[0] ?? Number.NaN).padStart(8)}, best ${ms(Math.min(...times)).padStart(8)}`);
  } catch (error) {
    console.log(`${what.padEnd(30)} failed: ${error instanceof Error ? error.name : 'unknown'}`);
  }
}

/** Each slow statement once, with the plan of its slowest run. */
function printPlans(): void {
  const folder = join(directory, 'postgres', 'log');
  const log = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  const slowest = new Map<string, { tookMs: number; plan: string }>();
  for (const entry of log.split(/\n(?=\d{4}-\d\d-\d\d )/)) {
    const found = /duration: ([\d.]+) ms {2}plan:\s+Query Text: (.*?)\n(\t? *\S.*\(cost=.*)/s.exec(entry);
    if (!found) continue;
    const [, took = '0', query = '', plan = ''] = found;
    const key = query.replaceAll(/\s+/g, ' ').trim();
    if (Number(took) > (slowest.get(key)?.tookMs ?? 0)) slowest.set(key, { tookMs: Number(took), plan });
  }
  for (const [query, { tookMs, plan }] of [...slowest].sort((left, right) => right[1].tookMs - left[1].tookMs))
    console.log(`\n${ms(tookMs)}  ${query}\n${plan}`);
}
