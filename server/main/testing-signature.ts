import type { Proof, ProofRefusal } from '../access/prove-again';
import { proveRepeatably } from '../access/prove-repeatably';
import type { TestAuthenticator } from '../access/testing-authenticator';
import { type Assertion } from '../access/webauthn';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import type { Outcome, Refusal } from '../platform/outcome';
import { askDecisionProof } from '../validation/ask-decision-proof';
import type { RecordDecisionInput, RecordedDecision } from '../validation/decision-input';
import { type RecordRefusal, recordDecision } from '../validation/record-decision';
import type { TestIntent, TestValidation } from './testing-validation';

export type Request = Omit<RecordDecisionInput, 'proofId'>;

/** What a biologist's screen does with a passkey, step by step, so that a test can take the steps in a wrong order. */
export function signingIn(product: TestValidation) {
  const prepare = async (actor: ProfessionalActor, dossierId: string, intent: TestIntent = {}): Promise<Request> => {
    const { proofId: _, ...request } = await product.prepare(actor, dossierId, intent);
    return request;
  };
  const ask = async (actor: ProfessionalActor, request: Request) => {
    const asked = await askDecisionProof(product.as(actor), request);
    assert(asked.ok && asked.value.method === 'passkey', 'a passkey is asked for');
    return asked.value.options;
  };
  /** What the mutation does. */
  const decide = async (
    actor: ProfessionalActor,
    request: Request,
    proof: Proof,
  ): Promise<Outcome<RecordedDecision, ProofRefusal | Refusal<RecordRefusal>>> => {
    const proven = await proveRepeatably(product.as(actor), proof, { act: request.kind, contentHash: request.fingerprint });
    return proven.ok ? recordDecision(product.as(actor), { ...request, ...proven.value }) : proven;
  };
  const byKey = (assertion: Assertion): Proof => ({ method: 'passkey', assertion });
  const sign = async (actor: ProfessionalActor, key: TestAuthenticator, dossierId: string, intent: TestIntent = {}): Promise<string> => {
    const request = await prepare(actor, dossierId, intent);
    const decided = await decide(actor, request, byKey(key.assert(await ask(actor, request))));
    assert(decided.ok, 'the decision is recorded');
    return decided.value.decisionId;
  };
  return { prepare, ask, decide, byKey, sign };
}
