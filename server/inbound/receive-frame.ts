import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { readLaboratory } from '../directory/read-directory';
import { textOf } from '../hl7/access';
import { findControlId } from '../hl7/ack';
import { declaredCounts, splitMessages } from '../hl7/batch';
import { decodeBytes } from '../hl7/charset';
import { type Hl7Message, parseMessage } from '../hl7/grammar';
import { parseHl7Time } from '../hl7/time';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { derivedId, newId, sha256 } from '../platform/ids';
import { announce } from '../platform/live';
import { alarmSender } from './alarm-sender';
import { answersIn, answersTo, joinAnswers } from './answer';
import { noteCertificate } from './note-certificate';
import { problem } from './problems';
import { settingsOf } from './profile-settings';
import { type Reception, receptionOf, refuseByHeader } from './rules';
import { type Doubt, maySpeak, type Sender } from './sender-rules';
import {
  type ConnectionProfileRow,
  countRepeat,
  findSame,
  type InboundMessageRow,
  insertMessage,
  isControlIdUsed,
  type NewInboundMessage,
  profileOfSender,
  replaceReception,
} from './store';
import { isPlausible, storable } from './translate/reader';
import { translate } from './translate/translate';
import type { MessageProblem, Translation } from './types';

export interface ReceiveFrameInput {
  bytes: Buffer;
  /** Address and port of the sender. */
  peer: string;
  /** What the transport proved of the sender; left out, nothing is proven. */
  from?: Sender;
  /** Demo: messages with processing id T or D are taken, marked « essai ». */
  acceptsTests: boolean;
}

const LONGEST_CONTROL_ID = 199;
const FUTURE_MS = 24 * 3_600_000;

/**
 * Stores what came, decides on it and answers with the bytes to send back, all after one commit: an `AA` therefore always
 * speaks of a message that is durably kept. The same message again gets the same answer and changes nothing; what cannot be
 * understood is kept and shown; nothing is dropped. A frame that holds several messages gets as many answers, in order.
 * @see contract.md « MLLP in »; GBUI VII-2.2a; HL7 2.5 chapter 2.9
 */
export async function receiveFrame(ctx: Context, input: ReceiveFrameInput): Promise<Buffer[]> {
  const { text } = decodeBytes(input.bytes, 'UNICODE UTF-8');
  const parts = splitMessages(text);
  // The trailer of a batch follows its last message: that is where a wrong count is told.
  const miscounted = declaredCounts(text).isRight ? -1 : parts.length - 1;
  const answers: Buffer[] = [];
  for (const [part] of parts.entries()) answers.push(...answersIn(await receivePart(ctx, input, part, parts.length, part === miscounted)));
  return answers;
}

async function receivePart(ctx: Context, input: ReceiveFrameInput, part: number, parts: number, isMiscounted: boolean): Promise<Buffer> {
  return ctx.transaction(async (tx) => {
    const named = await findProfile(tx, input, part);
    const doubt = named ? maySpeak({ ...named, security: settingsOf(named.settings).security }, input.from ?? null) : null;
    // Whoever could not prove to be this link is nobody: what he sends meets no message of the link's, and is no sign of its life.
    const profile = doubt ? undefined : named;
    const read = readPart(input.bytes, part, profile?.defaultCharset);
    if (isMiscounted) read.problems.push(problem('batch_count'));
    const bytesHash = parts === 1 ? sha256(input.bytes) : sha256(read.text);
    const known = await findSame(tx, profile?.id ?? null, read.controlId, bytesHash);
    if (known && known.answerCode !== 'AR') {
      await countRepeat(tx, known.id);
      return known.answer;
    }
    const row = await receptionRow(ctx, tx, input, { ...read, part, bytesHash, profile, knownId: known?.id ?? null, doubt: doubt?.doubt ?? null });
    if (named && doubt) row.laboratoryId = named.laboratoryId;
    if (known) await replaceReception(tx, known.id, row);
    else if (!(await insertMessage(tx, row))) return answerOfTwin(tx, row);
    await append(tx, ctx, {
      action: 'inbound.receive',
      outcome: row.answerCode === 'AA' ? 'done' : 'refused',
      subjectId: row.id,
      detail: { answer: row.answerCode, bytes: input.bytes.length, problems: row.problems.map((told) => `${told.segment}-${told.field ?? ''}:${told.code}`) },
    });
    if (named && doubt && doubt.why !== 'closed') await alarmSender(tx, ctx, named, row.id, doubt.why);
    if (profile && input.from) await noteCertificate(tx, profile.id, input.from.certificate, ctx.now());
    if (row.state === 'stored') await tell(tx, { name: 'message.stored', dossierId: orderKeyOf(row), subjectId: row.id }, ctx.now());
    await announce(tx, 'exchanges', row.laboratoryId ?? 'none');
    return row.answer;
  });
}

