import type { Hl7Message } from '../hl7/grammar';
import { parseHl7Time } from '../hl7/time';
import { newId, sha256 } from '../platform/ids';
import { answersTo, joinAnswers } from './answer';
import { problem } from './problems';
import { settingsOf } from './profile-settings';
import { header, readAlone } from './read-alone';
import { type Reception, receptionOf, refuseByHeader } from './rules';
import { type SenderBook, senderIn } from './sender-book';
import { type Doubt, maySpeak, type Sender } from './sender-rules';
import type { ConnectionProfileRow, NewInboundMessage } from './store';
import { isPlausible } from './translate/reader';
import { triage } from './translate/triage';
import type { MessageProblem } from './types';

/** One message of a frame, as it came. */
export interface ReceivedPart {
  /** The whole frame. */
  bytes: Buffer;
  /** The message itself, in it. */
  own: Buffer;
  /** Address and port of the sender. */
  peer: string;
  /** What the transport proved of the sender; left out, nothing is proven. */
  from?: Sender;
  /** Demo: messages with processing id T or D are taken, marked « essai ». */
  acceptsTests: boolean;
  /** Left out, it came by MLLP. */
  door?: 'folder';
  /** The only laboratory that this door speaks for: a message in another's name is not proven. */
  onlyLaboratoryId?: string;
  /** Rank of the message in its frame, and how many the frame holds. */
  part: number;
  parts: number;
  /** The trailer of the batch that this message is the last of announces another number of messages. */
  isMiscounted: boolean;
}

/** A message whose sender is known as far as he can be, before anything is decided on it. */
export interface ReadMessage {
  /** The link that it may speak for. */
  profile: ConnectionProfileRow | undefined;
  /** The link in whose name it speaks without the proof that the link asks for. */
  unproven: { link: ConnectionProfileRow; doubt: Doubt; why: 'closed' | 'certificate' | 'address' | 'port' } | null;
  message: Hl7Message | null;
  controlId: string;
  bytesHash: string;
  problems: MessageProblem[];
}

/** What the database alone knows of a message: the row it has already, and whether its number was used for other bytes. */
export interface Earlier {
  knownId: string | null;
  reusesControlId: boolean;
}

export const NOTHING_EARLIER: Earlier = { knownId: null, reusesControlId: false };

const FUTURE_MS = 24 * 3_600_000;

/** Parses a message once; twice only when its profile names another character set than its bytes were read in. */
export function readMessage(book: SenderBook, input: ReceivedPart): ReadMessage {
  const { bytes, own, acceptsTests, parts, isMiscounted } = input;
  const first = readAlone(own, 'UNICODE UTF-8');
  const named = first.message ? senderIn(book, header(first.message, 3), header(first.message, 4), acceptsTests) : undefined;
  const doubt = named ? doubtOf(named, input) : null;
  // Whoever could not prove to be this link is nobody: what he sends meets no message of the link's, and is no sign of its life.
  const profile = doubt ? undefined : named;
  const read = profile && profile.defaultCharset !== 'UNICODE UTF-8' && !first.isCharsetDeclared ? readAlone(own, profile.defaultCharset) : first;
  if (isMiscounted) read.problems.push(problem('batch_count'));
  const { message, controlId, problems } = read;
  return {
    message,
    controlId,
    problems,
    profile,
    unproven: named && doubt ? { link: named, ...doubt } : null,
    bytesHash: parts === 1 ? sha256(bytes) : sha256(own),
  };
}

function doubtOf(named: ConnectionProfileRow, { from, onlyLaboratoryId }: ReceivedPart): ReturnType<typeof maySpeak> {
  if (onlyLaboratoryId && onlyLaboratoryId !== named.laboratoryId) return { doubt: 'sender_not_proven', why: 'port' };
  return maySpeak({ ...named, security: settingsOf(named.settings).security }, from ?? null);
}

