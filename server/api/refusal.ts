import { TRPCError } from '@trpc/server';
import type { Outcome, Refusal } from '../platform/outcome';

/**
 * Every refusal that a use case can answer through tRPC, and how it travels. A code that is not here does not compile in
 * `unwrap`: add one line per new code. The French sentence is `app/_text`'s.
 */
const TRANSPORT = {
  'session-expired': 'UNAUTHORIZED',
  /** To the bearer of the token of a session that its person took up at another terminal, and to nobody else. */
  'session-taken': 'UNAUTHORIZED',
  /** The terminal is passivated or revoked: to whoever asks from it, whatever he asks. */
  'terminal-blocked': 'FORBIDDEN',
  'own-terminal': 'CONFLICT',
  'terminal-changed': 'CONFLICT',
  'link-changed': 'CONFLICT',
  'link-needs-proof': 'PRECONDITION_FAILED',
  'link-bad-network': 'BAD_REQUEST',
  'link-bad-zone': 'BAD_REQUEST',
  'link-sender-taken': 'CONFLICT',
  'link-port-taken': 'CONFLICT',
  'address-malformed': 'BAD_REQUEST',
  'address-in-clear': 'BAD_REQUEST',
  'address-forbidden': 'BAD_REQUEST',
  'address-own-door': 'BAD_REQUEST',
  'rules-changed': 'CONFLICT',
  'rules-approved': 'CONFLICT',
  'not-found': 'NOT_FOUND',
  'wrong-password': 'FORBIDDEN',
  'account-locked': 'FORBIDDEN',
  'nothing-selected': 'BAD_REQUEST',
  'hold-needs-reason': 'BAD_REQUEST',
  'refusal-needs-reason': 'BAD_REQUEST',
  'reminder-not-ahead': 'BAD_REQUEST',
  'revocation-needs-reason': 'BAD_REQUEST',
  'dossier-changed': 'CONFLICT',
  'already-decided': 'CONFLICT',
  'not-decidable': 'CONFLICT',
  'undo-too-late': 'CONFLICT',
  'already-cancelled': 'CONFLICT',
  'link-expired': 'NOT_FOUND',
  'too-many-tries': 'FORBIDDEN',
  'wrong-birth-date-or-code': 'FORBIDDEN',
  'code-expired': 'FORBIDDEN',
  'no-confirmed-phone': 'PRECONDITION_FAILED',
  'not-refused': 'CONFLICT',
  'request-needs-reason': 'BAD_REQUEST',
  'request-open': 'CONFLICT',
  'request-over': 'CONFLICT',
  'handover-not-responsible': 'CONFLICT',
  'handover-open': 'CONFLICT',
  'handover-changed': 'CONFLICT',
  'handover-closed': 'CONFLICT',
  'handover-needs-reason': 'BAD_REQUEST',
  'handover-nothing-to-take': 'CONFLICT',
  'handover-not-on-duty': 'CONFLICT',
  'call-over': 'CONFLICT',
  'call-changed': 'CONFLICT',
  'call-needs-name': 'BAD_REQUEST',
  'read-back-differs': 'BAD_REQUEST',
  'unknown-test': 'BAD_REQUEST',
  'already-ordered': 'CONFLICT',
  'reason-needed': 'BAD_REQUEST',
  'nothing-to-resend': 'BAD_REQUEST',
  'too-many-to-resend': 'BAD_REQUEST',
  'resend-changed': 'CONFLICT',
  'difference-closed': 'CONFLICT',
  /** The repair desk. */
  'folder-malformed': 'BAD_REQUEST',
  'folder-outside': 'BAD_REQUEST',
  'folder-taken': 'CONFLICT',
  'device-needs-code': 'BAD_REQUEST',
  'device-code-taken': 'CONFLICT',
  'device-code-is-link': 'BAD_REQUEST',
  'not-replayable': 'CONFLICT',
  'replay-asked': 'CONFLICT',
  'mapping-changed': 'CONFLICT',
  'delay-changed': 'CONFLICT',
  'delay-unchanged': 'CONFLICT',
  'delay-out-of-range': 'BAD_REQUEST',
  'nothing-to-replay': 'BAD_REQUEST',
  'too-many-to-replay': 'BAD_REQUEST',
  'replay-under-way': 'CONFLICT',
  'replay-ended': 'CONFLICT',
  'already-mended': 'CONFLICT',
  'wrong-rpps': 'BAD_REQUEST',
  'rpps-taken': 'CONFLICT',
  'wrong-loinc': 'BAD_REQUEST',
  'already-attached': 'CONFLICT',
  'identity-sure': 'CONFLICT',
  'number-taken': 'CONFLICT',
  'not-attached': 'CONFLICT',
  'attachment-confirmed': 'CONFLICT',
  'identity-not-guaranteed': 'PRECONDITION_FAILED',
  /** A patient's own door. */
  'wrong-login': 'FORBIDDEN',
  'patient-locked': 'FORBIDDEN',
  'wrong-step-code': 'FORBIDDEN',
  'step-closed': 'FORBIDDEN',
  'wrong-enrolment': 'FORBIDDEN',
  'enrolment-closed': 'FORBIDDEN',
  'enrolment-over': 'CONFLICT',
  'means-first': 'PRECONDITION_FAILED',
  'passkey-unknown': 'FORBIDDEN',
  'passkey-not-kept': 'BAD_REQUEST',
  'nobody-to-read': 'FORBIDDEN',
  'impossible-address': 'BAD_REQUEST',
  'contact-taken': 'CONFLICT',
  'contact-first': 'PRECONDITION_FAILED',
  'code-used': 'FORBIDDEN',
  'mail-first': 'PRECONDITION_FAILED',
  'wrong-current-password': 'FORBIDDEN',
  'wrong-authenticator-code': 'FORBIDDEN',
  /** Whom one reads for, and what the desk may not grant. */
  'access-ended': 'FORBIDDEN',
  'not-a-minor': 'BAD_REQUEST',
  'not-of-age': 'BAD_REQUEST',
  'end-date-needed': 'BAD_REQUEST',
  'wrong-dates': 'BAD_REQUEST',
  'already-represents': 'CONFLICT',
  'already-answered': 'CONFLICT',
  'fresh-proof-needed': 'PRECONDITION_FAILED',
  'too-many-requests': 'TOO_MANY_REQUESTS',
  /** A patient's code with her birth date opened nothing; which of the two was wrong is not said. */
  'wrong-code': 'FORBIDDEN',
  'nobody-found': 'NOT_FOUND',
  'reason-too-short': 'BAD_REQUEST',
  'own-access': 'FORBIDDEN',
  'already-reviewed': 'CONFLICT',
  'nothing-to-show': 'PRECONDITION_FAILED',
  /** Step-up: the assertion is not one for this act on this content; a passkey exists, so a password is not enough. */
  'provider-refused': 'FORBIDDEN',
  'provider-unreachable': 'FORBIDDEN',
  'provider-no-identity': 'FORBIDDEN',
  'provider-no-rights': 'FORBIDDEN',
  'provider-not-biologist': 'FORBIDDEN',
  'proof-refused': 'FORBIDDEN',
  /** Coming in: a passkey that opens nothing; an identifier with an activation code that open nothing. */
  'passkey-refused': 'FORBIDDEN',
  'activation-refused': 'FORBIDDEN',
  /** Setting up one's own means of identification. */
  'wrong-one-time-code': 'FORBIDDEN',
  'registration-refused': 'FORBIDDEN',
  'password-short': 'BAD_REQUEST',
  'password-long': 'BAD_REQUEST',
  'password-known': 'BAD_REQUEST',
  'password-personal': 'BAD_REQUEST',
  'last-means': 'PRECONDITION_FAILED',
  'passkey-needed': 'PRECONDITION_FAILED',
  /** Rights of persons. */
  'own-rights': 'FORBIDDEN',
  'last-administrator': 'CONFLICT',
  'roles-exclude': 'CONFLICT',
  'already-held': 'CONFLICT',
  'already-ended': 'CONFLICT',
  'merge-undone': 'CONFLICT',
  'already-so': 'CONFLICT',
  'role-needs-site': 'BAD_REQUEST',
  'role-needs-ward': 'BAD_REQUEST',
  'role-takes-no-place': 'BAD_REQUEST',
  'role-needs-prescriber': 'BAD_REQUEST',
  'emergency-role-only': 'BAD_REQUEST',
  'dates-incoherent': 'BAD_REQUEST',
  'login-malformed': 'BAD_REQUEST',
  'login-names-function': 'BAD_REQUEST',
  'login-taken': 'CONFLICT',
  'rpps-invalid': 'BAD_REQUEST',
  'nothing-to-restore': 'CONFLICT',
  'nothing-to-revoke': 'CONFLICT',
  'account-disabled': 'CONFLICT',
  'import-refused': 'CONFLICT',
  'import-stale': 'CONFLICT',
  /** The roster. */
  'duty-wrong-period': 'BAD_REQUEST',
  'duty-clock-skipped': 'BAD_REQUEST',
  'duty-too-long': 'BAD_REQUEST',
  'duty-past': 'BAD_REQUEST',
  'not-biologist-there': 'CONFLICT',
  'person-away': 'CONFLICT',
  'duty-overlaps': 'CONFLICT',
  'duty-over': 'CONFLICT',
  'absence-overlaps': 'CONFLICT',
  'swap-open': 'CONFLICT',
  'swap-closed': 'CONFLICT',
  'contact-malformed': 'BAD_REQUEST',
  'maintenance-contact': 'BAD_REQUEST',
  'maintenance-under-way': 'CONFLICT',
  'maintenance-decided': 'CONFLICT',
  'maintenance-lapsed': 'CONFLICT',
} as const satisfies Record<string, TRPCError['code']>;

export type RefusalCode = keyof typeof TRANSPORT;

/** A refusal on its way out; carries a code and a detail, no text and no stack. */
class Refused extends Error {
  constructor(readonly refusal: Refusal<RefusalCode>) {
    super(refusal.code);
  }
}

/** The error that a refusal becomes. */
export const refused = (refusal: Refusal<RefusalCode>): TRPCError =>
  new TRPCError({ code: TRANSPORT[refusal.code], message: refusal.code, cause: new Refused(refusal) });

/** Answers the value, or throws the refusal in the form that the client reads back with `refusalOf(error)`. */
export function unwrap<T>(outcome: Outcome<T, Refusal<RefusalCode>>): T {
  if (outcome.ok) return outcome.value;
  throw refused(outcome.refusal);
}

/** What the client may know of an error: the refusal, or nothing. */
export const refusalIn = (error: TRPCError): Refusal<RefusalCode> | null => (error.cause instanceof Refused ? error.cause.refusal : null);
