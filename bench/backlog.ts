import { connect } from '../db/client';
import { makeUser } from '../server/access/testing';
import { insertDuty } from '../server/duty/store';
import { referenceIds } from '../server/main/seed/reference';
import { type ProfessionalActor, systemActor } from '../server/platform/actor';
import { contextFor } from '../server/platform/context';
import { newId } from '../server/platform/ids';
import { readCard } from '../server/validation/read-card';
import { readWorklist } from '../server/validation/read-worklist';
import { type BenchProduct, startBenchProduct, wrongsIn } from './bench-product';
import { type Figure, quantile, seconds, spread } from './figures';
import { correct } from './pipeline';
import { spentBetween } from './programs';

/** `BENCH_BACKLOG_MESSAGES=2000` for a trial. */
const MESSAGES = Number(process.env.BENCH_BACKLOG_MESSAGES ?? 20_000);
const BUDGET_PER_SECOND = 20_000 / 90;
/** How often a biologist's screen asks while the backlog is drained. */
const LOOK_EVERY_MS = 250;

/**
 * What came while the worker was away, drained in order: from its start until no message and nobody who hears of a revision waits. Meanwhile a biologist
 * reads her worklist and opens the card on top of it, again and again.
 */
export async function measureBacklog(directory: string): Promise<Figure[]> {
  const product = await startBenchProduct(directory, '2');
  try {
    await product.send(
      () => product.sentMessages() < MESSAGES,
      async () => undefined,
    );
    const messages = product.sentMessages();
    const screens = await openScreens(product);
    const began = performance.now();
    await product.startWorker();
    const before = product.uses();
    let appliedMs = 0;
    for (;;) {
      const { stored, followers } = await product.undone();
      if (stored === 0 && appliedMs === 0) appliedMs = performance.now() - began;
      if (stored + followers === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const drainedMs = performance.now() - began;
    const after = product.uses();
    const looks = await screens.close();
    const perSecond = (1000 * messages) / drainedMs;
    return [
      {
        what: `backlog of ${messages} messages drained, worklist up to date`,
        measured: `${seconds(drainedMs)} (in their dossiers after ${seconds(appliedMs)}), ${Math.round(perSecond)} msg/s`,
        budget: '20 000 in < 90 s (222 msg/s)',
        isWithin: perSecond >= BUDGET_PER_SECOND,
      },
      { what: '  processor time for each message, ms', measured: spentBetween(before, after, messages), budget: '', isWithin: null },
      {
        what: '  meanwhile: worklist and card read',
        measured: `p95 ${Math.round(quantile(looks, 0.95))} ms, ${spread(looks)}`,
        budget: 'p95 < 300 ms',
        isWithin: quantile(looks, 0.95) < 300,
      },
      correct(await wrongsIn(product)),
    ];
  } finally {
    await product.stop();
  }
}

/** A biologist on duty who looks at her list and at its first card, as the web server reads them. */
async function openScreens(product: BenchProduct): Promise<{ close(): Promise<number[]> }> {
  const worker = connect(product.workerUrl, { max: 1, applicationName: 'relais-bench' });
  const userId = await makeUser(worker.db, () => new Date(), { login: 'bench' });
  const siteId = referenceIds.site('valmont');
  const [startsAt, endsAt] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 36_000_000)];
  await contextFor(worker.db, systemActor('bench')).transaction((tx) =>
    insertDuty(tx, { id: newId(), userId, siteId, startsAt, endsAt, kind: 'astreinte', madeAt: startsAt }),
  );
  await worker.close();
  const web = connect(product.webUrl, { max: 2, applicationName: 'relais-bench-screens' });
  const ctx = contextFor(web.db, biologist(userId, siteId));
  const looks: number[] = [];
  let isOpen = true;
  const looking = (async () => {
    while (isOpen) {
      const began = performance.now();
      const { entries } = await readWorklist(ctx);
      const [first] = entries;
      if (first) await readCard(ctx, { dossierId: first.dossierId });
      looks.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  })();
  return {
    close: async () => {
      isOpen = false;
      await looking;
      await web.close();
      return looks;
    },
  };
}

const biologist = (userId: string, siteId: string): ProfessionalActor => ({
  kind: 'professional',
  userId,
  sessionId: newId(),
  name: 'Camille ESSAI',
  rppsNumber: '10002223334',
  roles: ['biologist'],
  siteIds: [siteId],
  wardIds: [],
  prescriberId: null,
  stage: 'full',
  terminalId: null,
  address: '192.0.2.9',
  terminal: 'poste de mesure',
});
