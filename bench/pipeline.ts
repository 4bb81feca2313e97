import { startBenchProduct, wrongsIn } from './bench-product';
import type { Figure } from './figures';
import { spentBetween, type Use } from './programs';

/** `BENCH_PIPELINE_SECONDS=30` for a trial; the promise is for ten minutes. */
const SECONDS = Number(process.env.BENCH_PIPELINE_SECONDS ?? 600);
/** So that the queue is never empty and never long: what is sent faster than it is done would only show how long a queue may become. */
const STORED_AT_MOST = 600;
const FOLLOWERS_AT_MOST = 3_000;
const BUDGET_PER_SECOND = 400;
/** A process that keeps what it has done grows by more than this. */
const FLAT = 1.25;

/**
 * The whole pipeline as fast as it goes, for ten minutes: messages of twenty results received, translated, carried into their dossiers, everybody told who
 * hears of a revision, and the worklist brought up to date. Memory at the start, in the middle and at the end; processor time for each message.
 */
export async function measurePipeline(directory: string): Promise<Figure[]> {
  const product = await startBenchProduct(directory, '1');
  try {
    await product.startWorker();
    let undone = await product.undone();
    let isWatched = true;
    const watching = (async () => {
      while (isWatched) {
        undone = await product.undone();
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    })();
    const untilRoom = async () => {
      while (undone.stored > STORED_AT_MOST || undone.followers > FOLLOWERS_AT_MOST) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    const stages: Record<string, Use>[] = [];
    const warmUntil = performance.now() + Math.min(10_000, SECONDS * 200);
    await product.send(() => performance.now() < warmUntil, untilRoom);
    stages.push(product.uses());
    const [before, began] = [product.sentMessages(), performance.now()];
    for (const half of [0.5, 1]) {
      await product.send(() => performance.now() < began + SECONDS * 1000 * half, untilRoom);
      stages.push(product.uses());
    }
    isWatched = false;
    await watching;
    for (undone = await product.undone(); undone.stored + undone.followers > 0; undone = await product.undone())
      await new Promise((resolve) => setTimeout(resolve, 50));
    const seconds = (performance.now() - began) / 1000;
    const messages = product.sentMessages() - before;
    const wrongs = await wrongsIn(product);
    return [...speed(messages, seconds, stages), ...memory(stages), correct(wrongs)];
  } finally {
    await product.stop();
  }
}

function speed(messages: number, seconds: number, stages: readonly Record<string, Use>[]): Figure[] {
  const [first = {}, last = {}] = [stages[0], stages.at(-1)];
  return [
    {
      what: `pipeline, ${Math.round(seconds)} s: stored, translated, dossier revised, everybody told, worklist up to date`,
      measured: `${Math.round(messages / seconds)} msg/s (${messages} messages)`,
      budget: `≥ ${BUDGET_PER_SECOND} msg/s`,
      isWithin: messages / seconds >= BUDGET_PER_SECOND,
    },
    { what: '  processor time for each message, ms', measured: spentBetween(first, last, messages), budget: '', isWithin: null },
  ];
}

function memory(stages: readonly Record<string, Use>[]): Figure[] {
  const programs = Object.keys(stages.at(-1) ?? {}).filter((name) => name !== 'client');
  return programs.map((name) => {
    const [start = 0, middle = 0, end = 0] = stages.map((stage) => stage[name]?.megabytes ?? 0);
    return {
      what: `  memory of ${name} at start, middle and end`,
      measured: `${Math.round(start)}, ${Math.round(middle)}, ${Math.round(end)} MB`,
      budget: 'flat',
      isWithin: end <= Math.max(middle, start) * FLAT,
    };
  });
}

export const correct = (wrongs: readonly string[]): Figure => ({
  what: '  every message applied once, in order per dossier, every line of the worklist up to date',
  measured: wrongs.length === 0 ? 'yes' : wrongs.join('; '),
  budget: 'yes',
  isWithin: wrongs.length === 0,
});
