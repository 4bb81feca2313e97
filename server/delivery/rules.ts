import type { ReportContent } from '../report/types';
import type { Addressee, DeliveryFacts, NoticeState } from './types';

const HOUR_MS = 3_600_000;

/** How long a report with a critical result waits for a professional to read it before the patient may. */
export const HOLD_MS = 72 * HOUR_MS;
/** A link opens its door for thirty days. */
export const NOTICE_LIFE_MS = 30 * 24 * HOUR_MS;

/**
 * Says who gets a report now: its prescriber, its ward, its patient, and every professional who got the version that it replaces (who read the old
 * one must learn of the new one). A person who got the old one gets the new one only if it is still about her: a corrected identity never hands
 * one patient's results to another.
 * @see GBUI VII-3.2c, VII-5e, XIII-2.2; ISO 15189:2022 7.4.1.8
 */
export function addresseesOf(facts: DeliveryFacts): Addressee[] {
  const now: Addressee[] = [];
  if (facts.prescriberId !== null) now.push({ kind: 'prescriber', prescriberId: facts.prescriberId });
  if (facts.wardId !== null) now.push({ kind: 'ward', wardId: facts.wardId });
  if (mayReachPatient(facts) && !facts.isClosedToPatient && !isWaiting(facts)) now.push({ kind: 'patient', patientId: facts.patient.id });
  const before = facts.previous.filter((addressee) => addressee.kind !== 'patient');
  return [...new Map([...now, ...before].map((addressee) => [keyOf(addressee), addressee])).values()];
}

/** A patient gets a report only under a guaranteed identity, with a birth date to prove herself by, and never a test (GBUI III-2b). */
export const mayReachPatient = ({ patient, isTest }: Pick<DeliveryFacts, 'patient' | 'isTest'>): boolean =>
  patient.identityGuaranteed && patient.birthDateKnown && !isTest;

/**
 * A critical result is never first announced by a screen: the whole report waits until a professional has read it, at most `HOLD_MS`. The whole of it,
 * because a gap in a list would tell as much as the value.
 */
export const isHeld = (facts: Pick<DeliveryFacts, 'patient' | 'isTest' | 'hasCritical'>): boolean => mayReachPatient(facts) && facts.hasCritical;

/** A report that was closed to its patient all along its waiting time opens as soon as it no longer is. */
export const isWaiting = (facts: Pick<DeliveryFacts, 'patient' | 'isTest' | 'hasCritical' | 'isHoldOver'>): boolean => isHeld(facts) && !facts.isHoldOver;

/**
 * A word goes to the address of the file, which for a minor may be a parent's: nothing is written to it of a dossier that no representative may know of.
 * @see CSP L1111-5; MetaDMPMSS INVISIBLE_REP_LEGAUX
 */
export const mayBeNotified = (facts: { isMinor: boolean; isHiddenFromRepresentatives: boolean; opposesNotices: boolean }): boolean =>
  !facts.opposesNotices && !(facts.isMinor && facts.isHiddenFromRepresentatives);

/** Whether the laboratory flagged some result of the report as critical; nothing is computed anew. */
export function hasCritical(content: ReportContent): boolean {
  return content.chapters.some((chapter) => chapter.panels.some((panel) => panel.results.some((result) => result.flag.startsWith('critical'))));
}

/** One key per addressee: the same one is never written twice for a report. */
export function keyOf(addressee: Addressee): string {
  return `${addressee.kind}:${personOf(addressee)}`;
}

/** The id by which the addressee's screens follow the news. */
export function personOf(addressee: Addressee): string {
  switch (addressee.kind) {
    case 'prescriber':
      return addressee.prescriberId;
    case 'ward':
      return addressee.wardId;
    case 'patient':
      return addressee.patientId;
  }
}

const NEXT: Record<NoticeState, readonly NoticeState[]> = {
  queued: ['sending', 'needless'],
  sending: ['sending', 'sent', 'failed', 'needless'],
  sent: [],
  failed: [],
  needless: [],
};

/** The states from which a notice may come to `to`: one way only, what was sent is never sent again. */
export const statesBefore = (to: NoticeState): NoticeState[] => (Object.keys(NEXT) as NoticeState[]).filter((from) => NEXT[from].includes(to));