/** Decides on a message and gives the row to keep, its answer included; pure but for the new row's id. */
export function judgeMessage(book: SenderBook, input: ReceivedPart, read: ReadMessage, earlier: Earlier, receivedAt: Date): NewInboundMessage {
  const { message, profile } = read;
  const id = earlier.knownId ?? newId();
  const { reception, accessionNumbers } = decide(book, input, read, receivedAt);
  const problems = [...reception.problems];
  if (earlier.reusesControlId && reception.state === 'stored') problems.push(problem('reused_control_id'));
  return {
    id,
    profileId: profile?.id ?? null,
    laboratoryId: (profile ?? read.unproven?.link)?.laboratoryId ?? null,
    profileVersion: profile?.version ?? 1,
    controlId: read.controlId,
    bytesHash: read.bytesHash,
    ...keptBytes(input),
    peer: input.peer,
    door: input.door ?? 'mllp',
    messageType: message ? [header(message, 9), header(message, 9, 2)].filter((text) => text !== '').join('^') : '',
    processingId: message ? header(message, 11) : '',
    sentAt: message ? sentAtOf(message, receivedAt, profile?.timeZone) : null,
    receivedAt,
    answerCode: reception.answer,
    answer: answerBytes(id, read, reception.answer, problems, receivedAt),
    problems,
    state: reception.state,
    reusesControlId: earlier.reusesControlId,
    sequenceNumber: message && settingsOf(profile?.settings ?? {}).countsMessages ? sequenceNumberOf(message) : null,
    accessionNumbers,
  };
}

/** What all messages of one frame may keep of it together, each the whole; beyond, each keeps its own bytes: else a batch of thousands would be kept thousands of times. */
const MOST_KEPT_BYTES = 8 * 1024 * 1024;

const keptBytes = ({ bytes, own, part, parts }: ReceivedPart): { raw: Buffer; part: number } =>
  parts * bytes.length <= MOST_KEPT_BYTES || parts === 1 ? { raw: bytes, part } : { raw: own, part: 0 };

function decide(book: SenderBook, input: ReceivedPart, read: ReadMessage, receivedAt: Date): { reception: Reception; accessionNumbers: string[] } {
  const { message, profile } = read;
  const without = (reception: Reception) => ({ reception, accessionNumbers: [] });
  if (!message) return without(receptionOf(read.problems));
  if (read.unproven) return without({ answer: 'AR', state: 'refused', problems: [problem(read.unproven.doubt)] });
  const settings = settingsOf(profile?.settings ?? {});
  const refusal = refuseByHeader(message, { isSenderKnown: profile !== undefined, acceptsTests: input.acceptsTests, settings });
  if (refusal) return without(refusal);
  if (!profile) return without({ answer: 'AR', state: 'refused', problems: [problem('unknown_sender')] });
  const { problems, accessionNumbers } = triage(message, {
    timeZone: profile.timeZone,
    defaultCharset: profile.defaultCharset,
    laboratoryFiness: book.finessNumbers.get(profile.laboratoryId) ?? '',
    facility: header(message, 4),
    settings,
  });
  const notes = [...read.problems, ...problems];
  if (sentAtOf(message, receivedAt, profile.timeZone) === null) notes.push(problem('bad_sent_at'));
  if (header(message, 11) !== 'P' && header(message, 11) !== '') notes.push(problem('test_message'));
  return { reception: receptionOf(notes), accessionNumbers };
}

function answerBytes(id: string, read: ReadMessage, code: 'AA' | 'AE' | 'AR', problems: MessageProblem[], at: Date): Buffer {
  return joinAnswers(
    answersTo({
      original: read.message,
      answer: code,
      mode: settingsOf(read.profile?.settings ?? {}).acknowledgement,
      // Short, unique and the same for the same message: MSH-10 is ST(20) before HL7 2.7.
      controlId: id.replaceAll('-', '').slice(-20),
      answeredControlId: read.controlId,
      at,
      zone: read.profile?.timeZone ?? 'Europe/Paris',
      problems,
    }),
  );
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

/** MSH-13 of a link that numbers its messages; null when it is no whole number. */
function sequenceNumberOf(message: Hl7Message): number | null {
  const text = header(message, 13);
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
