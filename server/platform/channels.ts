import { type Mail, sendBySmtp } from './channels-mail';
import { keepInOutbox } from './channels-outbox';
import { type Sms, sendByHttp } from './channels-sms';
import type { Context } from './context';
import { type Environment, readEnvironment } from './env';
import { Fault } from './fault';

/** Sends a mail by SMTP_URL, or keeps it in the demonstration's outbox; outside the demonstration a missing channel is a fault, never a silence. */
export async function sendMail(ctx: Context, mail: Mail): Promise<void> {
  const environment = readEnvironment();
  if (environment.SMTP_URL !== undefined) return sendBySmtp(environment.SMTP_URL, senderOf(environment), mail);
  if (!environment.RELAIS_DEMO) throw new Fault('no-mail-channel', 'safe');
  return keepInOutbox(ctx, { channel: 'mail', recipient: mail.to, subject: mail.subject, body: mail.text });
}

/** The same for an SMS and SMS_URL. */
export async function sendSms(ctx: Context, sms: Sms): Promise<void> {
  const environment = readEnvironment();
  if (environment.SMS_URL !== undefined) return sendByHttp(environment.SMS_URL, sms);
  if (!environment.RELAIS_DEMO) throw new Fault('no-sms-channel', 'safe');
  return keepInOutbox(ctx, { channel: 'sms', recipient: sms.to, subject: '', body: sms.text });
}

/** The address that people open, without a slash at its end. */
export function publicAddress(environment: Environment = readEnvironment()): string {
  return (environment.NEXTAUTH_URL ?? `http://localhost:${environment.PORT}`).replace(/\/+$/, '');
}

const senderOf = (environment: Environment): string => `Relais <ne-pas-repondre@${new URL(publicAddress(environment)).hostname}>`;
