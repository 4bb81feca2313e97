import { readFileSync } from 'node:fs';
import { connect } from '../../db/client';
import type { MllpPeer, MllpProblem } from '../hl7/mllp-connection';
import { type MllpServerTls, startMllpServer } from '../hl7/mllp-server';
import { isAmong } from '../inbound/addresses';
import { busyAnswers } from '../inbound/busy-answer';
import { ReceptionFollowUp } from '../inbound/follow-reception';
import { keepFragment } from '../inbound/keep-fragment';
import { receiveFrame } from '../inbound/receive-frame';
import { Reception } from '../inbound/reception';
import { sweepInbound } from '../inbound/sweep';
import { systemActor } from '../platform/actor';
import { beat } from '../platform/beat';
import { contextFor } from '../platform/context';
import { type Environment, readEnvironment, requireVariable } from '../platform/env';
import { failPoint } from '../platform/fail-point';
import { codeOf } from '../platform/fault';
import { log } from '../platform/log';
import { untilStopped } from '../platform/until-stopped';
import { watchFolders } from './folders';
import { OwnPorts } from './follow-ports';
import { senderOf } from './sender-of';

/** The MLLP gateway: what the laboratories' systems speak to. Stores and answers; the worker does the rest. */
const MAX_FRAME_BYTES = 32 * 1024 * 1024;
const IDLE_TIMEOUT_MS = 10 * 60_000;
const MAX_CONNECTIONS = 2_000;
const MAX_UNFINISHED_BYTES = 128 * 1024 * 1024;
/** How soon a link's own port opens or closes after its settings changed. */
const FOLLOW_MS = 2000;

const environment = readEnvironment();
const { db, close } = connect(requireVariable(environment, 'RELAIS_WORKER_DATABASE_URL'), {
  max: 12,
  applicationName: 'relais-gateway',
  neverScans: true,
});
const ctx = contextFor(db, systemActor('gateway'));
// What an earlier life answered and did not follow, before anything new comes.
await sweepInbound(ctx, 0);
const followUp = new ReceptionFollowUp(ctx);
const reception = new Reception(
  ctx,
  (row, isDoubtful) => followUp.add(row, isDoubtful),
  () => followUp.caughtUp(),
);

const allowed = environment.MLLP_ALLOW?.split(',').map((network) => network.trim());
const listen = (port: number, ownPortOf: string | null) =>
  startMllpServer({
    host: environment.MLLP_HOST,
    port,
    ...tlsOf(environment),
    maxFrameBytes: MAX_FRAME_BYTES,
    idleTimeoutMs: IDLE_TIMEOUT_MS,
    maxConnections: MAX_CONNECTIONS,
    maxUnfinishedBytes: MAX_UNFINISHED_BYTES,
    ...(allowed ? { accepts: (address: string) => isAmong(allowed, address) } : {}),
    onFrame: (bytes, peer) => answerFrame(bytes, peer, ownPortOf),
    onProblem: keepProblem,
  });
const server = await listen(environment.MLLP_PORT, null);
const ownPorts = new OwnPorts(ctx, listen);
await ownPorts.follow();
const following = setInterval(() => void ownPorts.follow(), FOLLOW_MS);
const folders = watchFolders(ctx, environment);
const stopBeating = beat(db, 'gateway');
log('info', 'gateway.ready', { port: server.port });

untilStopped(async () => {
  stopBeating();
  clearInterval(following);
  await ownPorts.close();
  await server.close();
  await followUp.finish();
  await folders.close();
  await close();
});

async function answerFrame(bytes: Buffer, peer: MllpPeer, ownPortOf: string | null): Promise<Buffer[]> {
  try {
    failPoint('received');
    const input = { bytes, peer: nameOf(peer), from: senderOf(peer, ownPortOf), acceptsTests: environment.RELAIS_DEMO };
    const answers = await receiveFrame(ctx, input, (part) => reception.receive(part));
    failPoint('answering');
    return answers;
  } catch (error) {
    // The sender keeps the message and sends it again: nothing was stored, and `AR` says so.
    log('error', 'gateway.not-stored', { code: codeOf(error) });
    return busyAnswers(bytes, ctx.now(), (application, facility) => reception.acknowledgementOf(application, facility));
  }
}

async function keepProblem(problem: MllpProblem, peer: MllpPeer): Promise<Buffer | null> {
  log('warn', 'gateway.line', { kind: problem.kind, peer: nameOf(peer) });
  const bytes = problem.kind === 'junk' ? problem.bytes : problem.kind === 'oversize' ? problem.head : null;
  if (bytes === null || bytes.toString('latin1').trim() === '') return null;
  try {
    return await keepFragment(ctx, { bytes, peer: nameOf(peer), kind: problem.kind === 'oversize' ? 'oversize' : 'unfinished' });
  } catch (error) {
    log('error', 'gateway.fragment-not-stored', { code: codeOf(error) });
    return null;
  }
}

const nameOf = (peer: MllpPeer): string => peer.certificate?.commonName ?? peer.address;

function tlsOf(from: Environment): { tls?: MllpServerTls } {
  if (from.MLLP_TLS_CERT === undefined || from.MLLP_TLS_KEY === undefined) return {};
  const ca = from.MLLP_TLS_CA === undefined ? {} : { ca: readFileSync(from.MLLP_TLS_CA) };
  return { tls: { cert: readFileSync(from.MLLP_TLS_CERT), key: readFileSync(from.MLLP_TLS_KEY), ...ca } };
}
