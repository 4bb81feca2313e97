import type { Hl7Message, Segment } from '../hl7/grammar';

/** What Relais tells a LIS: what was decided, what can be read, who read it. */
export type OutboundKind = 'decision' | 'availability' | 'reading';

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

/** A professional named to the LIS; names as the directory has them. */
export interface NamedPerson {
  rppsNumber: string | null;
  familyName: string;
  givenName: string;
  title: string;
}
