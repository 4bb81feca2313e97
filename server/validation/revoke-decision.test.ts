import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { readCard } from './read-card';
import { revokeDecision } from './revoke-decision';

let product: TestValidation;
let signer: ProfessionalActor;
let colleague: ProfessionalActor;
let stranger: ProfessionalActor;
beforeAll(async () => {
  product = await openTestValidation();
  signer = await product.person('biologist');
  colleague = await product.person('biologist', ['valmont'], { name: 'Dr Karim HADDAD' });
  stranger = await product.person('biologist', ['hauterive']);
});
afterAll(() => product.end());

async function signed(): Promise<{ dossierId: string; decisionId: string }> {
  const dossierId = await product.send(product.freshNumber());
  const outcome = await product.decide(signer, dossierId);
  return { dossierId, decisionId: outcome.ok ? outcome.value.decisionId : '' };
}
const revoke = (actor: ProfessionalActor, decisionId: string, reason = 'Échantillon d’un autre patient') =>
  revokeDecision(product.as(actor), { decisionId, reason });

test('a colleague takes a signature back with a reason: nothing leaves, the results wait again, the signer reads why', async () => {
  const { dossierId, decisionId } = await signed();
  expect(await revoke(colleague, decisionId)).toMatchObject({ ok: true });
  await product.wait(60);
  expect(await product.told(dossierId)).toBe(0);
  expect(await product.standings(dossierId)).toEqual(['awaiting']);
  const card = await readCard(product.as(signer), { dossierId });
  expect(card).toMatchObject({ value: { decisions: [{ state: 'cancelled', revoked: { by: 'Dr Karim HADDAD', reason: 'Échantillon d’un autre patient' } }] } });
});

test('without a reason, from another site, or once it has left, nothing is taken back', async () => {
  const { dossierId, decisionId } = await signed();
  expect(await revoke(colleague, decisionId, '  ')).toMatchObject({ refusal: { code: 'revocation-needs-reason' } });
  expect(await revoke(stranger, decisionId)).toMatchObject({ refusal: { code: 'not-found' } });
  await product.wait(11);
  expect(await revoke(colleague, decisionId)).toMatchObject({ refusal: { code: 'undo-too-late' } });
  expect(await product.standings(dossierId)).toEqual(['validated']);
});

test('the database takes no revocation in another name, without a reason, or of what has taken effect', async () => {
  const { decisionId } = await signed();
  const update = (by: string, reason: string) =>
    product
      .as(colleague)
      .transaction((tx) =>
        tx.execute(
          sql`update validation_decision set state = 'cancelled', cancelled_at = now(), revoked_by = ${by}, revoked_by_name = 'X', revoke_reason = ${reason} where id = ${decisionId} returning id`,
        ),
      );
  await expect(update(signer.userId, 'x')).rejects.toMatchObject({ cause: { code: '42501' } });
  await expect(update(colleague.userId, '')).rejects.toMatchObject({ cause: { code: '23514' } });
  await product.wait(11);
  expect([...(await update(colleague.userId, 'x'))]).toEqual([]);
});
