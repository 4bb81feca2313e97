import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BIRTH_DATE, newestCode, newestLink, openTestPortal, type TestPortal, unknownToken } from '../main/testing-portal';
import { enter } from './enter';
import { openNotice } from './open-notice';
import { requestCode } from './request-code';

let portal: TestPortal;
let token: string;
beforeAll(async () => {
  portal = await openTestPortal();
});
beforeEach(async () => {
  portal.clock.pass(60_000);
  await portal.release();
  token = await newestLink(portal);
});
afterAll(() => portal.end());

const ask = (birthDate = BIRTH_DATE) => requestCode(portal.bearer(token), { birthDate });
const knock = (code: string, birthDate = BIRTH_DATE) => enter(portal.bearer(token), { birthDate, code });
const codeSent = async () => {
  expect(await ask()).toEqual({ ok: true, value: { asked: true } });
  await portal.settle();
  return newestCode(portal);
};
const not = (code: string) => (code === '000000' ? '000001' : '000000');
const smsCount = async () => (await portal.outbox()).filter((message) => message.channel === 'sms').length;

test('a right birth date and a right code open a session of the patient, once', async () => {
  const code = await codeSent();
  const entered = await knock(code);
  expect(entered.ok && entered.value.cookie).toContain('relais-patient=');
  expect(await knock(code)).toMatchObject({ ok: false, refusal: { code: 'code-expired' } });
});

test('a code that was used by two at the same instant opens once', async () => {
  const code = await codeSent();
  const answers = await Promise.all([knock(code), knock(code), knock(code)]);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
});

test('of 500 wrong codes at once exactly three are tested, then the link is closed, also for the right code', async () => {
  const code = await codeSent();
  const tested = async () => (await portal.auditOf('portal.enter')).filter((event) => event.detail.reason === 'wrong-proof').length;
  const before = await tested();
  const answers = await Promise.all(Array.from({ length: 500 }, () => knock(not(code))));
  expect(answers.every((answer) => !answer.ok)).toBe(true);
  expect((await tested()) - before).toBe(3);
  expect(await knock(code)).toMatchObject({ refusal: { code: 'too-many-tries' } });
  expect(await openNotice(portal.bearer(token))).toEqual({ state: 'closed' });
});

test('a wrong birth date is not told apart from a wrong code', async () => {
  const code = await codeSent();
  expect(await knock(code, '1980-01-01')).toEqual({ ok: false, refusal: { code: 'wrong-birth-date-or-code', detail: { triesLeft: 2 } } });
  expect(await knock(not(code))).toEqual({ ok: false, refusal: { code: 'wrong-birth-date-or-code', detail: { triesLeft: 1 } } });
  expect(await knock(code, '1980-01-01')).toMatchObject({ refusal: { code: 'too-many-tries' } });
});

test('asking with a wrong birth date is answered alike, sends nothing, costs a try and is traced', async () => {
  const before = await smsCount();
  expect(await ask('1980-01-01')).toEqual({ ok: true, value: { asked: true } });
  await portal.settle();
  expect(await smsCount()).toBe(before);
  expect(await ask()).toMatchObject({ refusal: { code: 'too-many-requests' } });
  expect((await portal.auditOf('portal.request-code')).at(-2)).toMatchObject({ outcome: 'refused', detail: { reason: 'wrong-proof' } });
  const [row] = await portal.rowsOf<{ n: number }>(sql`select max(failed_proofs) as n from notice where token_hash = encode(sha256(${token}::bytea), 'hex')`);
  expect(row?.n).toBe(1);
});

test('three wrong birth dates close the link', async () => {
  for (let asked = 0; asked < 3; asked += 1) {
    await ask('1980-01-01');
    portal.clock.pass(31_000);
  }
  expect(await ask()).toMatchObject({ refusal: { code: 'too-many-tries' } });
});

test('a code comes at most every 30 seconds and five times an hour', async () => {
  for (let asked = 0; asked < 5; asked += 1) {
    expect((await ask()).ok).toBe(true);
    expect(await ask()).toMatchObject({ refusal: { code: 'too-many-requests' } });
    portal.clock.pass(30_000);
  }
  portal.clock.pass(600_000);
  expect(await ask()).toMatchObject({ refusal: { code: 'too-many-requests' } });
  portal.clock.pass(3_600_000);
  expect((await ask()).ok).toBe(true);
});

test('a code is too old after ten minutes, and that costs no try', async () => {
  const code = await codeSent();
  portal.clock.pass(600_000);
  expect(await knock(code)).toMatchObject({ refusal: { code: 'code-expired' } });
  portal.clock.pass(1000);
  expect((await knock(await codeSent())).ok).toBe(true);
});

test('without a confirmed telephone nobody enters by SMS, whatever the date', async () => {
  await portal.rowsOf(sql`update patient set phone_confirmed_at = null where identifier = '0004711'`);
  expect(await ask()).toMatchObject({ refusal: { code: 'no-confirmed-phone' } });
  expect(await ask('1980-01-01')).toMatchObject({ refusal: { code: 'no-confirmed-phone' } });
  await portal.rowsOf(sql`update patient set phone_confirmed_at = now() where identifier = '0004711'`);
});

test('an old link and an unknown one look alike', async () => {
  const unknown = portal.bearer(unknownToken());
  expect(await openNotice(unknown)).toEqual({ state: 'expired' });
  expect(await enter(unknown, { birthDate: BIRTH_DATE, code: '123456' })).toEqual({ ok: false, refusal: { code: 'link-expired' } });
  portal.clock.pass(30 * 24 * 3_600_000);
  expect(await openNotice(portal.bearer(token))).toEqual({ state: 'expired' });
  expect(await ask()).toEqual({ ok: false, refusal: { code: 'link-expired' } });
});

test('neither the code nor the link stands in the database', async () => {
  const code = await codeSent();
  const rows = await portal.rowsOf<{ text: string }>(sql`select n::text || c::text as text from notice n join one_time_code c on c.notice_id = n.id`);
  for (const { text } of rows) expect(text).not.toContain(token);
  const [kept] = await portal.rowsOf<{ hash: string }>(sql`select code_hash as hash from one_time_code order by created_at desc limit 1`);
  expect(kept?.hash).not.toContain(code);
});
