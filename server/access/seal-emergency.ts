import { append } from '../audit/append';
import type { ProfessionalActor, SystemActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { sealAnew } from './emergency-store';
import { newPaperCode, ownedCodeHash } from './paper-code';
import { hashPassword } from './password';
import { requireAccess } from './require-access';
import { tellNotice } from './tell-notice';

const CODES = 10;

/** What is printed once for the safe, and kept nowhere. */
export interface Envelope {
  login: string;
  passphrase: string;
  codes: string[];
  sealedAt: Date;
}

/**
 * Seals the one emergency account: a fresh login, passphrase and ten codes for the safe, and the account of before closed for good with whatever session it had.
 * By an administrator who has proven that he is there, or by the owner of the machine at its console.
 * @see requirements.md « single administrator ↔ continuity »
 */
export async function sealEmergency(ctx: Context<ProfessionalActor | SystemActor>, proofId: string | null): Promise<Outcome<Envelope, Refusal<'not-found'>>> {
  const denied = ctx.actor.kind === 'system' ? null : requireAccess(ctx, 'emergency.manage');
  if (denied) return denied;
  const accountId = newId();
  const envelope = newEnvelope(ctx.now());
  const passphraseHash = await hashPassword(envelope.passphrase);
  return ctx.transaction(async (tx) => {
    await sealAnew(tx, {
      proofId,
      accountId,
      login: envelope.login,
      passphraseHash,
      habilitationId: newId(),
      codes: envelope.codes.map((code) => ({ id: newId(), hash: ownedCodeHash(accountId, code) })),
      sealId: newId(),
      by: ctx.actor.kind === 'system' ? ctx.actor.name : ctx.actor.userId,
      at: envelope.sealedAt,
    });
    await append(tx, ctx, { action: 'emergency.seal', subjectId: accountId, detail: { codes: CODES, proof: proofId } });
    for (const role of ['biologist', 'administrator'] as const)
      await tellNotice(tx, ctx, {
        kind: 'emergency-sealed',
        audience: { role },
        subjectId: accountId,
        detail: { by: ctx.actor.kind === 'system' ? null : ctx.actor.name },
      });
    return done(envelope);
  });
}

/** The login too is drawn: whoever does not hold the envelope cannot even spend its tries. */
function newEnvelope(sealedAt: Date): Envelope {
  return {
    login: `secours-${newPaperCode().toLowerCase()}`,
    passphrase: `${newPaperCode()}-${newPaperCode()}`,
    codes: Array.from({ length: CODES }, newPaperCode),
    sealedAt,
  };
}
