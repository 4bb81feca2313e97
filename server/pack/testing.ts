import { sql } from 'drizzle-orm';
import { referenceIds } from '../main/seed/reference';
import { seedProof } from '../main/seed/seed-proof';
import { openTestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import { newId } from '../platform/ids';
import { batchStatementOf } from '../validation/batch-statement';
import { fingerprintOf } from '../validation/statement';
import { applyIntents } from './apply-intents';
import { compareIntents } from './compare-intents';
import { takePack } from './take-pack';
import type { Intent, Pack } from './types';

/** A biologist with a tablet: on duty, in a session that the database knows. */
export async function openTestPack() {
  const product = await openTestValidation();
  const session = async (actor: ProfessionalActor): Promise<ProfessionalActor> => {
    const at = product.clock.now().toISOString();
    const sessionId = newId();
    await product.rows(sql`insert into session (id, token_hash, realm, method, user_id, idle_ms, created_at, last_seen_at, expires_at, address, terminal)
      values (${sessionId}, ${sessionId}, 'professional', 'passkey', ${actor.userId}, 600000, ${at}, ${at}, ${at}, '', '')`);
    return { ...actor, sessionId };
  };
  const onDuty = async (name = 'Dr Hélène MARCHETTI'): Promise<ProfessionalActor> => {
    const actor = await product.person('biologist', ['valmont'], { name });
    const [from, to] = [-1, 24].map((hours) => new Date(product.clock.now().getTime() + hours * 3_600_000).toISOString());
    await product.rows(sql`insert into on_call_duty (id, user_id, site_id, starts_at, ends_at, kind, made_at)
      values (${newId()}, ${actor.userId}, ${referenceIds.site('valmont')}, ${from}, ${to}, 'astreinte', ${from})`);
    return session(actor);
  };
  const take = async (actor: ProfessionalActor, packId: string | null = null, have: { dossierId: string; displayed: string }[] = []): Promise<Pack> => {
    const taken = await takePack(product.as(actor), { packId, have, reopens: true });
    assert(taken.ok, 'the pack is given');
    return taken.value;
  };
  /** What she prepares on the tablet from what it shows. */
  const prepare = (pack: Pack, dossierId: string, changes: Partial<Intent> = {}): Intent => {
    const card = pack.dossiers.find((packed) => packed.dossierId === dossierId)?.card;
    assert(card, 'the dossier is on the tablet');
    const observationIds = card.panels.flatMap(({ results }) => results.filter(({ standing }) => standing === 'awaiting').map(({ id }) => id));
    return { id: newId(), dossierId, displayed: card.displayed, kind: 'validate', observationIds, comment: '', holdReason: '', ...changes };
  };
  /** What the tablet does when the link is back. */
  const giveBack = async (actor: ProfessionalActor, packId: string, intents: Intent[], key = newId(), ctx = product.as(actor)) => {
    const compared = await compareIntents(ctx, { packId, intents });
    if (!compared.ok) return compared;
    const fingerprints = compared.value.ready.map(({ fingerprint }) => fingerprint);
    if (fingerprints.length === 0) return { ok: true as const, value: compared.value };
    const proofId = await seedProof(product.as(actor), { act: 'batch', contentHash: fingerprintOf(batchStatementOf(fingerprints)) });
    return applyIntents(ctx, { packId, intents, fingerprints, idempotencyKey: key }, proofId);
  };
  return { ...product, session, onDuty, take, prepareIntent: prepare, giveBack };
}
