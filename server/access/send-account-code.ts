import { append } from '../audit/append';
import { sendMail, sendSms } from '../platform/channels';
import type { Context } from '../platform/context';
import { codeOf, Fault } from '../platform/fault';
import { findAccountCode, keepAccountCodeHash, markAccountCodeSent } from './account-code-store';
import { accountCodeText, CODE_SUBJECT } from './account-texts';
import { hashCode, newCode } from './code-hash';

/**
 * Makes the code that was asked for, keeps its hash and sends it. The plain code exists only here; a try that may not have left is followed by another
 * code, and only the last one opens. A code whose time is over, or that is nobody's, is not sent.
 */
export async function sendAccountCode(ctx: Context, codeId: string): Promise<void> {
  const code = newCode();
  const codeHash = await hashCode(code, codeId);
  const to = await ctx.transaction(async (tx) => {
    const row = await findAccountCode(tx, codeId);
    if (!row?.address || row.expiresAt <= ctx.now() || !(await keepAccountCodeHash(tx, codeId, codeHash))) return null;
    return { channel: row.channel, address: row.address, accountId: row.accountId };
  });
  if (to === null) return;
  try {
    if (to.channel === 'sms') await sendSms(ctx, { id: codeId, to: to.address, text: accountCodeText(code) });
    else await sendMail(ctx, { id: codeId, to: to.address, subject: CODE_SUBJECT, text: accountCodeText(code) });
  } catch (error) {
    if (!(error instanceof Fault && error.retry === 'never')) throw error;
    await ctx.transaction((tx) => append(tx, ctx, { action: 'code.fail', outcome: 'refused', subjectId: codeId, detail: { code: codeOf(error) } }));
    return;
  }
  await ctx.transaction(async (tx) => {
    await markAccountCodeSent(tx, codeId, ctx.now());
    await append(tx, ctx, { action: 'code.send', subjectId: codeId, detail: { channel: to.channel, account: to.accountId } });
  });
}
