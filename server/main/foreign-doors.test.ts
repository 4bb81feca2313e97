import { Hl7Message as ForeignMessage } from '@medplum/core';
import { Hl7Client, Hl7Server } from '@medplum/hl7';
import { Client, Message } from 'node-hl7-client';
import { Server } from 'node-hl7-server';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startMllpServer } from '../hl7/mllp-server';
import { receiveFrame } from '../inbound/receive-frame';
import { ORDER, obx, oru, REQUEST } from '../inbound/testing';
import { LisLinks } from '../outbound/lis-links';
import { openTestProduct, type TestProduct } from './testing';

/** Peers that we did not write, at both doors of the product, on real sockets and the real database. */
let product: TestProduct;
let door: Awaited<ReturnType<typeof startMllpServer>>;
const cleanUp: (() => unknown)[] = [];
beforeAll(async () => {
  product = await openTestProduct();
  door = await startMllpServer({
    host: '127.0.0.1',
    port: 0,
    maxFrameBytes: 1_000_000,
    idleTimeoutMs: 60_000,
    maxConnections: 5,
    onFrame: (bytes, peer) => receiveFrame(product.ctx, { bytes, peer: peer.address, acceptsTests: true }),
  });
});
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});
afterAll(async () => {
  await door.close();
  await product.end();
});

const message = (controlId: string) => oru(ORDER, REQUEST, obx({ 2: 'TX', 5: 'Élevé \\T\\ contrôlé : µmol' })).replace('TEST1', controlId);
const numbered = (name: string) => Array.from({ length: 5 }, (_, index) => `${name}${index}`);

test('node-hl7-client delivers results and reads the answer to each of its messages', async () => {
  const answers: string[] = [];
  let answered = (_answer: string): void => undefined;
  const connection = new Client({ host: '127.0.0.1' }).createConnection({ port: door.port }, (response) => {
    const answer = response.getMessage();
    answered(`${answer.get('MSA.1').toString()} ${answer.get('MSA.2').toString()}`);
  });
  cleanUp.push(() => connection.close());
  // It queues what it is given before it is connected or answered, and 3.2 never comes to an end with its queue.
  await new Promise((resolve) => connection.once('connect', resolve));
  for (const controlId of numbered('NODE')) {
    const next = new Promise<string>((resolve) => {
      answered = resolve;
    });
    await connection.sendMessage(new Message({ text: message(controlId) }));
    answers.push(await next);
  }
  expect(answers).toEqual(numbered('AA NODE'));
});

test('@medplum/hl7 delivers results at once and gives each answer to its message', async () => {
  const client = new Hl7Client({ host: '127.0.0.1', port: door.port, keepAlive: true });
  cleanUp.push(() => client.close());
  const sent = numbered('MED').map((controlId) => client.sendAndWait(ForeignMessage.parse(message(controlId)), { timeoutMs: 10_000 }));
  const told = (await Promise.all(sent)).map((answer) => [1, 2].map((field) => answer.getSegment('MSA')?.getField(field)?.toString()).join(' '));
  expect(told).toEqual(numbered('AA MED'));
});

test('node-hl7-server takes what our link sends, and its answer settles the message', async () => {
  const received: string[] = [];
  const inbound = new Server({ bindAddress: '127.0.0.1' }).createInbound({ port: 0 }, (request, response) => {
    received.push(`${request.getMessage().get('MSH.10').toString()} ${request.getMessage().get('OBX.5').toString()}`);
    void response.sendResponse('AA');
  });
  cleanUp.push(() => inbound.close());
  await new Promise((resolve) => inbound.once('listen', resolve));
  const { port } = (inbound as unknown as { _socket: { address(): { port: number } } })._socket.address();
  // 2.5 reads the messages of one connection as one ever longer text: each message gets a connection of its own.
  for (const controlId of numbered('OUT')) expect(await exchanged(port, controlId)).toBe('acknowledged');
  expect(received).toEqual(numbered('OUT').map((controlId) => `${controlId} Élevé & contrôlé : µmol`));
});

test('@medplum/hl7 takes what our link sends on one connection, and its answers settle the messages', async () => {
  const received: string[] = [];
  const server = new Hl7Server((connection) => {
    connection.addEventListener('message', (event) => {
      received.push(event.message.toString().trimEnd());
      connection.send(event.message.buildAck());
    });
  });
  await server.start(0);
  cleanUp.push(() => server.stop({ forceDrainTimeoutMs: 100 }));
  const address = server.server?.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const links = new LisLinks({ timeoutMs: 5000 });
  cleanUp.push(() => links.close());
  for (const controlId of numbered('OUT')) expect(await exchanged(port, controlId, links)).toBe('acknowledged');
  expect(received).toEqual(numbered('OUT').map(message));
});

async function exchanged(port: number, controlId: string, kept?: LisLinks): Promise<string> {
  const links = kept ?? new LisLinks({ timeoutMs: 5000 });
  try {
    return (await links.exchange(`mllp://127.0.0.1:${port}`, Buffer.from(`${message(controlId)}\r`), controlId)).outcome;
  } finally {
    if (!kept) await links.close();
  }
}
