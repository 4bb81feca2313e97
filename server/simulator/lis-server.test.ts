import { afterEach, describe, expect, it } from 'vitest';
import { readAck } from '../hl7/ack';
import { decodeBytes } from '../hl7/charset';
import { parseMessage } from '../hl7/grammar';
import { MllpClient } from '../hl7/mllp-client';
import { type LisServer, startLisServer } from './lis-server';
import { testMessage } from './test-message';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});

async function lis(refusalRate: number): Promise<{ server: LisServer; client: MllpClient }> {
  const server = await startLisServer({ host: '127.0.0.1', port: 0, seed: 'essai', refusalRate, now: () => new Date('2026-11-21T03:00:00Z') });
  const client = new MllpClient({ host: '127.0.0.1', port: server.port, timeoutMs: 5000 });
  open.push(server, client);
  return { server, client };
}

async function answered(client: MllpClient, bytes: Buffer): Promise<{ code: string | null; controlId: string }> {
  const outcome = parseMessage(decodeBytes(await client.send(bytes), 'UNICODE UTF-8').text);
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return readAck(outcome.message);
}

describe('the simulated system', () => {
  it('stores what it receives and says so under the same control id', async () => {
    const { server, client } = await lis(0);
    const ack = await answered(client, testMessage({ controlId: 'R1', accessionNumber: '26112100457', results: [{ status: 'F' }] }));
    expect(ack).toMatchObject({ code: 'AA', controlId: 'R1' });
    expect(server.received).toMatchObject([{ controlId: 'R1', reception: 'AA', isStored: true, isAlarming: false }]);
    expect(server.received[0]?.summary).toMatchObject({
      kind: 'decision',
      accessionNumber: '26112100457',
      observations: [{ code: '2823-3', value: '4.1', status: 'F' }],
    });
    expect(server.received[0]?.text).toContain('26112100457-BIOCH');
  });

  it('accepts the same message again without storing it twice', async () => {
    const { server, client } = await lis(0);
    const bytes = testMessage({ controlId: 'R2' });
    await answered(client, bytes);
    expect(await answered(client, bytes)).toMatchObject({ code: 'AA', controlId: 'R2' });
    expect(server.received.map(({ reception, isStored }) => [reception, isStored])).toEqual([
      ['AA', true],
      ['repeated', false],
    ]);
  });

  it('raises the alarm when a control id comes back with other bytes', async () => {
    const { server, client } = await lis(0);
    await answered(client, testMessage({ controlId: 'R3' }));
    await answered(client, testMessage({ controlId: 'R3', results: [{ value: '9.9' }] }));
    expect(server.received.map(({ isAlarming }) => isAlarming)).toEqual([false, true]);
  });

  it('refuses, turns away and hangs up when it is in the mood, and accepts the message in the end', async () => {
    const { server, client } = await lis(1);
    const codes = new Set<string | null>();
    for (let turn = 0; turn < 20; turn += 1) {
      const ack = await answered(client, testMessage({ controlId: `R4-${turn}` })).catch((fault: { retry: string }) => ({ code: fault.retry }));
      codes.add(ack.code);
    }
    expect(codes).toEqual(new Set(['AE', 'AR', 'ambiguous']));
    server.setRefusalRate(0);
    expect(await answered(client, testMessage({ controlId: 'R4-0' }))).toMatchObject({ code: 'AA' });
  });

  it('answers what is no HL7 with AE and goes on', async () => {
    const { client } = await lis(0);
    expect(await answered(client, Buffer.from('bonjour'))).toMatchObject({ code: 'AE' });
    expect(await answered(client, testMessage())).toMatchObject({ code: 'AA' });
  });

  it('is away without a trace and comes back on the same port with its memory', async () => {
    const { server, client } = await lis(0);
    const bytes = testMessage({ controlId: 'R5' });
    await answered(client, bytes);
    await server.setAway(true);
    expect(server.isAway).toBe(true);
    await expect(client.send(bytes)).rejects.toMatchObject({ retry: 'safe' });
    await server.setAway(false);
    await answered(client, bytes);
    expect(server.received.map(({ reception }) => reception)).toEqual(['AA', 'repeated']);
  });
});
