import { readStaffMail } from '../access/read-staff';
import type { Notify } from '../alert/send-notice';
import { readSites } from '../directory/read-directory';
import { readContactNumbers } from '../duty/read-on-duty';
import { publicAddress, sendMail, sendSms } from '../platform/channels';
import { codeOf, Fault } from '../platform/fault';
import { localIso } from '../platform/local-time';
import { ring } from '../wake/ring';

/** Numbers to which a text can be sent. */
const MOBILE = /^(\+33|0033|0)[67]\d{8}$/;

/**
 * Wakes a biologist by what exists. Her devices ring first, where her written policy lets a call ring at this hour: an SMS then follows by itself if she does not open it in the minutes
 * that she wrote. Without a device an SMS goes at once to her first mobile number, and a mail; by an hour that she keeps quiet, a mail alone. One of them is enough; when every way that she
 * has failed for now, the notice is tried again. The text names the site and the hour, nothing of the patient.
 */
export const notifyByChannels: Notify = async (ctx, { noticeId, callId, dossierId, userId, siteId, dueAt }) => {
  const rung = await ctx.transaction((tx) => ring(ctx, tx, { userId, siteId, reason: 'call', subjectId: callId, dossierId }));
  if (rung === 'push' || rung === 'sms') return [rung];
  const found = await ctx.transaction(async (tx) => ({
    mail: (await readStaffMail(tx, [userId])).get(userId) ?? null,
    mobile: ((await readContactNumbers(tx, [userId])).get(userId) ?? [])
      .map((number) => number.replaceAll(/[^\d+]/g, ''))
      .find((number) => MOBILE.test(number)),
    site: (await readSites(tx)).find(({ id }) => id === siteId)?.name ?? '',
  }));
  const text = `Relais : un résultat critique attend d’être annoncé (${found.site}), avant ${localIso(dueAt, 'Europe/Paris').slice(11, 16)}. ${publicAddress()}/worklist`;
  const ways: { channel: string; send: () => Promise<void> }[] = [];
  const { mobile, mail } = found;
  if (mobile && rung !== 'quiet') ways.push({ channel: 'sms', send: () => sendSms(ctx, { id: noticeId, to: mobile, text }) });
  if (mail) ways.push({ channel: 'mail', send: () => sendMail(ctx, { id: noticeId, to: mail, subject: 'Résultat critique à annoncer', text: `${text}\n` }) });
  const reached: string[] = [];
  const faults: unknown[] = [];
  for (const { channel, send } of ways)
    try {
      await send();
      reached.push(channel);
    } catch (error) {
      faults.push(error);
    }
  // An SMS without an answer may have gone; a second one does no harm, a call that nobody makes does.
  if (reached.length === 0 && faults.some((fault) => !(fault instanceof Fault) || fault.retry !== 'never'))
    throw new Fault('call-notice-unsent', 'safe', { cause: faults.map(codeOf).join(' ') });
  return reached;
};
