import { sql } from 'drizzle-orm';
import { type AckCode, buildAck } from '../hl7/ack';
import { decodeBytes } from '../hl7/charset';
import { parseMessage, printMessage } from '../hl7/grammar';
import { startMllpServer } from '../hl7/mllp-server';
import { referenceIds } from '../main/seed/reference';
import type { TestProduct } from '../main/testing';

export interface ScriptedLis {
  /** What came, oldest first. */
  texts: string[];
  answer: (text: string) => AckCode;
  /** The sentence of a refusal. */
  problem: string;
  /** Segments after the answer's own. */
  extra: string;
  close(): Promise<void>;
}

/** A LIS of Valmont that answers as it is told to. */
export async function scriptedLis(product: TestProduct): Promise<ScriptedLis> {
  const texts: string[] = [];
  const server = await startMllpServer({
    host: '127.0.0.1',
    port: 0,
    maxFrameBytes: 1_000_000,
    idleTimeoutMs: 60_000,
    maxConnections: 8,
    onFrame: (bytes) => {
      const charset = bytes.toString('latin1').includes('8859/1') ? '8859/1' : 'UNICODE UTF-8';
      const { text } = decodeBytes(bytes, charset);
      texts.push(text);
      const parsed = parseMessage(text);
      const code = lis.answer(text);
      const ack = buildAck({
        original: parsed.ok ? parsed.message : null,
        code,
        controlId: `A${texts.length}`,
        answeredControlId: text.split('|')[9] ?? '',
        at: product.clock.now(),
        zone: 'Europe/Paris',
        charset: 'UNICODE UTF-8',
        problems: code === 'AE' ? [{ segment: 'OBR', field: 4, code: '207', text: lis.problem }] : [],
      });
      return Promise.resolve(Buffer.from(printMessage(ack) + lis.extra));
    },
  });
  const lis: ScriptedLis = { texts, answer: () => 'AA', problem: 'Refus.', extra: '', close: () => server.close() };
  await product.access.worker.execute(
    sql`update laboratory set lis_url = ${`mllp://127.0.0.1:${server.port}`} where id = ${referenceIds.laboratory('valmont')}`,
  );
  return lis;
}
