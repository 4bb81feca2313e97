import { findControlId } from '../hl7/ack';
import { MllpClient } from '../hl7/mllp-client';
import { answerToRequest, type RequestAnswer } from './answer-request';
import { bedsideEveryMs, bedsideMessage } from './bedside';
import { controlEveryMs, controlRounds } from './controls';
import { fixtureMessages } from './fixture-messages';
import { type LaboratoryCode, laboratories } from './laboratories';
import { LaboratorySender, type SentMessage } from './laboratory-sender';
import { type LisServer, startLisServer } from './lis-server';
import type { SimulatorSettings } from './settings';
import { controlIdOf } from './traffic';
import { TrafficFeed } from './traffic-feed';
import { writeMessage } from './write-message';

/** What can be changed while it runs. */
export interface Changes {
  away?: boolean;
  rate?: number;
  refusals?: number;
}

export interface Simulator {
  readonly settings: SimulatorSettings;
  readonly startedAt: Date;
  readonly lis: LisServer;
  /** Newest last; the oldest answered ones go when there are more than five thousand. */
  readonly sent: readonly SentMessage[];
  readonly rate: number;
  readonly waiting: number;
  change(changes: Changes): Promise<void>;
  /** Sends these bytes as they are and gives the answer; rejects with an `MllpFault`. */
  send(bytes: Buffer): Promise<Buffer>;
  close(): Promise<void>;
}

const tickMs = 500;
const keptMessages = 5000;
/** Traffic pauses while Relais is away for so long that this many messages wait; the laboratory goes on afterwards. */
const mostWaiting = 5000;

/** Starts the three laboratories: they listen first, then send the recorded messages and the day's traffic. */
export async function startSimulator(settings: SimulatorSettings, now: () => Date = () => new Date()): Promise<Simulator> {
  const startedAt = now();
  const runId = Math.floor(startedAt.getTime() / 1000).toString(36);
  /** What the laboratories have promised to send: each asked for is measured after a while. */
  const promised: { dueAt: number; answer: RequestAnswer }[] = [];
  const lis = await startLisServer({
    host: '127.0.0.1',
    port: settings.lisPort,
    seed: settings.seed,
    refusalRate: settings.refusals,
    now,
    onTaken: (message) => {
      const answer = answerToRequest(message);
      if (answer) promised.push({ dueAt: now().getTime() + answer.delayMs, answer });
    },
  });
  const sent: SentMessage[] = [];
  const onQueued = (message: SentMessage) => {
    sent.push(message);
    if (sent.length > keptMessages) sent.splice(0, sent.length - keptMessages);
  };
  const line = { ...settings.relais, now, onQueued };
  const senders = new Map(laboratories.map(({ code }) => [code, new LaboratorySender({ ...line, lane: code, turnedAwayAtMost: null })]));
  const bench = new LaboratorySender({ ...line, lane: 'Messages enregistrés', turnedAwayAtMost: 3 });
  const bedside = new LaboratorySender({ ...line, lane: 'Appareil au chevet', turnedAwayAtMost: 3 });
  const controls = new LaboratorySender({ ...line, lane: 'Contrôles de qualité', turnedAwayAtMost: 3 });
  const manual = new MllpClient({ ...settings.relais, timeoutMs: 15_000 });
  const waiting = () => [...senders.values()].reduce((sum, sender) => sum + sender.waiting, bench.waiting);

  let rate = settings.rate;
  const feed = new TrafficFeed({ seed: settings.seed, from: startedAt, rate });
  let counter = 0;
  const keepPromises = () => {
    for (const due of promised.filter(({ dueAt }) => dueAt <= now().getTime())) {
      promised.splice(promised.indexOf(due), 1);
      const sender = [...senders].find(([code]) => code === due.answer.laboratory)?.[1] ?? bench;
      counter += 1;
      const controlId = `REQ${runId}-${counter}`;
      sender.enqueue({ controlId, accessionNumber: due.answer.accessionNumber, bytes: due.answer.bytesAt(now(), controlId) });
    }
  };
  let bedsideAt = startedAt.getTime() + bedsideEveryMs;
  const speakAtBedside = () => {
    if (rate <= 0 || now().getTime() < bedsideAt || bedside.waiting > 0) return;
    bedsideAt = now().getTime() + bedsideEveryMs;
    counter += 1;
    const controlId = `POCT${runId}-${counter}`;
    bedside.enqueue({ controlId, ...bedsideMessage(settings.seed, now(), controlId) });
  };
  let controlAt = startedAt.getTime() - controlEveryMs;
  const measureControls = () => {
    if (rate <= 0) return;
    for (const round of controlRounds(settings.seed, new Date(controlAt), now(), runId))
      controls.enqueue({ controlId: round.controlId, accessionNumber: 'Contrôle de qualité', bytes: round.bytes });
    controlAt = now().getTime() + 1;
  };
  const tick = () => {
    measureControls();
    keepPromises();
    speakAtBedside();
    while (rate > 0 && waiting() < mostWaiting) {
      const event = feed.peek();
      if (!event || event.at > now()) return;
      feed.take();
      counter += 1;
      const controlId = controlIdOf(event.content, runId, counter);
      senderOf(senders, event.laboratory).enqueue({ controlId, accessionNumber: event.accessionNumber, bytes: writeMessage(event.content, controlId) });
    }
  };
  if (settings.sendsFixtures) {
    for (const { name, bytes } of fixtureMessages()) bench.enqueue({ controlId: findControlId(bytes.toString('latin1')), accessionNumber: name, bytes });
  }
  const timer = setInterval(tick, tickMs);

  return {
    settings,
    startedAt,
    lis,
    sent,
    get rate() {
      return rate;
    },
    get waiting() {
      return waiting();
    },
    async change(changes) {
      if (changes.rate !== undefined && changes.rate !== rate) {
        rate = changes.rate;
        feed.setRate(rate, now());
      }
      if (changes.refusals !== undefined) lis.setRefusalRate(changes.refusals);
      if (changes.away !== undefined) await lis.setAway(changes.away);
    },
    send: (bytes) => manual.send(bytes),
    async close() {
      clearInterval(timer);
      await Promise.all([...senders.values(), bench, bedside, controls, manual, lis].map((part) => part.close()));
    },
  };
}

function senderOf(senders: ReadonlyMap<LaboratoryCode, LaboratorySender>, code: LaboratoryCode): LaboratorySender {
  const sender = senders.get(code);
  if (!sender) throw new Error(`no sender for ${code}`);
  return sender;
}
