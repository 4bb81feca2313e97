import { connect } from '../../../db/client';
import { buildAck, findControlId } from '../../hl7/ack';
import { encodeText } from '../../hl7/charset';
import { printMessage } from '../../hl7/grammar';
import { startMllpServer } from '../../hl7/mllp-server';
import { receiveFrame } from '../../inbound/receive-frame';
import { systemActor } from '../../platform/actor';
import { contextFor } from '../../platform/context';
import { failPoint } from '../../platform/fail-point';
import { newId } from '../../platform/ids';

/**
 * A gateway with one of the classic mistakes in it, for the test of the test: what the crash rounds do not find in here, they would not find in the
 * real one either.
 */
const mistake = process.env.PLANTED_MISTAKE ?? '';
const { db } = connect(process.env.RELAIS_WORKER_DATABASE_URL ?? '', { max: 8, applicationName: 'planted-gateway' });
const ctx = contextFor(db, systemActor('gateway'));
const receive = (bytes: Buffer) => receiveFrame(ctx, { bytes, peer: '127.0.0.1', acceptsTests: true });

await startMllpServer({
  host: '127.0.0.1',
  port: Number(process.env.MLLP_PORT),
  maxFrameBytes: 1_000_000,
  idleTimeoutMs: 60_000,
  maxConnections: 50,
  onFrame: async (bytes) => {
    failPoint('received');
    if (mistake === 'acknowledges-before-commit') {
      setTimeout(() => void receive(bytes).catch(() => undefined), 30);
      const answer = yes(bytes);
      setTimeout(() => failPoint('answering'), 10);
      return answer;
    }
    // Without the memory of what came before, the same bytes are another message.
    const [answer = Buffer.alloc(0)] = await receive(mistake === 'forgets-what-came' ? Buffer.concat([bytes, Buffer.from(`ZZZ|${newId()}\r`)]) : bytes);
    failPoint('answering');
    return answer;
  },
  onProblem: async (problem) => {
    if (mistake === 'takes-half-a-frame' && problem.kind === 'junk') await receive(problem.bytes);
    return null;
  },
});

function yes(bytes: Buffer): Buffer {
  const answeredControlId = findControlId(bytes.toString('utf8'));
  return encodeText(
    printMessage(
      buildAck({ original: null, code: 'AA', controlId: newId().slice(-20), answeredControlId, at: new Date(), zone: 'Europe/Paris', problems: [] }),
    ),
    'UNICODE UTF-8',
  );
}
