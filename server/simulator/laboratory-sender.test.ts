import { afterEach, describe, expect, it } from 'vitest';
import { segmentsNamed, textOf } from '../hl7/access';
import { buildAck } from '../hl7/ack';
import { decodeBytes } from '../hl7/charset';
import { parseMessage, printMessage } from '../hl7/grammar';
import { startMllpServer } from '../hl7/mllp-server';
import { LaboratorySender, type SentMessage } from './laboratory-sender';
import { testMessage } from './test-message';

type Script = 'AA' | 'AE' | 'AR' | 'silence';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});

/** A receiver that answers by a script, then accepts everything; it remembers the control ids in the order of arrival. */
async function scripted(script: Script[], turnedAwayAtMost: number | null = null) {
  const arrived: string[] = [];
  const server = await startMllpServer({
    host: '127.0.0.1',
    port: 0,
    maxFrameBytes: 1_000_000,
    idleTimeoutMs: 60_000,
    maxConnections: 4,
    onFrame: async (bytes) => {
      const outcome = parseMessage(decodeBytes(bytes, 'UNICODE UTF-8').text);
      if (!outcome.ok) throw new Error(outcome.problem.code);
      const [msh] = segmentsNamed(outcome.message, 'MSH');
      const controlId = msh ? textOf(outcome.message, msh, 10) : '';
      arrived.push(controlId);
      const code = script.shift() ?? 'AA';
      if (code === 'silence') throw new Error('hangs up');
      const ack = buildAck({
        original: outcome.message,
        code,
        controlId: 'A',
        answeredControlId: controlId,
        at: new Date(0),
        zone: 'Europe/Paris',
        problems: [],
      });
      return Buffer.from(printMessage(ack));
    },
  });
  const sent: SentMessage[] = [];
  const sender = new LaboratorySender({
    lane: 'LBM-VALMONT',
    host: '127.0.0.1',
    port: server.port,
    now: () => new Date(0),
    onQueued: (one) => sent.push(one),
    turnedAwayAtMost,
    firstPauseMs: 1,
  });
  open.push(server, sender);
  const send = (...controlIds: string[]) => {
    for (const controlId of controlIds) sender.enqueue({ controlId, accessionNumber: '1', bytes: testMessage({ controlId }) });
    return sender.idle();
  };
  return { arrived, sent, sender, send };
}

describe('a laboratory sending', () => {
  it('keeps the order and waits for each answer', async () => {
    const { arrived, sent, sender, send } = await scripted([]);
    await send('S1', 'S2', 'S3');
    expect(arrived).toEqual(['S1', 'S2', 'S3']);
    expect(sent.map(({ state, answer, attempts }) => [state, answer, attempts])).toEqual([
      ['accepted', 'AA', 1],
      ['accepted', 'AA', 1],
      ['accepted', 'AA', 1],
    ]);
    expect(sender.waiting).toBe(0);
  });

  it('insists after AR and after silence, and lets nothing overtake', async () => {
    const { arrived, sent, send } = await scripted(['AR', 'silence', 'AR', 'AA']);
    await send('S1', 'S2');
    expect(arrived).toEqual(['S1', 'S1', 'S1', 'S1', 'S2']);
    expect(sent[0]).toMatchObject({ state: 'accepted', attempts: 4 });
  });

  it('takes AE for an answer', async () => {
    const { arrived, sent, send } = await scripted(['AE']);
    await send('S1', 'S2');
    expect(arrived).toEqual(['S1', 'S2']);
    expect(sent.map(({ state }) => state)).toEqual(['refused', 'accepted']);
  });

  it('moves on after so many AR where it is told to', async () => {
    const { arrived, sent, send } = await scripted(['AR', 'AR', 'AR'], 2);
    await send('S1');
    expect(arrived).toEqual(['S1', 'S1']);
    expect(sent[0]).toMatchObject({ state: 'refused', answer: 'AR' });
  });

  it('stops at once when it is closed, and starts again after an idle time', async () => {
    const { arrived, sender, send } = await scripted([]);
    await send('S1');
    await send('S2');
    await sender.close();
    await send('S3');
    expect(arrived).toEqual(['S1', 'S2']);
    expect(sender.waiting).toBe(1);
  });
});
