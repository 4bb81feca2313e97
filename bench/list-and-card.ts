import postgres from 'postgres';
import { connect } from '../db/client';
import { makeUser } from '../server/access/testing';
import { insertDuty } from '../server/duty/store';
import { referenceIds } from '../server/main/seed/reference';
import { type ProfessionalActor, systemActor } from '../server/platform/actor';
import { contextFor } from '../server/platform/context';
import { newId } from '../server/platform/ids';
import { readCard } from '../server/validation/read-card';
import { readWorklist } from '../server/validation/read-worklist';
import { staleProjections } from '../server/validation/store';
import { FIRST_PAGE, type Filters, NO_FILTERS } from '../server/validation/worklist-filters';
import { type Figure, quantile, spread } from './figures';
import { openNights } from './night-database';
import { LONG_HISTORY, LONG_HISTORY_DOSSIER, seededId } from './night-seed';

const ASKED = 100;
const SITES = ['valmont', 'hauterive', 'clairlieu'] as const;
/** The list of one site, as bare as it can be asked: what the partial index answers with. */
const BARE = `select * from worklist_entry where site_id = $1 and standing in ('awaiting', 'pending') order by tier, presses_at, arrived_at, dossier_id limit 50`;

/** Of a sample of those who wait, whoever has the number of earlier values that the promise names. */
const CLOSEST_TO_1200 = `
  select w.dossier_id as "dossierId", held.values from (select * from worklist_entry where standing = 'awaiting' order by arrived_at limit 2000) w
    join dossier d on d.id = w.dossier_id
    cross join lateral (select count(*)::int as values from dossier e join observation_version o on o.dossier_id = e.id where e.patient_id = d.patient_id and e.id <> d.id) held
  order by abs(held.values - 1200), w.dossier_id limit 1`;

/** The worklist of fifty and the card of a person with a long history, as the web server reads them, among two years of dossiers; `BENCH_DOSSIERS` says how many. */
export async function measureListAndCard(directory: string, parts: { worklist: boolean; card: boolean }): Promise<Figure[]> {
  const database = await openNights(directory);
  const worker = connect(database.workerUrl, { max: 1, applicationName: 'relais-bench' });
  const web = connect(database.webUrl, { max: 1, applicationName: 'relais-bench-list' });
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const actor = await onDuty(worker.db);
    const ctx = contextFor(web.db, actor);
    const [held] = await owner<{ dossiers: number; results: number }[]>`
      select (select reltuples::int from pg_class where relname = 'dossier') as dossiers, (select reltuples::int from pg_class where relname = 'observation_version') as results`;
    const among = `among ${held?.dossiers} dossiers, ${held?.results} results`;
    const figures: Figure[] = [];
    if (parts.worklist) {
      const bare = await times(() => owner.unsafe(BARE, [referenceIds.site('valmont')]));
      const budget = 2 * quantile(bare, 0.95) + 20;
      figures.push({ what: `bare partial-index query of 50, ${among}`, measured: measured(bare), budget: '', isWithin: null });
      const asked: [string, Partial<Filters>][] = [
        ['worklist of 50, three sites', {}],
        ['  searched by a name', { search: 'mesure 12' }],
        ['  of one age, chapter and priority', { ages: ['elder'], chapters: ['Biochimie'], priorities: ['urgent'] }],
      ];
      for (const [what, filters] of asked) {
        const taken = await times(() => readWorklist(ctx, { ...FIRST_PAGE, filters: { ...NO_FILTERS, ...filters } }));
        const p95 = quantile(taken, 0.95);
        figures.push({ what, measured: measured(taken), budget: `p95 ≤ 2 × bare + 20 ms = ${budget.toFixed(0)} ms`, isWithin: p95 <= budget });
      }
      const swept = await times(
        () => contextFor(worker.db, systemActor('bench')).transaction((tx) => staleProjections(tx, new Date(Date.now() - 660_000))),
        10,
      );
      figures.push({ what: '  its sweeper’s look, each minute', measured: measured(swept), budget: '', isWithin: null });
    }
    if (parts.card) {
      const [usual] = await owner.unsafe<{ dossierId: string; values: number }[]>(CLOSEST_TO_1200);
      if (!usual) throw new Error('nobody waits');
      for (const [whom, dossierId] of [
        [`a person with ${usual.values} earlier values`, usual.dossierId],
        [`a person with ${LONG_HISTORY} earlier dossiers`, seededId(2, LONG_HISTORY_DOSSIER)],
      ] as const) {
        const taken = await times(async () => {
          if (!(await readCard(ctx, { dossierId })).ok) throw new Error('the card was refused');
        }, 40);
        figures.push({ what: `card of ${whom}, ${among}`, measured: measured(taken), budget: 'p95 < 150 ms', isWithin: quantile(taken, 0.95) < 150 });
      }
    }
    return figures;
  } finally {
    await owner.end();
    await web.close();
    await worker.close();
    await database.stop();
  }
}

const measured = (taken: readonly number[]): string => `p95 ${quantile(taken, 0.95).toFixed(1)} ms, ${spread(taken)}`;

async function times(run: () => Promise<unknown>, count = ASKED): Promise<number[]> {
  const taken: number[] = [];
  for (let number = -5; number < count; number += 1) {
    const began = performance.now();
    await run();
    // The first ones warm caches and plans.
    if (number >= 0) taken.push(performance.now() - began);
  }
  return taken;
}

async function onDuty(db: ReturnType<typeof connect>['db']): Promise<ProfessionalActor> {
  const userId = await makeUser(db, () => new Date(), { login: `bench-${newId()}` });
  const [startsAt, endsAt] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 36_000_000)];
  const siteIds = SITES.map((key) => referenceIds.site(key));
  await contextFor(db, systemActor('bench')).transaction(async (tx) => {
    for (const siteId of siteIds) await insertDuty(tx, { id: newId(), userId, siteId, startsAt, endsAt, kind: 'astreinte', madeAt: startsAt });
  });
  return {
    kind: 'professional',
    userId,
    sessionId: newId(),
    name: 'Camille ESSAI',
    rppsNumber: '10002223334',
    roles: ['biologist'],
    siteIds,
    wardIds: [],
    prescriberId: null,
    stage: 'full',
    terminalId: null,
    address: '192.0.2.9',
    terminal: 'poste de mesure',
  };
}
