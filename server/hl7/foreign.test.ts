import { Hl7Message as ForeignMessage } from '@medplum/core';
import { Hl7Client, Hl7Server } from '@medplum/hl7';
import { afterEach, describe, expect, it } from 'vitest';
import { textOf } from './access';
import { buildAck, readAck } from './ack';
import { message, segment } from './build';
import { decodeBytes, encodeText } from './charset';
import { type Hl7Message, parseMessage, printMessage } from './grammar';
import { MllpClient } from './mllp-client';
import { startMllpServer } from './mllp-server';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

function parsed(bytes: Buffer): Hl7Message {
  const result = parseMessage(decodeBytes(bytes, 'UNICODE UTF-8').text);
  if (!result.ok) throw new Error(result.problem.text);
  return result.message;
}

function result(controlId: string, note: string): Hl7Message {
  return message(
    segment('MSH', { 3: 'SIL', 4: 'LBM-VALMONT', 9: ['ORU', 'R01', 'ORU_R01'], 10: controlId, 11: 'P', 12: '2.5', 18: 'UNICODE UTF-8' }),
    segment('NTE', { 1: '1', 3: note }),
  );
}

describe('with @medplum/hl7 at the other end', () => {
  it('takes its messages and gives it answers that it matches by itself', async () => {
    const notes: string[] = [];
    const server = await startMllpServer({
      host: '127.0.0.1',
      port: 0,
      maxFrameBytes: 1_000_000,
      idleTimeoutMs: 60_000,
      maxConnections: 5,
      onFrame: async (bytes) => {
        const original = parsed(bytes);
        const [header, note] = original.segments;
        if (!header || !note) throw new Error('segments missing');
        notes.push(textOf(original, note, 3));
        const answeredControlId = textOf(original, header, 10);
        const ack = buildAck({
          original,
          code: 'AA',
          controlId: `R${answeredControlId}`,
          answeredControlId,
          at: new Date(0),
          zone: 'Europe/Paris',
          problems: [],
        });
        return encodeText(printMessage(ack), 'UNICODE UTF-8');
      },
    });
    cleanUp.push(() => server.close());
    const client = new Hl7Client({ host: '127.0.0.1', port: server.port, keepAlive: true });
    cleanUp.push(() => client.close());

    const sent = Array.from({ length: 30 }, (_, index) => result(`VAL${index}`, `Potassium élevé n° ${index} | à revoir\nrepassé`));
    const answers = await Promise.all(sent.map((each) => client.sendAndWait(ForeignMessage.parse(printMessage(each)), { timeoutMs: 5000 })));

    expect(answers.map((answer) => [answer.getSegment('MSA')?.getField(1)?.toString(), answer.getSegment('MSA')?.getField(2)?.toString()])).toEqual(
      sent.map((_, index) => ['AA', `VAL${index}`]),
    );
    expect(notes).toEqual(sent.map((_, index) => `Potassium élevé n° ${index} | à revoir\nrepassé`));
  });

  it('sends it messages that it reads, and reads its answers', async () => {
    const received: string[] = [];
    const server = new Hl7Server((connection) => {
      connection.addEventListener('message', (event) => {
        received.push(event.message.toString());
        connection.send(event.message.buildAck());
      });
    });
    await server.start(0);
    cleanUp.push(() => server.stop({ forceDrainTimeoutMs: 100 }));
    const address = server.server?.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const client = new MllpClient({ host: '127.0.0.1', port, timeoutMs: 5000 });
    cleanUp.push(() => client.close());

    const sent = Array.from({ length: 30 }, (_, index) => result(`REL${index}`, `Validé ; « é » ^ n° ${index}\r\nfin`));
    const answers = await Promise.all(sent.map((each) => client.send(encodeText(printMessage(each), 'UNICODE UTF-8'))));

    expect(answers.map((answer) => readAck(parsed(answer)))).toMatchObject(sent.map((_, index) => ({ code: 'AA', controlId: `REL${index}` })));
    expect(received.map((text) => text.replace(/\r$/, ''))).toEqual(sent.map((each) => printMessage(each).replace(/\r$/, '')));
  });
});
