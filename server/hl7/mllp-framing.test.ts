import { describe, expect, it } from 'vitest';
import { parseMessage } from './grammar';
import { Deframer, type FrameEvent, frame } from './mllp';

/** Every way of framing badly, or only unusually, that was met on real lines: none loses a message or takes its neighbour along. */
const text = (controlId: string, more = '') => `MSH|^~\\&|SIL|LBM|RELAIS|GCS|20261121||ORU^R01|${controlId}|P|2.5\rNTE|1|L|${more}\r`;
const [A, B, C] = [text('A', 'élevé'), text('B', '6,9 µmol/L €'), text('C')];
const wire = (...payloads: string[]) => Buffer.concat(payloads.map((payload) => frame(Buffer.from(payload))));

function told(packets: readonly (Buffer | string)[], max = 10_000): string[] {
  const deframer = new Deframer(max);
  const events: FrameEvent[] = [...packets.flatMap((packet) => deframer.push(Buffer.from(packet))), ...deframer.end()];
  return events.map((event) => (event.kind === 'frame' ? event.bytes.toString('utf8') : event.kind === 'junk' ? `(${event.reason})` : '(oversize)'));
}
const split = (bytes: Buffer, ...places: number[]) => [0, ...places].map((from, index) => bytes.subarray(from, places[index]));

describe('framing must hold', () => {
  it('with three frames in one packet', () => expect(told([wire(A, B, C)])).toEqual([A, B, C]));

  it('with one frame over many packets, of any size', () => {
    const bytes = wire(A, B);
    for (const size of [1, 2, 3, 7, 64]) {
      const packets = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
      expect(told(packets)).toEqual([A, B]);
    }
  });

  it('with a packet that ends between FS and CR', () => {
    const end = wire(A).length;
    expect(told(split(wire(A, B), end - 1))).toEqual([A, B]);
    expect(told(split(wire(A, B), end - 2, end - 1, end, end + 1))).toEqual([A, B]);
  });

  it('with packets that end inside a character of two and of three bytes', () => {
    const bytes = wire(A, B);
    const [two, three] = [bytes.indexOf('é'), bytes.indexOf('€')];
    expect(told(split(bytes, two + 1, three + 1, three + 2))).toEqual([A, B]);
  });

  it('with a packet that ends inside the name of the next message’s first segment', () => {
    const bytes = Buffer.concat([Buffer.from(`\u000b${A}`), wire(B)]);
    const start = 1 + Buffer.byteLength(A);
    for (const more of [1, 2, 3]) expect(told(split(bytes, start + more))).toEqual(['(unclosed)', B]);
  });

  it.each(['\r\n', '\n', '\r', '\r\n\r\n'])('with %j between frames, in silence', (between) => {
    expect(told([wire(A), between, wire(B), between])).toEqual([A, B]);
  });

  it('with junk between frames, which is set aside once', () => {
    expect(told([wire(A), 'GET / HTTP/1.1\r\n\r\n', wire(B), '\u0000\u0000', wire(C)])).toEqual([A, '(outside)', B, '(outside)', C]);
  });

  it('with a message between frames that no VT announced: it is set aside, never taken', () => {
    expect(told([wire(A), B, wire(C)])).toEqual([A, '(outside)', C]);
  });

  it.each(['\n', '\r\n'])('with segments that end with %j: the message is the same', (end) => {
    const parsed = told([wire(A.replaceAll('\r', end), B)]).map((payload) => parseMessage(payload));
    expect(parsed.map((result) => (result.ok ? result.message.segments.map(({ name }) => name) : result.problem))).toEqual([
      ['MSH', 'NTE'],
      ['MSH', 'NTE'],
    ]);
  });

  it('with an FS inside a payload, alone or doubled, also at the end of a packet', () => {
    const odd = text('FS', 'a\u001cb\u001c\u001cc');
    expect(told([wire(A, odd, B)])).toEqual([A, odd, B]);
    const at = wire(A, odd).indexOf('\u001cb');
    expect(told(split(wire(A, odd, B), at, at + 1))).toEqual([A, odd, B]);
  });

  it('with a VT inside a payload', () => {
    const odd = text('VT', 'a\u000bb\u000b\u000bMS');
    expect(told([wire(A, odd, B)])).toEqual([A, odd, B]);
  });

  it('with a frame that is never closed, between neighbours and at the end', () => {
    expect(told([wire(A), `\u000b${B}`, wire(C)])).toEqual([A, '(unclosed)', C]);
    expect(told([wire(A), `\u000b${B}`])).toEqual([A, '(unclosed)']);
    expect(told([wire(A), `\u000b${B}\u001c`, wire(C)])).toEqual([A, B, C]);
  });

  it('with an oversize frame between neighbours, in one packet and in many', () => {
    const bytes = Buffer.concat([wire(A), wire(text('BIG', 'x'.repeat(20_000))), wire(B)]);
    expect(told([bytes])).toEqual([A, '(oversize)', B]);
    expect(told(Array.from({ length: 300 }, (_, index) => bytes.subarray(index * 100, (index + 1) * 100)))).toEqual([A, '(oversize)', B]);
  });

  it('with an oversize frame that is never closed', () => {
    expect(told([wire(A), `\u000b${text('BIG', 'x'.repeat(20_000))}`, wire(B)])).toEqual([A, '(oversize)', B]);
  });

  it('with thousands of frames on one line, a bad one among every ten', () => {
    const payloads = Array.from({ length: 5000 }, (_, index) => text(`N${index}`));
    const bytes = Buffer.concat(payloads.map((payload, index) => (index % 10 === 9 ? Buffer.from(`\u000b${payload}`) : wire(payload))));
    const packets = Array.from({ length: Math.ceil(bytes.length / 1460) }, (_, index) => bytes.subarray(index * 1460, (index + 1) * 1460));
    expect(told(packets)).toEqual(payloads.map((payload, index) => (index % 10 === 9 ? '(unclosed)' : payload)));
  });
});
