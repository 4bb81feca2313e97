import { MllpClient } from '../server/hl7/mllp-client';
import { testMessage } from '../server/simulator/test-message';

/** How a laboratory's link is loaded: so many messages, or as many as go into a time. */
export interface Load {
  port: number;
  connections: number;
  messages?: number;
  forMs?: number;
  /** Milliseconds between two messages of one connection; 0 sends the next as soon as the last is answered. */
  everyMs: number;
}

let number = 0;

/** Sends messages of twenty results over so many connections and answers the time to each acknowledgement, in ms. */
export async function acknowledgements({ port, connections, messages = Number.POSITIVE_INFINITY, forMs, everyMs }: Load): Promise<Acknowledged> {
  const times: number[] = [];
  const began = performance.now();
  const end = forMs === undefined ? Number.POSITIVE_INFINITY : began + forMs;
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      const client = new MllpClient({ host: '127.0.0.1', port, timeoutMs: 30_000 });
      const start = performance.now() + (connection * everyMs) / connections;
      for (let count = 0; count < messages / connections && performance.now() < end; count += 1) {
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

export interface Acknowledged {
  times: number[];
  perSecond: number;
}

/** What differs from one message to the next. */
const MARKS = { accessionNumber: '98000000000', controlId: 'BENCH000000000', identifier: '5000000' };
const [BEFORE = '', ...AFTER] = template().split(/(98000000000|BENCH000000000|5000000)/);

/** A message of its own dossier and its own patient, as a laboratory's night sends many; made cheaply, since the machine is the measured one's. */
export function twentyResults(patients = Number.POSITIVE_INFINITY): Buffer {
  number += 1;
  const run = process.pid % 1000;
  const values: Record<string, string> = {
    [MARKS.accessionNumber]: `98${String(run).padStart(3, '0')}${String(number).padStart(6, '0')}`,
    [MARKS.controlId]: `B${process.pid}${Date.now().toString(36)}${number}`.slice(0, 20),
    [MARKS.identifier]: String(5_000_000 + (number % patients)),
  };
  return Buffer.from(BEFORE + AFTER.map((part) => values[part] ?? part).join(''), 'latin1');
}

function template(): string {
  const results = Array.from({ length: 20 }, (_, index) => ({
    code: `A${index}`,
    label: `Analyte ${index}`,
    value: (1 + ((index * 7) % 90) / 10).toFixed(1),
    unit: 'mmol/L',
    range: '2.0 - 8.0',
    flag: 'N',
  }));
  const { accessionNumber, controlId, identifier } = MARKS;
  return testMessage({ accessionNumber, controlId, sentAt: new Date(), results, patient: { identifier, birthFamilyName: 'MESURE', ins: null } }).toString(
    'latin1',
  );
}
