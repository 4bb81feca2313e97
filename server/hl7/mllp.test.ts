import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Deframer, type FrameEvent, frame } from './mllp';

const MAX = 64;
const byte = fc.oneof(fc.constantFrom(0x0b, 0x1c, 0x0d, 0x0a, 0x4d, 0x53, 0x48), fc.integer({ min: 0, max: 255 }));
const stream = fc
  .array(
    fc.oneof(
      fc.array(byte, { maxLength: 90 }),
      fc.array(byte, { maxLength: 20 }).map((bytes) => Array.from(frame(Buffer.concat([Buffer.from('MSH'), Buffer.from(bytes)])))),
    ),
    { maxLength: 8 },
  )
  .map((parts) => Buffer.from(parts.flat()));

function eventsOf(chunks: Buffer[], max = MAX): FrameEvent[] {
  const deframer = new Deframer(max);
  return [...chunks.flatMap((chunk) => deframer.push(chunk)), ...deframer.end()];
}

function cut(bytes: Buffer, places: number[]): Buffer[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

/** Frames as their text, the rest by its kind. */
function tell(events: FrameEvent[]): string[] {
  return events.map((event) => (event.kind === 'frame' ? event.bytes.toString('utf8') : event.kind === 'junk' ? `(${event.reason})` : '(oversize)'));
}

const wire = (...payloads: string[]) => Buffer.concat(payloads.map((payload) => frame(Buffer.from(payload))));

describe('framing', () => {
  it('gives the same events however the bytes are cut into packets', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 12 }), (bytes, places) => {
        const whole = eventsOf([bytes]);
        expect(eventsOf(cut(bytes, places))).toEqual(whole);
        expect(eventsOf([...bytes].map((value) => Buffer.of(value)))).toEqual(whole);
      }),
    );
  });

  it('gives back every payload without framing bytes, in order', () => {
    const payload = fc.string({ maxLength: 40 }).map((text) => text.replaceAll('\u000b', '').replaceAll('\u001c', ''));
    fc.assert(
      fc.property(fc.array(payload), (payloads) => {
        expect(tell(eventsOf([wire(...payloads)], 1000))).toEqual(payloads);
      }),
    );
  });

  it('takes three frames in a packet, and one over many', () => {
    expect(tell(eventsOf([wire('MSH1', 'MSH2', 'MSH3')]))).toEqual(['MSH1', 'MSH2', 'MSH3']);
    expect(tell(eventsOf([...wire('MSHé€')].map((value) => Buffer.of(value))))).toEqual(['MSHé€']);
  });

  it.each([
    ['line ends between frames', '\u000bMSH1\u001c\r\r\n\u000bMSH2\u001c\r\n', ['MSH1', 'MSH2']],
    ['junk between frames', '\u000bMSH1\u001c\rjunk\u000bMSH2\u001c\rmore', ['MSH1', '(outside)', 'MSH2', '(outside)']],
    ['junk before the first', 'GET / HTTP/1.1\r\n\r\n\u000bMSH1\u001c\r', ['(outside)', 'MSH1']],
    ['a lone FS in a payload', '\u000bMSH\u001cx\u001c\u001c\r\u000bMSH2\u001c\r', ['MSH\u001cx\u001c', 'MSH2']],
    ['a lone VT in a payload', '\u000bMSH\u000bx\u000bMS\u001c\r\u000bMSH2\u001c\r', ['MSH\u000bx\u000bMS', 'MSH2']],
    ['an unclosed frame', '\u000bMSH1\r\u000bMSH2\u001c\r', ['(unclosed)', 'MSH2']],
    ['an unclosed frame at the end', '\u000bMSH1\u001c\r\u000bMSH2\r', ['MSH1', '(unclosed)']],
    ['a frame whose last CR never came', '\u000bMSH1\u001c', ['(unclosed)']],
    ['frames without CR after FS', '\u000bMSH1\u001c\u000bMSH2\u001c\r', ['MSH1', 'MSH2']],
    ['a doubled VT', '\u000b\u000bMSH1\u001c\r', ['MSH1']],
    ['an empty frame', '\u000b\u001c\r', ['']],
    ['a batch', '\u000bMSH1\u000bFHS2\u001c\r', ['(unclosed)', 'FHS2']],
    ['an oversize frame', `\u000bMSH${'x'.repeat(MAX)}\u001cx\u001c\r\u000bMSH2\u001c\r`, ['(oversize)', 'MSH2']],
    ['an oversize frame that never ends', `\u000bMSH${'x'.repeat(MAX)}\u000bMSH2\u001c\r`, ['(oversize)', 'MSH2']],
    ['a frame of exactly the size allowed', `\u000bMSH${'x'.repeat(MAX - 3)}\u001c\r`, [`MSH${'x'.repeat(MAX - 3)}`]],
  ])('is not disturbed by %s', (_, text, expected) => expect(tell(eventsOf([Buffer.from(text)]))).toEqual(expected));

  it('keeps the beginning of what was too long or never ended, and no more', () => {
    const long = Buffer.from(`\u000bMSH|^~\\&|${'x'.repeat(9000)}`);
    const [oversize] = eventsOf([long], 8000);
    expect(oversize?.kind === 'oversize' && oversize.head.length).toBe(4096);
    const [unclosed] = eventsOf([long], 10_000);
    expect(unclosed?.kind === 'junk' && unclosed.bytes.length).toBe(4096);
    const [junk] = eventsOf([Buffer.alloc(9000, 0x41)], 10);
    expect(junk?.kind === 'junk' && junk.bytes.length).toBe(4096);
  });

  it('gives events bytes of their own, which later packets do not touch', () => {
    const deframer = new Deframer();
    const packet = wire('MSH1');
    const [first] = deframer.push(packet);
    packet.fill(0);
    deframer.push(wire('XXXX'));
    expect(first && tell([first])).toEqual(['MSH1']);
  });

  it('takes thousands of frames in a row', () => {
    const payloads = Array.from({ length: 5000 }, (_, index) => `MSH${index}`);
    expect(
      tell(
        eventsOf(
          cut(
            wire(...payloads),
            Array.from({ length: 700 }, (_, index) => index * 53),
          ),
        ),
      ),
    ).toEqual(payloads);
  });
});
