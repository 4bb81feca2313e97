import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Deframer, frame } from './mllp';
import { MllpClient, type MllpClientOptions } from './mllp-client';
import { deferred } from './testing';

const clients: MllpClient[] = [];
const receivers: { server: Server; sockets: Socket[] }[] = [];

afterEach(async () => {
  for (const { server, sockets } of receivers.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

/** A receiver that does whatever the test says with each message and its connection. */
async function receiver(onMessage: (text: string, socket: Socket, connection: number) => void) {
  const sockets: Socket[] = [];
  const messages: string[] = [];
  const server = createServer((socket) => {
    const connection = sockets.push(socket);
    const deframer = new Deframer();
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      for (const event of deframer.push(chunk)) {
        if (event.kind !== 'frame') continue;
        messages.push(event.bytes.toString());
        onMessage(event.bytes.toString(), socket, connection);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receivers.push({ server, sockets });
  return { port: (server.address() as AddressInfo).port, sockets, messages, server };
}

function clientOf(port: number, options: Partial<MllpClientOptions> = {}): MllpClient {
  const client = new MllpClient({ host: '127.0.0.1', port, timeoutMs: 5000, ...options });
  clients.push(client);
  return client;
}

const reply = (socket: Socket, text: string) => socket.write(frame(Buffer.from(text)));
const text = (bytes: Buffer) => bytes.toString();

describe('an MLLP client', () => {
  it('sends one message at a time over one connection, and gives each its answer', async () => {
    const { port, sockets, messages } = await receiver((message, socket) => reply(socket, `re:${message}`));
    const client = clientOf(port);
    const answers = await Promise.all(['1', '2', '3'].map((message) => client.send(Buffer.from(message)).then(text)));
    expect([answers, messages, sockets.length]).toEqual([['re:1', 're:2', 're:3'], ['1', '2', '3'], 1]);
  });

  it('does not begin a message before the answer to the one in flight', async () => {
    const got = deferred<Socket>();
    const { port, messages } = await receiver((message, socket) => (message === '1' ? got.resolve(socket) : reply(socket, 're:2')));
    const client = clientOf(port);
    const first = client.send(Buffer.from('1'));
    const second = client.send(Buffer.from('2'));
    const socket = await got.promise;
    expect(messages).toEqual(['1']);
    reply(socket, 're:1');
    expect([text(await first), text(await second)]).toEqual(['re:1', 're:2']);
  });

  it('opens a new connection when the receiver had closed the old one in between', async () => {
    const { port, sockets } = await receiver((message, socket) => reply(socket, `re:${message}`));
    const client = clientOf(port);
    await client.send(Buffer.from('1'));
    const gone = new Promise((resolve) => sockets[0]?.once('close', resolve));
    sockets[0]?.end();
    await gone;
    expect(text(await client.send(Buffer.from('2')))).toBe('re:2');
    expect(sockets).toHaveLength(2);
  });

  it('calls it safe to retry when nothing could be written', async () => {
    const { port, server } = await receiver(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    await expect(clientOf(port).send(Buffer.from('1'))).rejects.toMatchObject({ name: 'MllpFault', retry: 'safe', code: 'ECONNREFUSED' });
  });

  it.each([
    ['hangs up without an answer', (socket: Socket) => socket.end(), 'HUNG_UP'],
    ['resets the connection', (socket: Socket) => socket.resetAndDestroy(), 'ECONNRESET'],
    ['breaks off in the answer', (socket: Socket) => socket.end('\u000bMSH|half'), 'HUNG_UP'],
    ['answers without end', (socket: Socket) => socket.write(`\u000bMSH${'x'.repeat(2000)}`), 'ANSWER_TOO_LONG'],
    ['says nothing', () => undefined, 'ANSWER_TIMEOUT'],
  ])('calls it ambiguous when the receiver %s, and starts afresh', async (_, misbehave, code) => {
    const { port, sockets } = await receiver((message, socket, connection) => {
      if (connection === 1) misbehave(socket);
      else reply(socket, `re:${message}`);
    });
    const client = clientOf(port, { timeoutMs: 1000, maxFrameBytes: 1000 });
    await expect(client.send(Buffer.from('1'))).rejects.toMatchObject({ retry: 'ambiguous', code });
    expect(text(await client.send(Buffer.from('2')))).toBe('re:2');
    expect(sockets).toHaveLength(2);
  });

  it('never sends a message twice by itself', async () => {
    const { port, messages } = await receiver((_, socket) => socket.destroy());
    await expect(clientOf(port).send(Buffer.from('1'))).rejects.toMatchObject({ retry: 'ambiguous' });
    expect(messages).toEqual(['1']);
  });

  it('never takes an answer that came late, or that nobody asked for, for the next one', async () => {
    const late = deferred<Socket>();
    const { port } = await receiver((message, socket) => {
      if (message === '1') late.resolve(socket);
      else socket.write(Buffer.concat([frame(Buffer.from(`re:${message}`)), frame(Buffer.from('unasked'))]));
    });
    const client = clientOf(port, { timeoutMs: 700 });
    await expect(client.send(Buffer.from('1'))).rejects.toMatchObject({ code: 'ANSWER_TIMEOUT' });
    reply(await late.promise, 're:1');
    expect(text(await client.send(Buffer.from('2')))).toBe('re:2');
    expect(text(await client.send(Buffer.from('3')))).toBe('re:3');
  });

  it('waits for the answer that the caller accepts', async () => {
    const { port } = await receiver((_, socket) => {
      reply(socket, 'CA');
      reply(socket, 'AA');
    });
    expect(text(await clientOf(port).send(Buffer.from('1'), (answer) => text(answer) === 'AA'))).toBe('AA');
  });

  it('lets the message in flight have its answer when it closes, and refuses the others as safe', async () => {
    const got = deferred<Socket>();
    const { port, messages } = await receiver((_, socket) => got.resolve(socket));
    const client = clientOf(port);
    const first = client.send(Buffer.from('1'));
    const second = client.send(Buffer.from('2'));
    const socket = await got.promise;
    const closed = client.close();
    reply(socket, 're:1');
    expect(text(await first)).toBe('re:1');
    await expect(second).rejects.toMatchObject({ retry: 'safe', code: 'CLOSED' });
    await closed;
    expect(messages).toEqual(['1']);
  });

  it('puts nothing of the message into its fault', async () => {
    const { port } = await receiver((_, socket) => socket.destroy());
    const fault = await clientOf(port)
      .send(Buffer.from('ZZCANARI'))
      .catch((error: unknown) => error);
    expect(`${String(fault)} ${JSON.stringify(fault)}`).not.toContain('CANARI');
  });
});
