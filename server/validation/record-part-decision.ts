import type { Transaction } from '../../db/client';
import type { PartRules } from '../../db/schema/validation';
import { readProof } from '../access/read-proof';
import { append } from '../audit/append';
import { readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { askRepeatOf } from './ask-repeat';
import type { RecordDecisionInput, RecordedDecision } from './decision-input';
import { readPartRules } from './part-expertise';
import { checkPart, type PartKind, type PartRefusal } from './part-rules';
import { endParts, findPartByKey, findPartByProof, insertPartDecision, lockExecuted, type PartDecisionRow } from './part-store';
import { type DossierFacts, readDossierFacts } from './project-worklist';
import { readPolicy, toBeSigned } from './read-policy';
import { isProofOfDecision } from './rules';
import { isOwnRefused } from './second-reading-rules';
import { readSigningScope } from './signing-scope';
import { fingerprintOf, type SigningScope, statementOf } from './statement';

export type PartCode = PartRefusal | 'not-found' | 'own-result' | 'proof-refused';

type Part = NonNullable<SigningScope['part']>;

/**
 * Records what the laboratory that executed decides on its own part: valid, set aside, or refused and asked for again. Releases nothing, whoever asks: what leaves is the
 * sampling laboratory's to validate, on all of the dossier. At once in effect, since nothing of it leaves; taken back until the whole rests on it. The dossier is locked: of
 * two laboratories at the same second, the later one sees what the first decided.
 * @see GBUI XIV-2 « au laboratoire exécutant »; ISO 15189:2022 7.4.1.2; threats.md 12, 27
 */
export async function recordPartDecision(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  input: RecordDecisionInput,
): Promise<Outcome<RecordedDecision, Refusal<PartCode>>> {
  if (!(await lockExecuted(tx, input.dossierId))) return refuse('not-found');
  const repeated = await findPartByKey(tx, input.idempotencyKey);
  if (repeated) return repeated.userId === ctx.actor.userId && repeated.displayedHash === input.fingerprint ? done(recordedOf(repeated)) : refuse('not-found');
  const facts = await readDossierFacts(tx, input.dossierId);
  const patient = facts ? await readPatient(tx, facts.state.dossier.patientId) : null;
  const may = facts && (await readSigningScope(tx, ctx, facts, input.observationIds));
  const part = may?.scope.part;
  if (!facts || !patient || !part) return refuse('not-found');
  const kind = partKindOf(input.kind);
  if (!kind) return refuse('not-your-part');
  const statement = statementOf({ ...facts, patient }, input, ctx.actor, may.scope);
  const refusal = (await check(ctx, tx, facts, { ...input, kind }, part, fingerprintOf(statement))) ?? null;
  if (refusal) return refuseAndTrace(ctx, tx, facts, refusal, kind, part);
  return done(recordedOf(await save(ctx, tx, facts, { ...input, kind, statement, part })));
}

const partKindOf = (kind: string): PartKind | null => (kind === 'validate' || kind === 'hold' || kind === 'refuse' ? kind : null);

async function check(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  facts: DossierFacts,
  input: RecordDecisionInput & { kind: PartKind },
  part: Part,
  fingerprintNow: string,
): Promise<PartCode | null> {
  const decided = facts.standings.filter(({ standing }) => standing === 'validated' || standing === 'pending').map(({ currentId }) => currentId);
  const refusal = checkPart(
    input,
    {
      parts: facts.parts,
      known: new Set(facts.state.observations.map(({ id }) => id)),
      ownFiness: part.finessNumber,
      settled: new Set(decided),
    },
    fingerprintNow,
  );
  if (refusal) return refusal;
  if (isOwnRefused(toBeSigned(facts, input, ctx.actor), await readPolicy(tx, part.laboratoryId))) return 'own-result';
  const isProven = isProofOfDecision(await readProof(tx, input.proofId), ctx.actor, input, ctx.now());
  return isProven && !(await findPartByProof(tx, input.proofId)) ? null : 'proof-refused';
}

const TRACED = { validate: 'part.sign', hold: 'part.hold', refuse: 'part.refuse' } as const satisfies Record<PartKind, string>;

async function save(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  facts: DossierFacts,
  { part, kind, statement, ...input }: RecordDecisionInput & { part: Part; kind: PartKind; statement: string },
): Promise<PartDecisionRow> {
  const { dossier } = facts.state;
  const observationIds = [...new Set(input.observationIds)];
  const rules: PartRules | null = await readPartRules(ctx, tx, facts, part.laboratoryId, observationIds);
  await endParts(tx, observationIds);
  const row = await insertPartDecision(
    tx,
    {
      id: newId(),
      dossierId: dossier.id,
      laboratoryId: part.laboratoryId,
      revision: dossier.revision,
      kind,
      userId: ctx.actor.userId,
      deciderName: ctx.actor.name,
      deciderRpps: ctx.actor.rppsNumber,
      signedAt: ctx.now(),
      comment: input.comment.trim(),
      holdReason: input.holdReason.trim(),
      rules,
      displayedHash: input.fingerprint,
      statement,
      proofId: input.proofId,
      idempotencyKey: input.idempotencyKey,
    },
    observationIds,
  );
  await append(tx, ctx, {
    action: TRACED[kind],
    dossierId: dossier.id,
    patientId: dossier.patientId,
    subjectId: row.id,
    detail: { revision: dossier.revision, results: observationIds.length, laboratory: part.laboratoryId, fingerprint: input.fingerprint, proof: input.proofId },
  });
  if (kind === 'refuse') await askRepeatOf(ctx, tx, { ...row, observationIds }, facts);
  // Lines of other laboratories are not hers to write: the worker follows.
  await tell(tx, { name: 'part.moved', dossierId: dossier.id, subjectId: dossier.id }, ctx.now());
  return row;
}

async function refuseAndTrace(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  { state: { dossier }, parts }: DossierFacts,
  code: PartCode,
  kind: PartKind,
  part: Part,
): Promise<{ ok: false; refusal: Refusal<PartCode> }> {
  const detail = { code, revision: dossier.revision, laboratory: part.laboratoryId };
  await append(tx, ctx, { action: TRACED[kind], outcome: 'refused', dossierId: dossier.id, patientId: dossier.patientId, detail });
  const earlier = parts.find(({ finessNumber, at }) => finessNumber === part.finessNumber && at !== null);
  return code === 'already-decided' ? refuse(code, { by: earlier?.by ?? '', at: earlier?.at?.toISOString() ?? '' }) : refuse(code);
}

const recordedOf = (row: PartDecisionRow): RecordedDecision => ({
  decisionId: row.id,
  signedAt: row.signedAt,
  effectiveAt: row.signedAt,
  state: 'effective',
  isUnread: false,
});
