import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readAck } from '../hl7/ack';
import { parseMessage } from '../hl7/grammar';
import { frame } from '../hl7/mllp';
import { type MllpServer, startMllpServer } from '../hl7/mllp-server';
import { RawPeer } from '../hl7/testing';
import { keepFragment } from '../inbound/keep-fragment';
import { receiveFrame } from '../inbound/receive-frame';
import { ORDER, obx, oru, REQUEST } from '../inbound/testing';
import { openTestProduct, type TestProduct } from './testing';

/** Bad framing at the product's own door: each message, good or bad, is answered under its own control id, in order. */
const MAX = 8000;
let product: TestProduct;
let door: MllpServer;
const peers: RawPeer[] = [];
beforeAll(async () => {
  product = await openTestProduct();
  door = await startMllpServer({
    host: '127.0.0.1',
    port: 0,
    maxFrameBytes: MAX,
    idleTimeoutMs: 60_000,
    maxConnections: 20,
    onFrame: (bytes, peer) => receiveFrame(product.ctx, { bytes, peer: peer.address, acceptsTests: true }),
    onProblem: async (problem, peer) => {
      if (problem.kind === 'oversize') return keepFragment(product.ctx, { bytes: problem.head, peer: peer.address, kind: 'oversize' });
      return problem.kind === 'junk' ? keepFragment(product.ctx, { bytes: problem.bytes, peer: peer.address, kind: 'unfinished' }) : null;
    },
  });
});
afterEach(() => {
  for (const peer of peers.splice(0)) peer.socket.destroy();
});
afterAll(async () => {
  await door.close();
  await product.end();
});

const text = (controlId: string, value = 'élevé €') => oru(ORDER, REQUEST, obx({ 2: 'TX', 5: value })).replace('TEST1', controlId);
const good = (controlId: string, value?: string) => frame(Buffer.from(text(controlId, value)));
const open = (): RawPeer => {
  const peer = new RawPeer(door.port);
  peers.push(peer);
  return peer;
};
async function answered(peer: RawPeer, count: number): Promise<string[]> {
  return (await peer.answers(count)).map((answer) => {
    const parsed = parseMessage(answer);
    if (!parsed.ok) return parsed.problem.text;
    const { code, controlId } = readAck(parsed.message);
    return `${code} ${controlId}`;
  });
}

test.each<[string, (Buffer | string)[], string[]]>([
  ['three frames in one packet', [good('P1'), good('P2'), good('P3')], ['AA P1', 'AA P2', 'AA P3']],
  ['line ends and junk between frames', [good('J1'), '\r\n', good('J2'), 'GET / HTTP/1.1\r\n', good('J3')], ['AA J1', 'AA J2', 'AA J3']],
  ['a message without its VT', [good('V1'), `${text('V2')}\u001c\r`, good('V3')], ['AA V1', 'AE V2', 'AA V3']],
  ['LF as segment end', [good('L1'), frame(Buffer.from(text('L2').replaceAll('\r', '\n'))), good('L3')], ['AA L1', 'AA L2', 'AA L3']],
  ['CRLF as segment end', [good('R1'), frame(Buffer.from(text('R2').replaceAll('\r', '\r\n'))), good('R3')], ['AA R1', 'AA R2', 'AA R3']],
  ['an FS in a payload', [good('F1'), good('F2', 'a\u001cb'), good('F3')], ['AA F1', 'AA F2', 'AA F3']],
  ['a frame never closed', [good('U1'), `\u000b${text('U2')}`, good('U3')], ['AA U1', 'AE U2', 'AA U3']],
  ['half a frame', [good('H1'), `\u000b${text('H2').slice(0, 120)}`, good('H3')], ['AA H1', 'AE H2', 'AA H3']],
  ['a frame that is too long', [good('O1'), good('O2', 'x'.repeat(MAX)), good('O3')], ['AA O1', 'AE O2', 'AA O3']],
  ['a too long frame never closed', [good('X1'), `\u000b${text('X2', 'x'.repeat(MAX))}`, good('X3')], ['AA X1', 'AE X2', 'AA X3']],
  ['a damaged segment', [good('D1'), frame(Buffer.from(text('D2').replace('\rOBX|', '\rOB|'))), good('D3')], ['AA D1', 'AE D2', 'AA D3']],
  ['no HL7 at all', [good('N1'), frame(Buffer.from('bonjour')), good('N3')], ['AA N1', 'AE ', 'AA N3']],
])('%s: each message has its own answer, in order', async (_what, packet, expected) => {
  const peer = open();
  peer.socket.write(Buffer.concat(packet.map((part) => Buffer.from(part))));
  expect(await answered(peer, expected.length)).toEqual(expected);
});

test.each<[string, (second: Buffer) => number]>([
  ['between FS and CR', (second) => second.length - 1],
  ['inside a character', (second) => second.indexOf('é') + 1],
  ['after the VT', () => 1],
])('a frame split %s is answered once it is whole', async (where, place) => {
  const peer = open();
  const second = good(`S2 ${where}`);
  const at = place(second);
  // The first answer proves that the first packet was read: the rest comes in a packet of its own.
  peer.socket.write(Buffer.concat([good(`S1 ${where}`), second.subarray(0, at)]));
  expect(await answered(peer, 1)).toEqual([`AA S1 ${where}`]);
  peer.socket.write(second.subarray(at));
  expect(await answered(peer, 2)).toEqual([`AA S1 ${where}`, `AA S2 ${where}`]);
});

test('a frame that ends with its connection is answered if it can be, and never taken', async () => {
  const peer = open();
  peer.socket.end(Buffer.concat([good('E1'), Buffer.from(`\u000b${text('E2')}`)]));
  await peer.closed;
  expect(await answered(peer, 2)).toEqual(['AA E1', 'AE E2']);
});

test('sixty messages on one line, good and bad, have as many answers in their order', async () => {
  const peer = open();
  const parts = Array.from({ length: 60 }, (_, index) => (index % 4 === 3 ? Buffer.from(`\u000b${text(`M${index}`)}`) : good(`M${index}`)));
  peer.socket.write(Buffer.concat([...parts, good('END')]));
  expect(await answered(peer, 61)).toEqual([...parts.map((_, index) => `${index % 4 === 3 ? 'AE' : 'AA'} M${index}`), 'AA END']);
});
