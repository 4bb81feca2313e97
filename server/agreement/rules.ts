export interface AgreementRequest {
  entityIds: readonly [string, string];
  sharesPatients: boolean;
  reference: string;
  /** Who signed for each, in the order of `entityIds`. */
  signedFor: readonly [string, string];
  signedOn: string;
  fromOn: string;
  untilOn: string | null;
}

export type AgreementRefusal = 'agreement-same-entity' | 'agreement-needs-signatures' | 'agreement-bad-period' | 'agreement-open';

/** The two in the order in which they are kept: an agreement has no direction. */
export function paired({ entityIds: [a, b], signedFor: [forA, forB] }: Pick<AgreementRequest, 'entityIds' | 'signedFor'>) {
  return a < b
    ? { oneEntityId: a, otherEntityId: b, signedForOne: forA.trim(), signedForOther: forB.trim() }
    : { oneEntityId: b, otherEntityId: a, signedForOne: forB.trim(), signedForOther: forA.trim() };
}

/** Whether such an agreement may be written down: between two, signed for both under a number, not ended before it begins, and none in force beside it. */
export function checkAgreement(request: AgreementRequest, { today, hasOpen }: { today: string; hasOpen: boolean }): AgreementRefusal | null {
  const [a, b] = request.entityIds;
  if (a === b) return 'agreement-same-entity';
  if (request.reference.trim() === '' || request.signedFor.some((name) => name.trim().length < 3)) return 'agreement-needs-signatures';
  const { signedOn, fromOn, untilOn } = request;
  if (signedOn > today || fromOn < signedOn || (untilOn !== null && (untilOn < fromOn || untilOn < today))) return 'agreement-bad-period';
  return hasOpen ? 'agreement-open' : null;
}

export type AgreementState = 'to-come' | 'in-force' | 'over' | 'ended';

/** Where an agreement stands on a day in Paris. */
export function agreementState({ fromOn, untilOn, endedAt }: { fromOn: string; untilOn: string | null; endedAt: Date | null }, today: string): AgreementState {
  if (endedAt !== null) return 'ended';
  if (today < fromOn) return 'to-come';
  return untilOn !== null && untilOn < today ? 'over' : 'in-force';
}
