import { z } from 'zod';
import { PROOF_LIFE_MS } from '../access/step-up-rules';
import { ASSERTION_CHECKS, type AssertionCheck, PortableProof, verifyProof } from '../access/verify-proof';
import { canonicalText, hashOf } from '../platform/canonical';
import { fingerprintsIn } from './batch-statement';
import { PERSONAL_KINDS } from './kinds';
import { isOfBatches } from './rules';
import { fingerprintOf, STATEMENT_FORMATS } from './statement';

/** A decision with all that its verification needs: what `export decision` writes. */
export const PortableDecision = z.strictObject({
  format: z.literal('relais decision proof v1'),
  decision: z.strictObject({
    id: z.uuid(),
    dossierId: z.uuid(),
    kind: z.enum(PERSONAL_KINDS),
    userId: z.uuid(),
    deciderName: z.string(),
    deciderRpps: z.string().nullable(),
    signedAt: z.iso.datetime(),
    comment: z.string(),
    holdReason: z.string(),
    displayedHash: z.string(),
    observationIds: z.array(z.uuid()),
    /** When a hold asked to be looked at again. Absent from decisions of before it could. */
    remindAt: z.iso.datetime().optional(),
    /** The executing laboratory whose part alone it is; absent from a decision on the whole. */
    part: z.strictObject({ laboratoryId: z.string(), finessNumber: z.string(), name: z.string() }).optional(),
  }),
  statement: z.string(),
  proof: PortableProof,
  /** Signed with others by one proof: the text that names each of them. */
  batch: z.string().optional(),
  /** Hash of everything above: betrays an accident on the way, not a forger, whom the signature betrays. */
  seal: z.string(),
});
export type PortableDecision = z.infer<typeof PortableDecision>;

/** What a statement says, as far as its verification reads it. */
const Statement = z.object({
  format: z.enum(STATEMENT_FORMATS),
  displayed: z.object({
    dossier: z.object({ id: z.string() }),
    /** What changed in the identity since it was signed last; then a decision may be on that alone. */
    identityChanges: z.array(z.object({ trait: z.string() })).default([]),
    results: z.array(z.object({ id: z.string() })),
  }),
  intent: z.object({
    kind: z.string(),
    observationIds: z.array(z.string()),
    comment: z.string(),
    holdReason: z.string(),
    remindAt: z.string().optional(),
    part: z.object({ laboratoryId: z.string(), finessNumber: z.string(), name: z.string() }).optional(),
  }),
  signer: z.object({ userId: z.string(), name: z.string(), rppsNumber: z.string().nullable() }),
});
type Statement = z.infer<typeof Statement>;

/** What a decision is examined for, in the order in which it is told; those of an assertion follow when there is one. */
export const DECISION_CHECKS = ['seal', 'fingerprint', 'content', 'act', 'dossier', 'person', 'results', 'words', 'moment'] as const;
export type DecisionCheck = (typeof DECISION_CHECKS)[number] | AssertionCheck;

export interface VerifiedDecision {
  method: 'passkey' | 'password';
  checks: { check: DecisionCheck; holds: boolean }[];
  /** Every check holds. */
  isValid: boolean;
}

/** Hash over a decision, its statement and its proof as they travel. */
export const sealOf = ({ format, decision, statement, proof, batch }: Omit<PortableDecision, 'seal'>): string =>
  hashOf({ format, decision, statement, proof, batch });

/**
 * Examines a signed decision from its own bytes alone, with no database and no state of the server: that the statement is the one whose fingerprint was
 * proven, and that the decision says neither more nor less than the statement.
 * @see product.md decision 3; docs/decisions/009-step-up.md
 */
export function verifyDecision(portable: PortableDecision): VerifiedDecision {
  const { proof } = portable;
  const statement = statementIn(portable.statement);
  const own = DECISION_CHECKS.map((check) => ({ check, holds: holdsOf[check](portable, statement) }));
  const assertion = proof.method === 'passkey' ? verifyProof(proof) : null;
  const checks = [...own, ...(assertion ? ASSERTION_CHECKS.map((check) => ({ check, holds: assertion[check] })) : [])];
  return { method: proof.method, checks, isValid: checks.every(({ holds }) => holds) };
}

const holdsOf: Record<(typeof DECISION_CHECKS)[number], (portable: PortableDecision, statement: Statement | null) => boolean> = {
  seal: (portable) => portable.seal === sealOf(portable),
  fingerprint: ({ statement, decision }) => fingerprintOf(statement) === decision.displayedHash,
  content: ({ decision, proof, batch }) =>
    batch === undefined
      ? proof.contentHash === decision.displayedHash
      : proof.contentHash === fingerprintOf(batch) && fingerprintsIn(batch).includes(decision.displayedHash),
  act: ({ decision, proof, batch }, statement) =>
    statement?.intent.kind === decision.kind &&
    isSame(statement.intent.part ?? null, decision.part ?? null) &&
    (batch === undefined ? proof.act === decision.kind : proof.act === 'batch' && isOfBatches(decision.kind)),
  dossier: ({ decision }, statement) => statement?.displayed.dossier.id === decision.dossierId,
  person: ({ decision, proof }, statement) =>
    proof.userId === decision.userId && isSame(statement?.signer, { userId: decision.userId, name: decision.deciderName, rppsNumber: decision.deciderRpps }),
  results: ({ decision }, statement) => {
    const shown = new Set(statement?.displayed.results.map(({ id }) => id));
    const isOnSomething =
      decision.kind === 'comment' ||
      decision.observationIds.length > 0 ||
      (decision.kind === 'validate' && (statement?.displayed.identityChanges.length ?? 0) > 0);
    const isShown = isOnSomething && decision.observationIds.every((id) => shown.has(id));
    return isShown && isSame(statement?.intent.observationIds, decision.observationIds.toSorted());
  },
  words: ({ decision }, statement) =>
    statement !== null &&
    isSame(
      [statement.intent.comment, statement.intent.holdReason, statement.intent.remindAt ?? ''],
      [decision.comment, decision.holdReason, decision.remindAt ?? ''],
    ),
  moment: ({ decision, proof }) => {
    const age = new Date(decision.signedAt).getTime() - new Date(proof.provenAt).getTime();
    return age >= 0 && age <= PROOF_LIFE_MS;
  },
};

const isSame = (a: unknown, b: unknown): boolean => a !== undefined && canonicalText(a) === canonicalText(b);

/** Null for a text that is no statement of ours, or is not in the one form that a statement has. */
function statementIn(text: string): Statement | null {
  try {
    const read: unknown = JSON.parse(text);
    return canonicalText(read) === text ? Statement.parse(read) : null;
  } catch {
    return null;
  }
}
