import type { Transaction } from '../../db/client';
import type { Hl7Message, Segment } from '../hl7/grammar';

/** What Relais tells a LIS: what was decided, what can be read, who read it, what is asked for, whose identity was corrected. */
export type OutboundKind = 'decision' | 'availability' | 'reading' | 'request' | 'amendment' | 'announcement';

/** How one try ended. `rejected` (AR) may be tried again as it is, `refused` (AE) may not. */
export type AttemptOutcome = 'acknowledged' | 'refused' | 'rejected' | 'no-answer' | 'wrong-answer' | 'unreachable' | 'no-address';

/** A received message, as far as an answer to its LIS needs it; made by the room that receives (server/main/wiring.ts hands it over). */
export interface ReceivedMessage {
  id: string;
  message: Hl7Message;
  msh: Segment;
  charset: string;
  timeZone: string;
  results: readonly ReceivedResult[];
}

export interface ReceivedResult {
  accessionNumber: string;
  observationKey: string;
  pid: Segment;
  orc: Segment | null;
  obr: Segment;
  obx: Segment;
}

/** A line that a version of a result was read from. */
export interface ReceivedLine {
  received: ReceivedMessage;
  source: ReceivedResult;
  /** Its request was cancelled since: the line lends its numbers and names, its value is not said any more. */
  isCancelled: boolean;
}

/** What a laboratory's LIS takes, and how. */
export interface OutboundSettings {
  decisions: boolean;
  receipts: boolean;
  requests: boolean;
  /** Table 0211; empty = the character set of the dossier's newest message. */
  charset: string;
  answerTimeoutSeconds: number;
}

/** One line of a message that the LIS sent later. */
export interface SaidLine {
  observationKey: string;
  codes: string[];
  status: string;
  value: string;
  unit: string;
  validator: { id: string; familyName: string };
}

/** How outbound gets at received messages and at a link's settings without knowing the room that has them. */
export interface ReceivedMessages {
  byId(tx: Transaction, messageId: string): Promise<ReceivedMessage | null>;
  newestOf(tx: Transaction, laboratoryId: string, accessionNumber: string): Promise<ReceivedMessage | null>;
  /** Lines about a dossier in messages sent after that instant, oldest first. */
  linesSince(tx: Transaction, laboratoryId: string, accessionNumber: string, sentAt: Date): Promise<SaidLine[]>;
  lineOf(message: Hl7Message, observationKey: string, obx: Segment): SaidLine;
  settingsOf(tx: Transaction, laboratoryId: string): Promise<OutboundSettings>;
}

/** A professional named to the LIS; names as the directory has them. */
export interface NamedPerson {
  rppsNumber: string | null;
  familyName: string;
  givenName: string;
  title: string;
}