interface ReadPart {
  text: string;
  message: Hl7Message | null;
  controlId: string;
  problems: MessageProblem[];
}

function readPart(bytes: Buffer, part: number, defaultCharset = 'UNICODE UTF-8'): ReadPart {
  const decoded = decodeBytes(bytes, defaultCharset);
  const text = splitMessages(decoded.text)[part] ?? '';
  const parsed = parseMessage(text);
  const problems: MessageProblem[] = decoded.warnings.length > 0 ? [problem('charset')] : [];
  if (!parsed.ok) {
    const { segment, field, code, text: sentence } = parsed.problem;
    return { text, message: null, controlId: storable(findControlId(text)), problems: [...problems, { severity: 'E', segment, field, code, text: sentence }] };
  }
  return { text, message: parsed.message, controlId: header(parsed.message, 10).slice(0, LONGEST_CONTROL_ID), problems };
}

/** The parsed message and its text, as the worker reads it again from the stored bytes. */
export function readStoredPart(raw: Buffer, part: number, defaultCharset: string): Hl7Message | null {
  return readPart(raw, part, defaultCharset).message;
}

async function findProfile(tx: Transaction, input: ReceiveFrameInput, part: number): Promise<ConnectionProfileRow | undefined> {
  const { message } = readPart(input.bytes, part);
  if (!message) return undefined;
  const profile = await profileOfSender(tx, header(message, 3), header(message, 4));
  // The generic profile is the demo's: anywhere else a sender that nobody declared stays unknown.
  return profile?.isGeneric && !input.acceptsTests ? undefined : profile;
}

async function receptionRow(
  ctx: Context,
  tx: Transaction,
  input: ReceiveFrameInput,
  read: ReadPart & { part: number; bytesHash: string; profile: ConnectionProfileRow | undefined; knownId: string | null; doubt: Doubt | null },
): Promise<NewInboundMessage> {
  const { message, profile } = read;
  const id = read.knownId ?? newId();
  const receivedAt = ctx.now();
  const { reception, translation } = await decide(tx, input, read, receivedAt);
  const problems = [...reception.problems];
  const reusesControlId = read.knownId === null && read.controlId !== '' && (await isControlIdUsed(tx, profile?.id ?? null, read.controlId));
  if (reusesControlId && reception.state === 'stored') problems.push(problem('reused_control_id'));
  return {
    id,
    profileId: profile?.id ?? null,
    laboratoryId: profile?.laboratoryId ?? null,
    profileVersion: profile?.version ?? 1,
    controlId: read.controlId,
    bytesHash: read.bytesHash,
    raw: input.bytes,
    part: read.part,
    peer: input.peer,
    messageType: message ? [header(message, 9), header(message, 9, 2)].filter((text) => text !== '').join('^') : '',
    processingId: message ? header(message, 11) : '',
    sentAt: message ? sentAtOf(message, receivedAt, profile?.timeZone) : null,
    receivedAt,
    answerCode: reception.answer,
    answer: answerBytes(ctx, id, read, reception.answer, problems, profile),
    problems,
    state: reception.state,
    reusesControlId,
    accessionNumbers: (translation?.groups ?? []).flatMap((group) => group.dossiers.map((dossier) => dossier.accessionNumber)),
  };
}

