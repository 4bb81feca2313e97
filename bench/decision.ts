import postgres from 'postgres';
import { apiOf } from '../e2e/support/api';
import { ownerUrlOf } from '../e2e/support/books';
import { validateAll } from '../e2e/support/decide';
import type { Product } from '../e2e/support/run-product';
import { MllpClient } from '../server/hl7/mllp-client';
import { testMessage } from '../server/simulator/test-message';
import { type Figure, quantile, spread } from './figures';

const DECISIONS = 10;

/** From the end of the time to undo to a report that its prescriber can open; then from her reading to its receipt, acknowledged by the LIS. */
export async function measureDecisions(product: Product): Promise<Figure[]> {
  const [biologist, prescriber] = [await apiOf('p.gerard'), await apiOf('e.marchal')];
  const client = new MllpClient({ host: '127.0.0.1', port: product.mllpPort, timeoutMs: 10_000 });
  const sql = postgres(ownerUrlOf(product.dataDirectory), { max: 1, onnotice: () => undefined });
  const released: number[] = [];
  const acknowledged: number[] = [];
  try {
    for (let number = 0; number < DECISIONS; number += 1) {
      const accessionNumber = `96${Date.now()}`;
      await client.send(testMessage({ accessionNumber, sentAt: new Date(), prescriberRpps: '10001234567' }));
      const { effectiveAt } = await validateAll(biologist.api, accessionNumber);
      const reportId = await until(async () => {
        const { items } = await prescriber.api.portal.listReports.query({ scope: 'mine', search: accessionNumber, offset: 0, limit: 10 });
        return items[0]?.reportId;
      });
      released.push(Date.now() - effectiveAt.getTime());
      const { viewedAt } = await prescriber.api.portal.viewReport.mutate({ reportId });
      const acknowledgedAt = await until(async () => {
        const [row] = await sql<{ at: Date | null }[]>`
          select m.acknowledged_at as at from outbound_message m join report_view v on v.id = m.source_id where m.kind = 'reading' and v.report_id = ${reportId}`;
        return row?.at ?? undefined;
      });
      acknowledged.push(acknowledgedAt.getTime() - viewedAt.getTime());
    }
  } finally {
    await client.close();
    await sql.end({ timeout: 5 });
  }
  return [
    {
      what: 'end of the time to undo → prescriber can open the report',
      measured: spread(released),
      budget: '< 2 s',
      isWithin: quantile(released, 0.99) < 2_000,
    },
    { what: 'reading → receipt acknowledged by the LIS', measured: spread(acknowledged), budget: '< 1 s', isWithin: quantile(acknowledged, 0.99) < 1_000 },
  ];
}

async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('what the bench waits for did not come within a minute');
}
