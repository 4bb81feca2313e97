import { MllpClient } from '../server/hl7/mllp-client';
import { testMessage } from '../server/simulator/test-message';

/** How a laboratory's link is loaded. */
export interface Load {
  port: number;
  connections: number;
  messages: number;
  /** Milliseconds between two messages of one connection; 0 sends the next as soon as the last is answered. */
  everyMs: number;
}

let number = 0;

/** Sends messages of twenty results over so many connections and answers the time to each acknowledgement, in ms. */
export async function acknowledgements({ port, connections, messages, everyMs }: Load): Promise<{ times: number[]; perSecond: number }> {
  const times: number[] = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      const client = new MllpClient({ host: '127.0.0.1', port, timeoutMs: 30_000 });
      const start = performance.now() + (connection * everyMs) / connections;
      for (let count = 0; count < messages / connections; count += 1) {
        const wait = start + count * everyMs - performance.now();
        if (everyMs > 0 && wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        const bytes = twentyResults();
        const sent = performance.now();
        const answer = await client.send(bytes);
        times.push(performance.now() - sent);
        if (!/\rMSA\|AA/.test(answer.toString('latin1'))) throw new Error('a message of the bench was not acknowledged');
      }
      await client.close();
    }),
  );
  return { times, perSecond: (1000 * times.length) / (performance.now() - began) };
}

/** A message of its own dossier, as a laboratory's night sends many. */
export function twentyResults(): Buffer {
  number += 1;
  const accessionNumber = `98${String(Date.now() % 1_000_000_000).padStart(9, '0')}${String(number % 1000).padStart(3, '0')}`;
  const results = Array.from({ length: 20 }, (_, index) => ({
    code: `A${index}`,
    label: `Analyte ${index}`,
    value: (1 + ((number * 7 + index) % 90) / 10).toFixed(1),
    unit: 'mmol/L',
    range: '2.0 - 8.0',
    flag: 'N',
  }));
  return testMessage({
    accessionNumber,
    sentAt: new Date(),
    results,
    patient: { identifier: String(5_000_000 + number), birthFamilyName: 'MESURE', ins: null },
  });
}
