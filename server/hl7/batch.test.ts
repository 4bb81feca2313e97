import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declaredCounts, splitMessages } from './batch';
import { parseMessage } from './grammar';

const one = 'MSH|^~\\&|SIL|LBM|||||ORU^R01|1|P|2.5\rPID|1||4711\r';
const two = 'MSH|^~\\&|SIL|LBM|||||ORU^R01|2|P|2.5\rPID|1||4712\r';

describe('payloads with several messages', () => {
  it('gives each message its own text, in order, without the batch envelope', () => {
    expect(splitMessages(one + two)).toEqual([one, two]);
    expect(splitMessages(`FHS|^~\\&|SIL\rBHS|^~\\&|SIL\r${one}${two}BTS|2\rFTS|1\r`)).toEqual([one, two]);
    expect(splitMessages(`BHS|^~\\&|SIL\r\n${one.replaceAll('\r', '\r\n')}BTS|1`).map((text) => text.replaceAll('\r\n', '\r'))).toEqual([one]);
  });

  it('does not let a damaged message take the next one along', () => {
    const [damaged, whole] = splitMessages(`MSH|^~\\&|SIL\robx|1\r${two}`);
    expect(parseMessage(damaged ?? '').ok).toBe(false);
    expect(parseMessage(whole ?? '').ok).toBe(true);
  });

  it('keeps a text before the first message, to be refused on its own', () => {
    expect(splitMessages(`PID|1||4711\r${two}`)).toEqual(['PID|1||4711\r', two]);
  });

  it('gives a single message, and anything without a message, back as it came', () => {
    const withoutMessage = fc.string().filter((text) => !text.includes('MSH'));
    fc.assert(
      fc.property(withoutMessage, (text) => {
        expect(splitMessages(text)).toEqual([text]);
      }),
    );
    expect(splitMessages(one)).toEqual([one]);
  });
});

describe('the counts of a batch', () => {
  const batch = `${one}${two}`;
  it.each([
    ['nothing said', batch, { messages: null, batches: null, heldBatches: 0, isRight: true }],
    ['right', `FHS|^~\\&\rBHS|^~\\&\r${batch}BTS|2\rFTS|1\r`, { messages: 2, batches: 1, heldBatches: 1, isRight: true }],
    ['two batches', `FHS|^~\\&\rBHS|^~\\&\r${one}BTS|1\rBHS|^~\\&\r${two}BTS|1\rFTS|2`, { messages: 2, batches: 2, heldBatches: 2, isRight: true }],
    ['a message missing', `BHS|^~\\&\r${one}BTS|2\r`, { messages: 2, batches: null, heldBatches: 1, isRight: false }],
    ['a batch missing', `FHS|^~\\&\rBHS|^~\\&\r${batch}BTS|2\rFTS|2`, { messages: 2, batches: 2, heldBatches: 1, isRight: false }],
    ['empty counts', `BHS|^~\\&\r${one}BTS||note\rFTS|`, { messages: null, batches: null, heldBatches: 1, isRight: true }],
  ])('%s', (_what, payload, counts) => expect(declaredCounts(Buffer.from(payload, 'latin1'))).toEqual(counts));

  it('leaves the trailer out of a message that stands alone, and a byte order mark', () => {
    expect(splitMessages(`${one}BTS|1\r`)).toEqual([one]);
    expect(splitMessages(`\uFEFF${one}`)).toEqual([one]);
    expect(splitMessages(Buffer.from(`\uFEFF${one}${two}`).toString('latin1'))).toEqual([one, two]);
  });
});
