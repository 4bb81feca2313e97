import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** Where a mail is refused, and with which code. */
export interface MailAnswer {
  at: 'rcpt' | 'data';
  code: number;
}

/** A real SMTP server on a free port that keeps what it takes; `answer` may refuse the next mail. */
export async function startMailServer(
  answer: () => MailAnswer | undefined = () => undefined,
): Promise<{ url: string; received: string[]; close: () => Promise<void> }> {
  const received: string[] = [];
  const refusalAt = (at: MailAnswer['at']) => {
    const given = answer();
    return given?.at === at ? Object.assign(new Error('refused'), { responseCode: given.code }) : null;
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refusalAt('rcpt')),
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
      });
      stream.on('end', () => {
        const refusal = refusalAt('data');
        if (refusal === null) received.push(text);
        done(refusal);
      });
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, received, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
