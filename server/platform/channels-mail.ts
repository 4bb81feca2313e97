import { createTransport } from 'nodemailer';
import { Fault } from './fault';

export interface Mail {
  /** Stable over retries, so that a server that got it twice may drop the second. */
  id: string;
  to: string;
  subject: string;
  text: string;
}

const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;

/**
 * Hands one mail to the SMTP server of `url`; returns once the server has taken it. A refused address is never tried again, a lost connection after
 * the text was sent is `ambiguous`: the mail may have gone.
 */
export async function sendBySmtp(url: string, from: string, mail: Mail): Promise<void> {
  const transport = createTransport({ url, connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: SILENCE_MS });
  try {
    await transport.sendMail({
      from,
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      messageId: `<${mail.id}@${from.split('@').at(-1)?.replace('>', '') ?? 'relais'}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } catch (error) {
    throw faultOf(error);
  } finally {
    transport.close();
  }
}

interface SmtpError {
  code?: string;
  command?: string;
  responseCode?: number;
}

function faultOf(error: unknown): Fault {
  const { code = '', command = '', responseCode } = (error instanceof Error ? error : {}) as SmtpError;
  if (code === 'EAUTH') return new Fault('smtp-login', 'safe', { cause: error });
  if (responseCode !== undefined) return new Fault(`smtp-${responseCode}`, responseCode >= 500 ? 'never' : 'safe', { cause: error });
  if (command === 'CONN' || code === 'EDNS' || code === 'ESOCKET' || code === 'ECONNREFUSED') return new Fault('smtp-unreachable', 'safe', { cause: error });
  return new Fault('smtp-lost', 'ambiguous', { cause: error });
}