async function decide(
  tx: Transaction,
  input: ReceiveFrameInput,
  read: ReadPart & { profile: ConnectionProfileRow | undefined; doubt: Doubt | null },
  receivedAt: Date,
): Promise<{ reception: Reception; translation?: Translation }> {
  const { message, profile } = read;
  if (!message) return { reception: receptionOf(read.problems) };
  if (read.doubt) return { reception: { answer: 'AR', state: 'refused', problems: [problem(read.doubt)] } };
  const refusal = refuseByHeader(message, {
    isSenderKnown: profile !== undefined,
    acceptsTests: input.acceptsTests,
    settings: settingsOf(profile?.settings ?? {}),
  });
  if (refusal) return { reception: refusal };
  if (!profile) return { reception: { answer: 'AR', state: 'refused', problems: [problem('unknown_sender')] } };
  const laboratory = await readLaboratory(tx, profile.laboratoryId);
  const translation = translate(message, {
    timeZone: profile.timeZone,
    defaultCharset: profile.defaultCharset,
    laboratoryFiness: laboratory?.finessNumber ?? '',
    facility: header(message, 4),
    settings: settingsOf(profile.settings),
  });
  const notes = [...read.problems, ...translation.problems];
  if (sentAtOf(message, receivedAt, profile.timeZone) === null) notes.push(problem('bad_sent_at'));
  if (header(message, 11) !== 'P' && header(message, 11) !== '') notes.push(problem('test_message'));
  return { reception: receptionOf(notes), translation };
}

function answerBytes(
  ctx: Context,
  id: string,
  read: ReadPart,
  code: 'AA' | 'AE' | 'AR',
  problems: MessageProblem[],
  profile: ConnectionProfileRow | undefined,
): Buffer {
  return joinAnswers(
    answersTo({
      original: read.message,
      answer: code,
      mode: settingsOf(profile?.settings ?? {}).acknowledgement,
      // Short, unique and the same for the same message: MSH-10 is ST(20) before HL7 2.7.
      controlId: id.replaceAll('-', '').slice(-20),
      answeredControlId: read.controlId,
      at: ctx.now(),
      zone: profile?.timeZone ?? 'Europe/Paris',
      problems,
    }),
  );
}

/** Another connection stored the same message first: its answer is the answer. */
async function answerOfTwin(tx: Transaction, row: NewInboundMessage): Promise<Buffer> {
  const twin: InboundMessageRow | undefined = await findSame(tx, row.profileId ?? null, row.controlId, row.bytesHash);
  if (!twin) throw new Error('broken promise: a refused insert has a twin');
  await countRepeat(tx, twin.id);
  return twin.answer;
}

/** Messages of one dossier are applied in order; the key need not be the dossier's id, which may not exist yet. */
function orderKeyOf(row: NewInboundMessage): string {
  return derivedId('message-order', row.laboratoryId ?? '', row.accessionNumbers[0] ?? row.controlId);
}

/**
 * MSH-7, null when it is no instant that a message can come from. One from the future would make every later correction of
 * the dossier look like a late copy; a day is left for clocks and zones that are wrong in a constant way.
 */
function sentAtOf(message: Hl7Message, receivedAt: Date, zone = 'Europe/Paris'): Date | null {
  const parsed = parseHl7Time(header(message, 7), zone);
  if (!parsed.ok || !isPlausible(parsed.time.instant)) return null;
  return parsed.time.instant.getTime() > receivedAt.getTime() + FUTURE_MS ? null : parsed.time.instant;
}

function header(message: Hl7Message, field: number, component = 1): string {
  const [msh] = message.segments;
  return msh ? storable(textOf(message, msh, field, component)) : '';
}
