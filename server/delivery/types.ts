/** `failed` and `needless` are ends; `sending` may be tried again. */
export type NoticeState = 'queued' | 'sending' | 'sent' | 'failed' | 'needless';

/** What a word to a patient is for. */
export type NoticeKind = 'available' | 'withdrawn';

/** Somebody who may read a report: what a recipient row says. */
export type Addressee = { kind: 'prescriber'; prescriberId: string } | { kind: 'ward'; wardId: string } | { kind: 'patient'; patientId: string };

/** What the decision of who gets a report rests on. */
export interface DeliveryFacts {
  prescriberId: string | null;
  wardId: string | null;
  /** The person whom the report is about, when it may be shown to her at all. */
  patient: { id: string; birthDateKnown: boolean; identityGuaranteed: boolean };
  isTest: boolean;
  /** Kept from the patient for now: by the LIS (INVISIBLE_PATIENT), or because he opposes that anything is published on line. */
  isClosedToPatient: boolean;
  /** The longest time that a critical result waits is over. */
  isHoldOver: boolean;
  /** Some result of the report is flagged critical. */
  hasCritical: boolean;
  /** Whoever got the version that this one replaces. */
  previous: readonly Addressee[];
}
