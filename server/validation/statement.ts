import type { AutomaticMarks, Capacity } from '../../db/schema/validation';
import type { ControlRecord } from '../dossier/control-rules';
import { microbiologyOf } from '../dossier/microbiology';
import type { DossierState } from '../dossier/read-dossier';
import type { DossierVerdict } from '../expertise/read-verdicts';
import type { PatientRecord } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import { canonicalText, hashOf } from '../platform/canonical';
import { sha256 } from '../platform/ids';
import type { SeenResult } from './batch-rules';
import { controlShown } from './card-controls';
import type { UsedPhrase, WrittenComment } from './comment-rules';
import type { PersonalKind } from './kinds';
import type { PartState } from './part-rules';
import type { IdentityReview, StandingOfObservation } from './types';

/** First words of every statement: a later form gets other words, and old statements stay readable as what they were. */
export const STATEMENT_FORMAT = 'relais decision v5';
/** Older words, still read: v1 told neither the INS nor what had changed in the identity, v2 not what the rules had found, v3 neither the whole sample nor what the analyser said besides the value, v4 not where the parts of executing laboratories stood. */
export const STATEMENT_FORMATS = ['relais decision v1', 'relais decision v2', 'relais decision v3', 'relais decision v4', STATEMENT_FORMAT] as const;

/** First words of what stands behind a decision that nobody signed. */
export const AUTOMATIC_FORMAT = 'relais automatic decision v1';

export interface SignedIntent {
  kind: PersonalKind;
  observationIds: readonly string[];
  comment: string;
  /** Why it is set aside or refused. */
  holdReason: string;
  /** When a hold wants to be looked at again. */
  remindAt?: Date | null;
  /** The signer wants another biologist to read it before anything leaves. */
  secondReader?: boolean;
  /** Comments on results, samples or the dossier. */
  comments?: readonly WrittenComment[];
  /** Phrases of the library in them, as they were filled in. */
  phrases?: readonly UsedPhrase[];
  /** Signed with others: which of its results were in sight together, and for how long, as the person's screen says. */
  seen?: readonly SeenResult[];
  /** The executing laboratory's validation came another way: by whom, and how. */
  partReceived?: string;
}

/** In whose name: of the whole by the laboratory that sampled, and of executing laboratories that the signer is a biologist of too; or of the part of one that executed, alone. */
export interface SigningScope {
  part: { laboratoryId: string; finessNumber: string; name: string } | null;
  capacities: readonly Capacity[];
}

export const WHOLE: SigningScope = { part: null, capacities: [] };

/** What a card shows, as it was read. */
export interface Shown {
  state: DossierState;
  patient: PatientRecord;
  standings: readonly StandingOfObservation[];
  identity: IdentityReview | null;
  expertise: DossierVerdict | null;
  /** The controls that count for its results, by result. */
  controls: ReadonlyMap<string, ControlRecord[]>;
  /** Where the parts stand that other laboratories executed. */
  parts: readonly PartState[];
}

export type Signer = Pick<ProfessionalActor, 'userId' | 'name' | 'rppsNumber'>;

/**
 * Writes, as one canonical text, everything that a biologist has before her, what she is about to do, and who she is. It is made once, kept with the decision
 * word for word, and its hash is what she proves herself for: any change in between gives another text, so the signature is refused instead of being put under
 * something that nobody read.
 * @see product.md decision 3; threats.md 27; docs/decisions/009-step-up.md
 */
export function statementOf(shown: Shown, intent: SignedIntent, { userId, name, rppsNumber }: Signer, { part, capacities }: SigningScope = WHOLE): string {
  return canonicalText({
    format: STATEMENT_FORMAT,
    displayed: displayedOf(shown),
    intent: {
      kind: intent.kind,
      observationIds: [...new Set(intent.observationIds)].sort(),
      comment: intent.comment.trim(),
      holdReason: intent.holdReason.trim(),
      // Said only where it is asked for: statements of before it could be stay what they were.
      ...(intent.remindAt ? { remindAt: intent.remindAt.toISOString() } : {}),
      ...(intent.secondReader === true ? { secondReader: true } : {}),
      ...(intent.comments && intent.comments.length > 0 ? { comments: intent.comments.map(writtenOut) } : {}),
      ...(intent.phrases && intent.phrases.length > 0 ? { phrases: intent.phrases.map(({ phraseId, version, text }) => ({ phraseId, version, text })) } : {}),
      ...(intent.seen ? { seen: intent.seen.map(({ id, ms }) => ({ id, ms })).toSorted((a, b) => (a.id < b.id ? -1 : 1)) } : {}),
      ...(part ? { part } : {}),
      ...(capacities.length > 0 ? { capacities } : {}),
      ...(intent.partReceived?.trim() ? { partReceived: intent.partReceived.trim() } : {}),
    },
    signer: { userId, name, rppsNumber },
  });
}

