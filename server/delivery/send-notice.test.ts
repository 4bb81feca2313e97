import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openTestPortal, type TestPortal } from '../main/testing-portal';
import { type MailAnswer, startMailServer } from '../platform/testing/mail-server';
import { openNotice } from './open-notice';

let portal: TestPortal;
let server: Awaited<ReturnType<typeof startMailServer>>;
let answer: MailAnswer | undefined;
beforeAll(async () => {
  portal = await openTestPortal();
  server = await startMailServer(() => answer);
});
beforeEach(() => {
  answer = undefined;
  server.received.length = 0;
  vi.stubEnv('SMTP_URL', server.url);
  portal.clock.pass(60_000);
});
afterAll(async () => {
  await server.close();
  await portal.end();
});

const noticeOf = async (reportId: string) =>
  (
    await portal.rowsOf<{ state: string; attempts: number; code: string | null }>(
      sql`select state, attempts, last_error_code as code from notice where report_id = ${reportId}`,
    )
  )[0];
/** Quoted-printable cuts long lines. */
const tokenIn = (mail: string | undefined) => /\/n\/([A-Za-z0-9_-]{43})/.exec((mail ?? '').replaceAll('=\r\n', ''))?.[1] ?? '';

test('over a real SMTP server the link of the mail opens, and the mail goes once', async () => {
  const { reportId } = await portal.release();
  await portal.settle();
  expect(await noticeOf(reportId)).toEqual({ state: 'sent', attempts: 1, code: null });
  expect(server.received).toHaveLength(1);
  expect(await openNotice(portal.bearer(tokenIn(server.received[0])))).toEqual({ state: 'open' });
});

test('a server that is busy gets the mail later, with a link that opens', async () => {
  answer = { at: 'rcpt', code: 451 };
  const { reportId } = await portal.release();
  expect(await noticeOf(reportId)).toMatchObject({ state: 'sending', code: 'smtp-451' });
  answer = undefined;
  portal.clock.pass(6_000);
  await portal.settle();
  expect(await noticeOf(reportId)).toMatchObject({ state: 'sent', attempts: 2, code: null });
  expect(await openNotice(portal.bearer(tokenIn(server.received[0])))).toEqual({ state: 'open' });
});

test('an address that is refused ends there', async () => {
  answer = { at: 'rcpt', code: 550 };
  const { reportId } = await portal.release();
  answer = undefined;
  portal.clock.pass(3_600_000);
  await portal.settle();
  expect(await noticeOf(reportId)).toEqual({ state: 'failed', attempts: 1, code: 'smtp-550' });
  expect(server.received).toHaveLength(0);
  expect((await portal.auditOf('notice.fail')).at(-1)).toMatchObject({ outcome: 'refused', detail: { code: 'smtp-550' } });
});

test('a report that was replaced before its mail could leave needs none', async () => {
  answer = { at: 'data', code: 451 };
  const first = await portal.release();
  const second = await portal.release({ accessionNumber: first.accessionNumber, results: [{ value: '4.9' }] });
  answer = undefined;
  portal.clock.pass(600_000);
  await portal.settle();
  expect(await noticeOf(first.reportId)).toMatchObject({ state: 'needless' });
  expect(await noticeOf(second.reportId)).toMatchObject({ state: 'sent' });
  expect(server.received).toHaveLength(1);
});
