import { z } from 'zod';
import { PROOF_LIFE_MS } from '../access/step-up-rules';
import { ASSERTION_CHECKS, type AssertionCheck, PortableProof, verifyProof } from '../access/verify-proof';
import { canonicalText, hashOf } from '../platform/canonical';
import { sha256 } from '../platform/ids';
import { AUTOMATIC_FORMAT } from '../validation/statement';
import { acceptedContentOf } from './accepted-content';

const Marks = z.strictObject({
  acceptanceId: z.uuid(),
  acceptedAt: z.iso.datetime(),
  ruleSetVersionId: z.uuid(),
  ruleSetTitle: z.string(),
  ruleSetVersion: z.number(),
  ruleCount: z.number(),
  approvedBy: z.string(),
  approvedAt: z.iso.datetime(),
  verdictId: z.uuid(),
  verdictHash: z.string(),
  evaluatedAt: z.iso.datetime(),
  samplePercent: z.number(),
});

/** What she signed when she accepted; `endedAt` is the only thing that was ever written to it afterwards. */
const SignedAcceptance = z.strictObject({
  id: z.uuid(),
  userId: z.uuid(),
  name: z.string(),
  rppsNumber: z.string().nullable(),
  laboratoryId: z.uuid(),
  ruleSetVersionId: z.uuid(),
  siteIds: z.array(z.uuid()),
  chapters: z.array(z.string()),
  testCodes: z.array(z.string()),
  samplePercent: z.number(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  acceptedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  statement: z.string(),
  statementHash: z.string(),
});

/** An automatic decision with all that it rests on: nobody signed it, a biologist signed beforehand that it may be taken in her name. */
export const PortableAutomatic = z.strictObject({
  format: z.literal('relais automatic decision proof v1'),
  decision: z.strictObject({
    id: z.uuid(),
    dossierId: z.uuid(),
    kind: z.literal('auto'),
    siteId: z.uuid(),
    userId: z.uuid(),
    deciderName: z.string(),
    deciderRpps: z.string().nullable(),
    signedAt: z.iso.datetime(),
    displayedHash: z.string(),
    observationIds: z.array(z.uuid()),
    marks: Marks,
  }),
  statement: z.string(),
  acceptance: SignedAcceptance,
  proof: PortableProof,
  seal: z.string(),
});
export type PortableAutomatic = z.infer<typeof PortableAutomatic>;

const Statement = z.object({
  format: z.literal(AUTOMATIC_FORMAT),
  displayed: z.object({
    dossier: z.object({ id: z.string() }),
    expertise: z.object({ verdict: z.string(), findings: z.array(z.string()) }),
    results: z.array(z.object({ id: z.string() })),
  }),
  intent: z.object({ kind: z.literal('auto'), observationIds: z.array(z.string()) }),
  inNameOf: z.object({ userId: z.string(), name: z.string(), rppsNumber: z.string().nullable() }),
  rests: z.unknown(),
});
type Statement = z.infer<typeof Statement>;

/** In the order in which it is told; what is asked of the assertion follows when there is one. */
export const AUTOMATIC_CHECKS = [
  'seal',
  'fingerprint',
  'dossier',
  'results',
  'person',
  'marks',
  'verdict',
  'acceptance',
  'period',
  'content',
  'moment',
] as const;
export type AutomaticCheck = (typeof AUTOMATIC_CHECKS)[number] | AssertionCheck;

export interface VerifiedAutomatic {
  method: 'passkey' | 'password';
  checks: { check: AutomaticCheck; holds: boolean }[];
  isValid: boolean;
}

export const sealOfAutomatic = ({ format, decision, statement, acceptance, proof }: Omit<PortableAutomatic, 'seal'>): string =>
  hashOf({ format, decision, statement, acceptance, proof });

/**
 * Examines an automatic decision from its own bytes alone: that its text is the one whose fingerprint was kept, that it says neither more nor less than the
 * decision, that it rests on an acceptance that was in force at that instant, by the rules that were accepted and found nothing, and that the person in whose name it is signed that
 * acceptance word for word.
 * @see product.md decision 3; docs/decisions/009-step-up.md
 */
export function verifyAutomatic(portable: PortableAutomatic): VerifiedAutomatic {
  const statement = statementIn(portable.statement);
  const own = AUTOMATIC_CHECKS.map((check) => ({ check, holds: holdsOf[check](portable, statement) }));
  const { proof } = portable;
  const assertion = proof.method === 'passkey' ? verifyProof(proof) : null;
  const checks = [...own, ...(assertion ? ASSERTION_CHECKS.map((check) => ({ check, holds: assertion[check] })) : [])];
  return { method: proof.method, checks, isValid: checks.every(({ holds }) => holds) };
}

const holdsOf: Record<(typeof AUTOMATIC_CHECKS)[number], (portable: PortableAutomatic, statement: Statement | null) => boolean> = {
  seal: (portable) => portable.seal === sealOfAutomatic(portable),
  fingerprint: ({ statement, decision }) => sha256(statement) === decision.displayedHash,
  dossier: ({ decision }, statement) => statement?.displayed.dossier.id === decision.dossierId,
  results: ({ decision }, statement) => {
    const shown = new Set(statement?.displayed.results.map(({ id }) => id));
    const isShown = decision.observationIds.length > 0 && decision.observationIds.every((id) => shown.has(id));
    return isShown && isSame(statement?.intent.observationIds, decision.observationIds.toSorted());
  },
  person: ({ decision, acceptance, proof }, statement) => {
    const { userId, deciderName: name, deciderRpps: rppsNumber } = decision;
    const { userId: acceptedBy, name: acceptedName, rppsNumber: acceptedRpps } = acceptance;
    const isHers = isSame([acceptedBy, acceptedName, acceptedRpps, proof.userId], [userId, name, rppsNumber, userId]);
    return isHers && isSame(statement?.inNameOf, { userId, name, rppsNumber });
  },
  marks: ({ decision, acceptance }, statement) =>
    isSame(statement?.rests, decision.marks) &&
    isSame(
      [decision.marks.acceptanceId, decision.marks.acceptedAt, decision.marks.ruleSetVersionId, decision.marks.samplePercent],
      [acceptance.id, acceptance.acceptedAt, acceptance.ruleSetVersionId, acceptance.samplePercent],
    ),
  verdict: ({ decision: { marks } }, statement) =>
    isSame(statement?.displayed.expertise, { verdict: marks.verdictHash, findings: [] }) && marks.evaluatedAt >= marks.acceptedAt,
  acceptance: ({ acceptance }) => sha256(acceptance.statement) === acceptance.statementHash,
  period: ({ decision: { signedAt, siteId }, acceptance: { startsAt, endsAt, acceptedAt, endedAt, siteIds } }) =>
    siteIds.includes(siteId) && startsAt <= signedAt && acceptedAt <= signedAt && signedAt < endsAt && (endedAt === null || signedAt <= endedAt),
  content: ({ acceptance, proof }) => proof.act === 'accept-autoverification' && proof.contentHash === hashOf(acceptedContentOf(acceptance)),
  moment: ({ acceptance, proof }) => {
    const age = new Date(acceptance.acceptedAt).getTime() - new Date(proof.provenAt).getTime();
    return age >= 0 && age <= PROOF_LIFE_MS;
  },
};

const isSame = (a: unknown, b: unknown): boolean => a !== undefined && canonicalText(a) === canonicalText(b);

function statementIn(text: string): Statement | null {
  try {
    const read: unknown = JSON.parse(text);
    return canonicalText(read) === text ? Statement.parse(read) : null;
  } catch {
    return null;
  }
}