const writtenOut = ({ level, target, text, corrects }: WrittenComment) => ({ level, target, text: text.trim(), corrects: corrects ?? null });
/** What stands behind an automatic decision: the same dossier word for word, the rules and the acceptance that it rests on, and in whose name it is. Nobody has read it, and it does not say so. */
export function automaticStatementOf(shown: Shown, observationIds: readonly string[], { userId, name, rppsNumber }: Signer, marks: AutomaticMarks): string {
  return canonicalText({
    format: AUTOMATIC_FORMAT,
    displayed: displayedOf(shown),
    intent: { kind: 'auto', observationIds: [...new Set(observationIds)].sort() },
    inNameOf: { userId, name, rppsNumber },
    rests: marks,
  });
}

/** What a second reader agrees to: all that her card shows, the signature that she read after, and who she is. */
export function readingStatementOf(
  shown: Shown,
  decision: { id: string; displayedHash: string; deciderName: string; signedAt: Date; comment: string },
  { userId, name, rppsNumber }: Signer,
): string {
  const { id, displayedHash, deciderName, signedAt, comment } = decision;
  return canonicalText({
    format: 'relais second reading v1',
    displayed: displayedOf(shown),
    signature: { id, displayedHash, signer: deciderName, signedAt, comment },
    reader: { userId, name, rppsNumber },
  });
}

/** Hexadecimal SHA-256 of a statement: short enough to be shown beside the button and printed on the report. */
export const fingerprintOf = (statement: string): string => sha256(statement);

/**
 * Hashes everything that the card shows, without the intent. The card carries it, so that a name or a clinical information that came since is a change like a
 * new value, though the results have the same revision.
 */
export const displayedHashOf = (shown: Shown): string => hashOf(displayedOf(shown));

function displayedOf({ state, patient, standings, identity, expertise, controls, parts }: Shown) {
  const { dossier, revision, requests, specimens, observations, documents } = state;
  return {
    dossier: {
      id: dossier.id,
      laboratoryId: dossier.laboratoryId,
      accessionNumber: dossier.accessionNumber,
      identityGuaranteed: dossier.identityGuaranteed,
      isTest: dossier.isTest,
      priority: dossier.priority,
    },
    patient: {
      id: patient.id,
      identifier: patient.identifier,
      birthFamilyName: patient.birthFamilyName,
      usedFamilyName: patient.usedFamilyName,
      firstGivenName: patient.firstGivenName,
      birthDate: patient.birthDate,
      birthDateText: patient.birthDateText,
      sex: patient.sex,
      ins: patient.insQualified ? patient.ins : null,
    },
    identityChanges: identity?.changes ?? [],
    context: {
      clinicalInformation: dossier.clinicalInformation,
      collectedAt: dossier.collectedAt,
      receivedAt: dossier.receivedAt,
      collector: dossier.collector,
      prescriber: dossier.prescriberName,
      ward: dossier.wardCode,
      room: dossier.room,
      bed: dossier.bed,
    },
    specimens: specimens.map(specimenTold),
    notes: revision.notes,
    requests: requests.map(({ requestKey, label, notes, technician, centrifugedAt }) => ({ requestKey, label, notes, technician, centrifugedAt })),
    // Written out, so that whoever verifies later reads what was signed; the hash covers the rest of what the card shows of a result.
    results: observations.map((row) => ({ ...resultTold(row), controls: (controls.get(row.id) ?? []).map(controlShown) })),
    // What the rules said, by the fingerprints under which it is kept for ever; null = they had not been asked yet.
    expertise: expertise && { verdict: expertise.verdict.contentHash, findings: expertise.findings.map(({ contentHash }) => contentHash) },
    // How they are put together in a table says which organism an antibiotic belongs to: that too was displayed.
    antibiograms: microbiologyOf(observations, requests),
    documents: documents.map(({ observationVersionId, position, sha256 }) => `${observationVersionId} ${position} ${sha256}`),
    standings: standings.map(({ currentId, standing }) => `${currentId} ${standing}`).sort(),
    // What executing laboratories said of their parts, by whom: the whole is signed on it.
    parts: parts.map(({ observationId, finessNumber, standing, source, by, at, reason, decisionId }) => ({
      observationId,
      finessNumber,
      standing,
      source,
      by,
      at,
      reason,
      decisionId,
    })),
  };
}

const specimenTold = ({
  identifier,
  kind,
  site,
  role,
  description,
  condition,
  collectedAt,
  receivedAt,
  centrifugedAt,
  notes,
}: Shown['state']['specimens'][number]) => ({
  identifier,
  kind,
  site,
  role,
  description,
  condition,
  collectedAt,
  receivedAt,
  centrifugedAt,
  notes,
});

/** Who validated it technically, on what and when, and what the analyser said of it: all of it was before her. */
function resultTold(row: Shown['state']['observations'][number]) {
  const { id, label, subId, values, unit, referenceRange, interpretation, status, notes, contentHash } = row;
  const { analyserFlags, qualityControl, valuesBefore, dilution, responsibleObserver, statusAt, equipment, performerFiness, performerName } = row;
  const written = { id, label, subId, values, unit, referenceRange, interpretation, status, notes, contentHash };
  return { ...written, analyserFlags, qualityControl, valuesBefore, dilution, responsibleObserver, statusAt, equipment, performerFiness, performerName };
}
