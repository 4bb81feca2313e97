import { hashCode, newCode } from '../access/code-hash';
import { append } from '../audit/append';
import { readPatient } from '../patient/read-patient';
import { sendSms } from '../platform/channels';
import type { Context } from '../platform/context';
import { codeOf, Fault } from '../platform/fault';
import { findCode, findNotice, keepCodeHash, markCodeSent } from './store';
import { codeText } from './texts';

/**
 * Makes the code that was asked for, keeps its hash and sends it to the confirmed telephone. The plain code exists only here; a try that may not have
 * left is followed by another code, and only the last one opens. A code whose time is over is not sent any more.
 */
export async function sendCode(ctx: Context, codeId: string): Promise<void> {
  const code = newCode();
  const kept = await keepCode(ctx, codeId, code);
  if (kept === null) return;
  const { telephone, dossierId } = kept;
  try {
    await sendSms(ctx, { id: codeId, to: telephone, text: codeText(code) });
  } catch (error) {
    if (!(error instanceof Fault && error.retry === 'never')) throw error;
    await ctx.transaction((tx) => append(tx, ctx, { action: 'code.fail', outcome: 'refused', dossierId, subjectId: codeId, detail: { code: codeOf(error) } }));
    return;
  }
  await ctx.transaction(async (tx) => {
    await markCodeSent(tx, codeId, ctx.now());
    await append(tx, ctx, { action: 'code.send', dossierId, subjectId: codeId });
  });
}

async function keepCode(ctx: Context, codeId: string, code: string): Promise<{ telephone: string; dossierId: string } | null> {
  const codeHash = await hashCode(code, codeId);
  return ctx.transaction(async (tx) => {
    const row = await findCode(tx, codeId);
    const notice = row && row.expiresAt > ctx.now() ? await findNotice(tx, row.noticeId) : undefined;
    const patient = notice ? await readPatient(tx, notice.patientId) : null;
    if (!notice || !patient?.phone || patient.phoneConfirmedAt === null) return null;
    return (await keepCodeHash(tx, codeId, codeHash)) ? { telephone: patient.phone, dossierId: notice.dossierId } : null;
  });
}
