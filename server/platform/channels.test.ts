import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemActor } from './actor';
import { sendMail, sendSms } from './channels';
import type { Context } from './context';
import { type MailAnswer, startMailServer } from './testing/mail-server';

const ctx: Context = {
  actor: systemActor('test'),
  now: () => new Date('2026-11-24T08:00:00Z'),
  transaction: () => Promise.reject(new Error('nothing is kept when a channel is set')),
  statement: () => Promise.reject(new Error('nothing is kept when a channel is set')),
};
const mail = { id: '0194f3c2', to: 'odette@courriel.example', subject: 'Un document vous attend', text: 'Bonjour,\n\nÀ bientôt.\n' };
const sms = { id: '0194f3c3', to: '0639980001', text: 'Relais : votre code est 123456.' };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function mailServer(answer?: MailAnswer): Promise<string[]> {
  const server = await startMailServer(() => answer);
  closing.push(server.close);
  vi.stubEnv('SMTP_URL', server.url);
  vi.stubEnv('NEXTAUTH_URL', 'https://relais.example.org/');
  return server.received;
}

async function smsServer(status: number) {
  const received: { body: string; authorization: string | undefined; type: string | undefined }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8');
    });
    request.on('end', () => {
      received.push({ body, authorization: request.headers.authorization, type: request.headers['content-type'] });
      response.writeHead(status).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  vi.stubEnv('SMS_URL', `http://relais:s%C3%A9same@127.0.0.1:${(server.address() as AddressInfo).port}/sms`);
  return received;
}

describe('mail', () => {
  it('arrives at a real SMTP server, in UTF-8, from an address nobody reads', async () => {
    const received = await mailServer();
    await sendMail(ctx, mail);
    expect(received).toHaveLength(1);
    expect(received[0]).toContain('Subject: Un document vous attend');
    expect(received[0]).toContain('From: Relais <ne-pas-repondre@relais.example.org>');
    expect(received[0]).toContain('To: odette@courriel.example');
    expect(received[0]).toContain('Message-ID: <0194f3c2@relais.example.org>');
    expect(received[0]).toContain('Auto-Submitted: auto-generated');
    expect(received[0]).not.toMatch(/X-Mailer|odette@courriel.example.*odette/s);
  });
  it.each([
    ['an address that is refused is never tried again', { at: 'rcpt', code: 550 } as const, { code: 'smtp-550', retry: 'never' }],
    ['a server that is busy is tried again', { at: 'rcpt', code: 451 } as const, { code: 'smtp-451', retry: 'safe' }],
    ['a text that is refused is never tried again', { at: 'data', code: 554 } as const, { code: 'smtp-554', retry: 'never' }],
  ])('%s', async (_, answer, fault) => {
    await mailServer(answer);
    await expect(sendMail(ctx, mail)).rejects.toMatchObject(fault);
  });
  it('waits for a server that is away', async () => {
    vi.stubEnv('SMTP_URL', 'smtp://127.0.0.1:1');
    await expect(sendMail(ctx, mail)).rejects.toMatchObject({ retry: 'safe', code: 'smtp-unreachable' });
  });
  it('is a fault when there is no server outside a demonstration', async () => {
    vi.stubEnv('RELAIS_DEMO', '0');
    vi.stubEnv('NEXTAUTH_SECRET', 'q9v0Wc1mJxT2b8sYe7Zr4Ku6Nf3Hd5La');
    vi.stubEnv('NEXTAUTH_URL', 'https://relais.example.org');
    vi.stubEnv('SMTP_URL', '');
    await expect(sendMail(ctx, mail)).rejects.toMatchObject({ code: 'no-mail-channel' });
    await expect(sendSms(ctx, sms)).rejects.toMatchObject({ code: 'no-sms-channel' });
  });
});

describe('an SMS', () => {
  it('is posted as JSON, with the credentials of the address', async () => {
    const received = await smsServer(202);
    await sendSms(ctx, sms);
    expect(received).toEqual([
      { body: JSON.stringify(sms), authorization: `Basic ${Buffer.from('relais:sésame').toString('base64')}`, type: 'application/json' },
    ]);
  });
  it.each([
    [400, 'never'],
    [429, 'safe'],
    [503, 'safe'],
  ] as const)('answered by %i is tried again: %s', async (status, retry) => {
    await smsServer(status);
    await expect(sendSms(ctx, sms)).rejects.toMatchObject({ code: `sms-${status}`, retry });
  });
  it('without an answer may have gone', async () => {
    vi.stubEnv('SMS_URL', 'http://127.0.0.1:1/sms');
    await expect(sendSms(ctx, sms)).rejects.toMatchObject({ code: 'sms-lost', retry: 'ambiguous' });
  });
});
