import { append } from '../audit/append';
import { sendMail, sendSms } from '../platform/channels';
import type { Context } from '../platform/context';
import { codeOf, Fault } from '../platform/fault';
import { findAccountWord, markAccountWordSent } from './account-code-store';
import { WORD_KINDS, WORD_SUBJECT, wordText } from './account-texts';

/** Tells the holder of an account what was done to it, once, where he could be reached before. */
export async function sendAccountWord(ctx: Context, wordId: string): Promise<void> {
  const word = await ctx.transaction((tx) => findAccountWord(tx, wordId));
  const kind = WORD_KINDS.find((one) => one === word?.kind);
  if (!word || !kind || word.sentAt !== null) return;
  const { address: to } = word;
  try {
    if (word.channel === 'sms') await sendSms(ctx, { id: wordId, to, text: wordText(kind, 'sms') });
    else await sendMail(ctx, { id: wordId, to, subject: WORD_SUBJECT, text: wordText(kind, 'mail') });
  } catch (error) {
    if (!(error instanceof Fault && error.retry === 'never')) throw error;
    await ctx.transaction((tx) => append(tx, ctx, { action: 'word.fail', outcome: 'refused', subjectId: wordId, detail: { code: codeOf(error) } }));
    return;
  }
  await ctx.transaction(async (tx) => {
    await markAccountWordSent(tx, wordId, ctx.now());
    await append(tx, ctx, { action: 'word.send', subjectId: wordId, detail: { kind, channel: word.channel } });
  });
}
