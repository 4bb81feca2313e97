import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { frame } from './mllp';
import { MllpClient } from './mllp-client';
import type { MllpPeer, MllpProblem } from './mllp-connection';
import { type MllpServer, type MllpServerOptions, startMllpServer } from './mllp-server';
import { deferred, RawPeer, tlsFixture } from './testing';

const servers: MllpServer[] = [];
const peers: RawPeer[] = [];

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.socket.destroy();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const echo = async (bytes: Buffer) => Buffer.from(`re:${bytes.toString('utf8')}`);

async function start(options: Partial<MllpServerOptions> = {}): Promise<MllpServer> {
  const server = await startMllpServer({
    host: '127.0.0.1',
    port: 0,
    maxFrameBytes: 100_000,
    idleTimeoutMs: 60_000,
    maxConnections: 50,
    onFrame: echo,
    ...options,
  });
  servers.push(server);
  return server;
}

function peerOf(server: MllpServer): RawPeer {
  const peer = new RawPeer(server.port);
  peers.push(peer);
  return peer;
}

const wire = (...payloads: string[]) => Buffer.concat(payloads.map((payload) => frame(Buffer.from(payload))));

describe('an MLLP server', () => {
  it('answers in the order received, one at a time, even when a later answer is ready sooner', async () => {
    const first = deferred<Buffer>();
    const begun: string[] = [];
    const server = await start({
      onFrame: async (bytes) => {
        begun.push(bytes.toString());
        return bytes.toString() === 'MSH1' ? first.promise : echo(bytes);
      },
    });
    const peer = peerOf(server);
    peer.socket.write(wire('MSH1', 'MSH2', 'MSH3'));
    const other = peerOf(server);
    other.socket.write(wire('MSH9'));
    expect(await other.answers(1)).toEqual(['re:MSH9']);
    expect(begun).toEqual(['MSH1', 'MSH9']);
    first.resolve(Buffer.from('late'));
    expect(await peer.answers(3)).toEqual(['late', 're:MSH2', 're:MSH3']);
  });

  it('answers thousands of frames on one connection', async () => {
    const peer = peerOf(await start());
    const payloads = Array.from({ length: 3000 }, (_, index) => `MSH${index}`);
    peer.socket.write(wire(...payloads));
    expect(await peer.answers(3000)).toEqual(payloads.map((payload) => `re:${payload}`));
  });

  it('answers a sender that has already ended its side', async () => {
    const peer = peerOf(await start());
    peer.socket.end(wire('MSH1', 'MSH2'));
    await peer.closed;
    expect(await peer.answers(2)).toEqual(['re:MSH1', 're:MSH2']);
  });

  it('sends every answer of a frame that held several messages', async () => {
    const peer = peerOf(await start({ onFrame: async () => [Buffer.from('A'), Buffer.from('B')] }));
    peer.socket.write(wire('MSH1'));
    expect(await peer.answers(2)).toEqual(['A', 'B']);
  });

  it('serves the neighbour of a bad frame, and answers the bad one in its place when asked to', async () => {
    const problems: string[] = [];
    const server = await start({
      maxFrameBytes: 50,
      onProblem: async (problem) => {
        problems.push(problem.kind);
        return problem.kind === 'oversize' ? Buffer.from(`no:${problem.head.toString().slice(0, 4)}`) : null;
      },
    });
    const peer = peerOf(server);
    peer.socket.write(Buffer.concat([wire('MSH1'), Buffer.from('junk'), wire(`MSH2${'x'.repeat(100)}`), Buffer.from('\u000bMSH3'), wire('MSH4')]));
    expect(await peer.answers(3)).toEqual(['re:MSH1', 'no:MSH2', 're:MSH4']);
    expect(problems).toEqual(['junk', 'oversize', 'junk']);
  });

  it('never takes a frame that its sender did not finish', async () => {
    const seen: string[] = [];
    const problem = deferred<MllpProblem>();
    const server = await start({
      onFrame: async (bytes) => {
        seen.push(bytes.toString());
        return bytes;
      },
      onProblem: (found) => problem.resolve(found),
    });
    const peer = peerOf(server);
    peer.socket.end('\u000bMSH|^~\\&|half');
    await peer.closed;
    expect(await problem.promise).toMatchObject({ kind: 'junk', reason: 'unclosed' });
    expect(seen).toEqual([]);
  });

  it('closes the connection without an answer when the answer cannot be made', async () => {
    const problems: string[] = [];
    const server = await start({ onFrame: () => Promise.reject(new Error('database away')), onProblem: (problem) => void problems.push(problem.kind) });
    const peer = peerOf(server);
    peer.socket.write(wire('MSH1', 'MSH2'));
    await peer.closed;
    expect([await peer.answers(1), problems]).toEqual([[], ['handler']]);
  });

  it('survives a listener that fails', async () => {
    const server = await start({
      onProblem: () => {
        throw new Error('listener');
      },
    });
    const peer = peerOf(server);
    peer.socket.write('junk\u000bMSH1\u001c\r');
    await peer.closed;
    const next = peerOf(server);
    next.socket.write(wire('MSH2'));
    expect(await next.answers(1)).toEqual(['re:MSH2']);
  });

  it('reads no further while an answer is being prepared', async () => {
    const hold = deferred<Buffer>();
    const server = await start({ onFrame: (bytes) => (bytes.toString() === 'MSH1' ? hold.promise : echo(bytes)), maxFrameBytes: 100_000_000 });
    const peer = peerOf(server);
    peer.socket.write(wire('MSH1'));
    const flood = Buffer.alloc(64 * 1024 * 1024, 0x78);
    peer.socket.write(flood);
    // Round trips on another connection give the server all the turns it would need to read the flood.
    const other = peerOf(server);
    for (let turn = 1; turn <= 300; turn += 1) {
      other.socket.write(wire('MSH'));
      await other.answers(turn);
    }
    expect(peer.socket.writableLength).toBeGreaterThan(flood.length / 2);
    hold.resolve(Buffer.from('x'));
    peer.socket.destroy();
  });

  it('gives up a connection that completes nothing, however slowly it drips', async () => {
    const problems: string[] = [];
    const server = await start({ idleTimeoutMs: 150, onProblem: (problem) => void problems.push(problem.kind) });
    const peer = peerOf(server);
    const drip = setInterval(() => peer.socket.write('x'), 20);
    peer.socket.write('\u000bMSH');
    await peer.closed;
    clearInterval(drip);
    expect(problems[0]).toBe('idle');
  });

  it('does not count the time an answer takes as idle', async () => {
    const hold = deferred<Buffer>();
    const server = await start({ idleTimeoutMs: 300, onFrame: () => hold.promise });
    const busy = peerOf(server);
    busy.socket.write(wire('MSH1'));
    const idle = peerOf(server);
    await idle.closed;
    hold.resolve(Buffer.from('late'));
    expect(await busy.answers(1)).toEqual(['late']);
  });

  it('gives up a peer that never reads its answers', async () => {
    const problem = deferred<MllpProblem>();
    const server = await start({ idleTimeoutMs: 150, onFrame: async () => Buffer.alloc(50_000_000, 0x78), onProblem: (found) => problem.resolve(found) });
    const deaf = connect(server.port, '127.0.0.1');
    deaf.on('error', () => undefined);
    deaf.write(wire('MSH1'));
    expect((await problem.promise).kind).toBe('idle');
    deaf.destroy();
  });

  it('refuses connections above its limit while all are at work, and takes new ones when others have left', async () => {
    const refused = deferred<MllpProblem>();
    const answer = deferred<Buffer>();
    const begun = deferred();
    const onFrame = () => {
      begun.resolve();
      return answer.promise;
    };
    const server = await start({ maxConnections: 1, onFrame, onProblem: (problem) => refused.resolve(problem) });
    const first = peerOf(server);
    first.socket.write(wire('MSH1'));
    await begun.promise;
    await peerOf(server).closed;
    expect((await refused.promise).kind).toBe('refused');
    answer.resolve(Buffer.from('re:MSH1'));
    expect(await first.answers(1)).toEqual(['re:MSH1']);
    first.socket.end();
    await first.closed;
    const third = peerOf(server);
    third.socket.write(wire('MSH3'));
    expect(await third.answers(1)).toEqual(['re:MSH1']);
  });

  it('gives the place of the line that was silent longest to a newcomer', async () => {
    const problems: string[] = [];
    const server = await start({ maxConnections: 2, onProblem: (problem) => void problems.push(problem.kind) });
    const [silent, speaking] = [peerOf(server), peerOf(server)];
    silent.socket.write(wire('MSH1'));
    await silent.answers(1);
    speaking.socket.write(wire('MSH2'));
    await speaking.answers(1);
    const newcomer = peerOf(server);
    newcomer.socket.write(wire('MSH3'));
    expect(await newcomer.answers(1)).toEqual(['re:MSH3']);
    await silent.closed;
    speaking.socket.write(wire('MSH4'));
    expect(await speaking.answers(2)).toEqual(['re:MSH2', 're:MSH4']);
    expect(problems).toEqual(['crowded-out']);
  });

  it('gives up the longest of many unfinished frames when together they are too much', async () => {
    const server = await start({ maxUnfinishedBytes: 60_000 });
    const [longest, shorter] = [peerOf(server), peerOf(server)];
    shorter.socket.write(Buffer.concat([Buffer.from('\x0bMSH'), Buffer.alloc(20_000, 'b')]));
    longest.socket.write(Buffer.concat([Buffer.from('\x0bMSH'), Buffer.alloc(50_000, 'a')]));
    await longest.closed;
    shorter.socket.write('\x1c\r');
    expect((await shorter.answers(1))[0]).toHaveLength(20_006);
  });

  it('cuts off a frame that never ends', async () => {
    const server = await start({ maxFrameBytes: 10_000 });
    const peer = peerOf(server);
    peer.socket.write(Buffer.concat([Buffer.from('\x0bMSH'), Buffer.alloc(60_000, 'a')]));
    await peer.closed;
    const other = peerOf(server);
    other.socket.write(wire('MSH1'));
    expect(await other.answers(1)).toEqual(['re:MSH1']);
  });

  it('lets the answer in preparation leave when it closes, begins no other and takes no connection', async () => {
    const hold = deferred<Buffer>();
    const begun: string[] = [];
    const started = deferred();
    const server = await start({
      onFrame: (bytes) => {
        begun.push(bytes.toString());
        started.resolve();
        return hold.promise;
      },
    });
    const peer = peerOf(server);
    const idle = peerOf(server);
    await once(idle.socket, 'connect');
    peer.socket.write(wire('MSH1', 'MSH2'));
    await started.promise;
    const closed = server.close();
    expect(server.close()).toBe(closed);
    await idle.closed;
    await peerOf(server).closed;
    hold.resolve(Buffer.from('done'));
    await closed;
    await peer.closed;
    expect([await peer.answers(2), begun]).toEqual([['done'], ['MSH1']]);
  });

  it('refuses to start on a port that is taken', async () => {
    const { port } = await start();
    await expect(start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('mutual TLS', () => {
  const tls = { cert: tlsFixture('server.pem'), key: tlsFixture('server.key'), ca: tlsFixture('ca.pem') };
  const send = async (server: MllpServer, own: { cert?: Buffer; key?: Buffer; ca?: Buffer }) => {
    const client = new MllpClient({ host: 'localhost', port: server.port, timeoutMs: 5000, tls: { ca: tls.ca, ...own } });
    try {
      return await client.send(Buffer.from('MSH1'));
    } finally {
      await client.close();
    }
  };

  it('tells who the peer is by its certificate', async () => {
    const met: MllpPeer[] = [];
    const server = await start({
      tls,
      onFrame: (bytes, peer) => {
        met.push(peer);
        return echo(bytes);
      },
    });
    const answer = await send(server, { cert: tlsFixture('lis-valmont.pem'), key: tlsFixture('lis-valmont.key') });
    expect([answer.toString(), met[0]?.certificate?.commonName]).toEqual(['re:MSH1', 'lis-valmont']);
    expect(met[0]?.certificate?.fingerprint256).toMatch(/^([0-9A-F]{2}:){31}/);
  });

  it('hears nothing from a peer without a certificate, or with one that nobody trusts', async () => {
    const met: MllpPeer[] = [];
    const server = await start({
      tls,
      onFrame: (bytes, peer) => {
        met.push(peer);
        return echo(bytes);
      },
    });
    await expect(send(server, {})).rejects.toMatchObject({ name: 'MllpFault' });
    await expect(send(server, { cert: tlsFixture('stranger.pem'), key: tlsFixture('stranger.key') })).rejects.toMatchObject({ name: 'MllpFault' });
    const plain = peerOf(server);
    plain.socket.write(wire('MSH1'));
    await plain.closed;
    expect(met).toEqual([]);
  });

  it('sends nothing to a server that it does not trust', async () => {
    const server = await start({ tls });
    await expect(send(server, { ca: tlsFixture('stranger.pem') })).rejects.toMatchObject({ retry: 'safe' });
  });
});
