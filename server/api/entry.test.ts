import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { codeAt } from '../access/one-time-code';
import { openSession } from '../access/open-session';
import { makeUser } from '../access/testing';
import { enrolTestPasskey } from '../access/testing-passkey';
import { BIRTH_DATE, not, openTestAccounts, refusalOf, type TestAccounts, type TestBrowser } from '../main/testing-accounts';
import { newestLink } from '../main/testing-portal';
import { represent } from '../main/testing-representation';
import { newId } from '../platform/ids';

/** Patients' own ways in, step by step and in every wrong order, through the very procedures that the screens call (issue « Access »; threats.md 7 to 12). */
let at: TestAccounts;
const stub = () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000');
  vi.stubEnv('RELAIS_DEMO', '1');
};
beforeEach(stub);
beforeAll(async () => {
  stub();
  at = await openTestAccounts();
});
afterAll(() => at.end());

const PASSWORD = 'des marrons chauds en novembre';
const OTHER_DATE = '1980-01-01';
let addresses = 0;
const freshMail = () => `personne.${(addresses += 1)}@courriel.example`;
const freshPhone = () => `06399${String((addresses += 1)).padStart(5, '0')}`;

const enrol = (browser: TestBrowser, code: string, birthDate = BIRTH_DATE) => browser.use((caller) => caller.entry.enrol({ code, birthDate }));
const finish = (browser: TestBrowser, answer: { step: string; code: string } | null) => browser.use((caller) => caller.entry.finishEnrolment(answer));
const reports = async (browser: TestBrowser) => (await browser.use((caller) => caller.portal.listMine())).reports.map((report) => report.reportId);

async function addPasskey(browser: TestBrowser, key = at.authenticator()) {
  const options = await browser.use((caller) => caller.means.askPasskey());
  await browser.use((caller) => caller.means.keepPasskey({ registration: key.register(options), name: 'Mon téléphone' }));
  return key;
}

async function enterByPasskey(browser: TestBrowser, key: ReturnType<TestAccounts['authenticator']>, noticeToken?: string) {
  const { options, binding } = await browser.use((caller) => caller.entry.askPasskey());
  return browser.use((caller) => caller.entry.byPasskey({ binding, assertion: key.assert(options), noticeToken }));
}

async function confirm(browser: TestBrowser, channel: 'sms' | 'mail', address: string) {
  const { step } = await browser.use((caller) => caller.means.askContact({ channel, address }));
  const code = await at.codeSentTo(address);
  await browser.use((caller) => caller.means.keepContact({ step, code }));
}

/** Somebody with a passkey, e-mail, telephone and password. */
async function holder() {
  const patient = await at.newPatient();
  const browser = at.browser();
  await enrol(browser, await at.slip(patient.patientId));
  const key = await addPasskey(browser);
  await finish(browser, null);
  const [mail, phone] = [freshMail(), freshPhone()];
  await confirm(browser, 'mail', mail);
  await confirm(browser, 'sms', phone);
  await browser.use((caller) => caller.means.setPassword({ password: PASSWORD, current: '' }));
  at.clock.pass(60_000);
  return { ...patient, browser, key, mail, phone };
}

test('code, birth date and a new passkey open the person’s results; the code alone opens nothing', async () => {
  const { patientId, reportId } = await at.newPatient();
  const browser = at.browser();
  const code = await at.slip(patientId);
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(await enrol(browser, code.toLowerCase().replaceAll('-', ' '))).toEqual({ stage: 'enrolling' });
  expect(await refusalOf(reports(browser))).toBe('not-found');
  expect(await refusalOf(finish(browser, null))).toBe('means-first');
  await addPasskey(browser);
  await finish(browser, null);
  expect(await reports(browser)).toEqual([reportId]);
});

test('where a telephone is known, the code sent there is owed, and no passkey stands for it', async () => {
  const phone = freshPhone();
  const { patientId, reportId } = await at.newPatient({ phone });
  const browser = at.browser();
  expect(await enrol(browser, await at.slip(patientId))).toEqual({ stage: 'confirming' });
  expect(await refusalOf(browser.use((caller) => caller.means.askPasskey()))).toBe('not-found');
  expect(await refusalOf(browser.use((caller) => caller.means.askContact({ channel: 'sms', address: freshPhone() })))).toBe('not-found');
  expect(await refusalOf(finish(browser, null))).toBe('not-found');
  const { step, channel } = await browser.use((caller) => caller.entry.sendEnrolmentCode());
  expect(channel).toBe('sms');
  const code = await at.codeSentTo(phone);
  expect(await refusalOf(finish(browser, { step, code: not(code) }))).toBe('wrong-step-code');
  await finish(browser, { step, code });
  expect(await reports(browser)).toEqual([reportId]);
  expect((await browser.use((caller) => caller.means.mine())).phone).toBe(phone);
});

test('a code works once, for one account: neither a second time nor in two browsers at once', async () => {
  const { patientId } = await at.newPatient();
  const code = await at.slip(patientId);
  const [one, two] = [at.browser(), at.browser()];
  await enrol(one, code);
  await enrol(two, code);
  await addPasskey(one);
  await addPasskey(two);
  const answers = await Promise.all([one, two].map((browser) => refusalOf(finish(browser, null))));
  expect(answers.filter((answer) => answer === null)).toHaveLength(1);
  expect(await refusalOf(enrol(at.browser(), code))).toBe('wrong-enrolment');
});

test('another patient’s birth date, an old, withdrawn or invented code are refused in the same words', async () => {
  const [one, other] = [await at.newPatient(), await at.newPatient({ birthDate: '1990-02-03' })];
  const withdrawn = await at.slip(one.patientId);
  const code = await at.slip(one.patientId);
  const words = async (given: string, birthDate = BIRTH_DATE) => refusalOf(enrol(at.browser(), given, birthDate));
  expect(await words(withdrawn)).toBe('wrong-enrolment');
  expect(await words('AAAA-BBBB-CCCC')).toBe('wrong-enrolment');
  expect(await words(code, other.birthDate)).toBe('wrong-enrolment');
  at.clock.pass(90 * 86_400_000);
  expect(await words(code)).toBe('wrong-enrolment');
});

test.each(['known', 'invented'])('three wrong tries close a code that is %s, also for the right date', async (kind) => {
  const { patientId } = await at.newPatient();
  const code = kind === 'known' ? await at.slip(patientId) : 'DDDD-EEEE-FFFF';
  const answers = [];
  for (let tries = 0; tries < 4; tries += 1) answers.push(await refusalOf(enrol(at.browser(), code, tries < 3 ? OTHER_DATE : BIRTH_DATE)));
  expect(answers).toEqual(['wrong-enrolment', 'wrong-enrolment', 'enrolment-closed', 'enrolment-closed']);
});

test('of 200 dates at once exactly three are tested', async () => {
  const { patientId } = await at.newPatient();
  const code = await at.slip(patientId);
  const tested = async () => (await at.auditOf('enrolment.begin')).filter((event) => event.detail['reason'] === 'wrong-proof').length;
  const before = await tested();
  await Promise.all(Array.from({ length: 200 }, () => refusalOf(enrol(at.browser(), code, OTHER_DATE))));
  expect((await tested()) - before).toBe(3);
  expect(await refusalOf(enrol(at.browser(), code))).toBe('enrolment-closed');
}, 60_000);

test('an old means proves nothing of whoever holds a new code: only one made since lets in, and then the old ones open nothing', async () => {
  const { patientId, reportId } = await at.newPatient();
  const first = at.browser();
  await enrol(first, await at.slip(patientId));
  const oldKey = await addPasskey(first);
  await finish(first, null);
  at.clock.pass(60_000);
  const finder = at.browser();
  expect(await enrol(finder, await at.slip(patientId))).toEqual({ stage: 'enrolling' });
  expect(await reports(first), 'a paper code ends nobody’s session').toEqual([reportId]);
  expect(await refusalOf(finish(finder, null))).toBe('means-first');
  await addPasskey(finder);
  await finish(finder, null);
  expect(await reports(finder)).toEqual([reportId]);
  expect(await refusalOf(reports(first))).toBe('session-taken');
  expect(await refusalOf(enterByPasskey(at.browser(), oldKey))).toBe('passkey-unknown');
});

test('a representative enrols with a code and a birth date of her own, and reads for the patient; an ended representation enrols nobody', async () => {
  const { patientId, reportId } = await at.newPatient();
  const representationId = await represent(at, { patientId, accountId: null, kind: 'guardian' });
  const code = await at.slip(patientId, representationId);
  expect(await refusalOf(enrol(at.browser(), code, BIRTH_DATE)), 'the patient’s date').toBe('wrong-enrolment');
  const browser = at.browser();
  expect(await enrol(browser, code, '1980-01-01')).toEqual({ stage: 'enrolling' });
  const key = await addPasskey(browser);
  await finish(browser, null);
  expect(await reports(browser)).toEqual([reportId]);
  const other = at.browser();
  await enterByPasskey(other, key);
  expect(await reports(other)).toEqual([reportId]);
  const [row] = await at.rowsOf<{ links: number }>(sql`select count(*)::int as links from patient_link where patient_id = ${patientId}`);
  expect(row?.links, 'reading for somebody is not being her').toBe(0);
  const ended = await represent(at, { patientId, accountId: null, kind: 'guardian', revoked: true });
  expect(await refusalOf(enrol(at.browser(), await at.slip(patientId, ended), '1980-01-01'))).toBe('wrong-enrolment');
});

test('a passkey brings its person back, under another session each time; the one before is over', async () => {
  const { browser, key, reportId } = await holder();
  const before = browser.cookie();
  const other = at.browser();
  expect(await enterByPasskey(other, key)).toEqual({ reportId: null });
  expect(other.cookie()).not.toBe(before);
  expect(await reports(other)).toEqual([reportId]);
  expect(await refusalOf(reports(browser))).toBe('session-taken');
});

test('a session that was set in the browser before is never the one that enters', async () => {
  const { key } = await holder();
  const victim = at.browser();
  const planted = await holder();
  const stolen = planted.browser.cookie();
  await enterByPasskey(planted.browser, key);
  expect(planted.browser.cookie()).not.toBe(stolen);
  expect(victim.cookie()).toBe('');
});

test('a challenge answers once, to the page that asked; unverified persons, other origins and strangers’ keys are refused alike', async () => {
  const { key } = await holder();
  const browser = at.browser();
  const asked = () => browser.use((caller) => caller.entry.askPasskey());
  const answer = (binding: string, assertion: ReturnType<typeof key.assert>) =>
    refusalOf(browser.use((caller) => caller.entry.byPasskey({ binding, assertion })));
  const one = await asked();
  const assertion = key.assert(one.options);
  expect(await answer((await asked()).binding, assertion)).toBe('passkey-unknown');
  expect(await answer(one.binding, assertion), 'spent by the wrong page').toBe('passkey-unknown');
  const two = await asked();
  const right = key.assert(two.options);
  expect(await answer(two.binding, right)).toBeNull();
  expect(await answer(two.binding, right), 'replayed').toBe('passkey-unknown');
  for (const lie of [{ userVerified: false }, { origin: 'https://relais.example.evil' }, { counter: 0 }]) {
    const again = await asked();
    expect(await answer(again.binding, key.assert(again.options, lie))).toBe('passkey-unknown');
  }
  const stranger = await asked();
  expect(await answer(stranger.binding, at.authenticator().assert(stranger.options))).toBe('passkey-unknown');
});

test('a professional’s passkey opens no patient’s door', async () => {
  const userId = await makeUser(at.access.worker, at.clock.now, { login: `pro-${newId()}` });
  const key = await enrolTestPasskey(at.access.worker, at.clock.now, { personId: userId });
  expect(await refusalOf(enterByPasskey(at.browser(), key))).toBe('passkey-unknown');
});

test('a passkey made for one account is kept by no other, nor by another session', async () => {
  const [one, two] = [await holder(), await holder()];
  const options = await one.browser.use((caller) => caller.means.askPasskey());
  const registration = at.authenticator().register(options);
  expect(await refusalOf(two.browser.use((caller) => caller.means.keepPasskey({ registration, name: 'volée' })))).toBe('passkey-not-kept');
});

test('address, password and the code sent by SMS open, the code once', async () => {
  const { mail, phone, reportId } = await holder();
  const browser = at.browser();
  const { step, channel } = await browser.use((caller) => caller.entry.askSecondFactor({ login: ` ${mail.toUpperCase()} `, password: PASSWORD }));
  expect(channel).toBe('sms');
  expect(browser.cookie(), 'a password alone opens nothing').toBe('');
  const code = await at.codeSentTo(phone);
  const thief = at.browser();
  expect(await refusalOf(thief.use((caller) => caller.entry.byPassword({ step: 'x'.repeat(43), code })))).toBe('step-closed');
  await browser.use((caller) => caller.entry.byPassword({ step, code }));
  expect(await reports(browser)).toEqual([reportId]);
  expect(await refusalOf(thief.use((caller) => caller.entry.byPassword({ step, code })))).toBe('step-closed');
});

test('a code of an SMS is too old after ten minutes', async () => {
  const { mail, phone } = await holder();
  const browser = at.browser();
  const { step } = await browser.use((caller) => caller.entry.askSecondFactor({ login: mail, password: PASSWORD }));
  const code = await at.codeSentTo(phone);
  at.clock.pass(600_000);
  expect(await refusalOf(browser.use((caller) => caller.entry.byPassword({ step, code })))).toBe('code-expired');
});

test('an authenticator’s code opens once, also for two at the same instant', async () => {
  const { mail, browser } = await holder();
  const { secret, sealed } = await browser.use((caller) => caller.means.askAuthenticator());
  const now = () => codeAt(secret, at.clock.now());
  expect(await refusalOf(browser.use((caller) => caller.means.keepAuthenticator({ sealed, code: not(now()) })))).toBe('wrong-authenticator-code');
  await browser.use((caller) => caller.means.keepAuthenticator({ sealed, code: now() }));
  const ask = async () => (await at.browser().use((caller) => caller.entry.askSecondFactor({ login: mail, password: PASSWORD }))).step;
  const spent = await ask();
  expect(await refusalOf(at.browser().use((caller) => caller.entry.byPassword({ step: spent, code: now() }))), 'shown at enrolment').toBe('code-used');
  at.clock.pass(30_000);
  const steps = [await ask(), await ask()];
  const answers = await Promise.all(steps.map((step) => refusalOf(at.browser().use((caller) => caller.entry.byPassword({ step, code: now() })))));
  expect(new Set(answers)).toEqual(new Set(['code-used', null]));
});

test('another account’s sealed secret does not open', async () => {
  const [one, two] = [await holder(), await holder()];
  const { secret, sealed } = await one.browser.use((caller) => caller.means.askAuthenticator());
  expect(await refusalOf(two.browser.use((caller) => caller.means.keepAuthenticator({ sealed, code: codeAt(secret, at.clock.now()) })))).toBe('not-found');
});

test('a known address, an unknown one and one without password are refused in the same words and after the same number of tries', async () => {
  const { mail } = await holder();
  const words = async (login: string) => {
    const answers = [];
    for (let tries = 0; tries < 6; tries += 1)
      answers.push(await refusalOf(at.browser().use((caller) => caller.entry.askSecondFactor({ login, password: 'faux' }))));
    return answers;
  };
  const known = await words(mail);
  expect(known).toEqual([...Array.from({ length: 4 }, () => 'wrong-login'), 'patient-locked', 'patient-locked']);
  expect(await words(freshMail())).toEqual(known);
});

test('of 200 passwords at once exactly five are tested; the passkey still opens, and the person is told', async () => {
  const { mail, key } = await holder();
  const tested = async () => (await at.auditOf('session.open')).filter(({ detail }) => detail['reason'] === 'wrong' && detail['realm'] === 'patient').length;
  const before = await tested();
  await Promise.all(
    Array.from({ length: 200 }, () => refusalOf(at.browser().use((caller) => caller.entry.askSecondFactor({ login: mail, password: 'faux' })))),
  );
  expect((await tested()) - before).toBe(5);
  expect(await refusalOf(at.browser().use((caller) => caller.entry.askSecondFactor({ login: mail, password: PASSWORD })))).toBe('patient-locked');
  expect(await refusalOf(enterByPasskey(at.browser(), key))).toBeNull();
  await at.settle();
  expect((await at.outbox()).some(({ recipient, body }) => recipient === mail && body.includes('fermée après plusieurs essais'))).toBe(true);
}, 60_000);

test('wrong codes cost tries of the account too: code after code wins nothing', async () => {
  const { mail } = await holder();
  const answers = [];
  for (let round = 0; round < 3; round += 1) {
    const asked = await at.browser().use((caller) => caller.entry.askSecondFactor({ login: mail, password: PASSWORD }).catch(() => null));
    if (asked === null) break;
    for (let tries = 0; tries < 2; tries += 1)
      answers.push(await refusalOf(at.browser().use((caller) => caller.entry.byPassword({ step: asked.step, code: 'x' }))));
  }
  expect(answers).toEqual(
    ['wrong-step-code', 'wrong-step-code', 'wrong-step-code', 'wrong-step-code', 'patient-locked', 'patient-locked'].slice(0, answers.length),
  );
  expect(answers.at(-1)).toBe('patient-locked');
});

async function askRecovery(mail: string, birthDate = BIRTH_DATE) {
  return (await at.browser().use((caller) => caller.entry.recover({ login: mail, birthDate }))).step;
}

test('mailbox, telephone and birth date give a locked account back; old keys and the password open nothing any more, and the person is told', async () => {
  const { mail, phone, key, browser: lost, reportId } = await holder();
  for (let tries = 0; tries < 5; tries += 1) await refusalOf(at.browser().use((caller) => caller.entry.askSecondFactor({ login: mail, password: 'faux' })));
  const step = await askRecovery(mail);
  const [mailCode, smsCode] = [await at.codeSentTo(mail), await at.codeSentTo(phone)];
  const browser = at.browser();
  const knock = (codes: { mailCode: string; smsCode: string }) => refusalOf(browser.use((caller) => caller.entry.finishRecovery({ step, ...codes })));
  expect(await knock({ mailCode, smsCode: not(smsCode) })).toBe('wrong-step-code');
  expect(await knock({ mailCode: smsCode === mailCode ? not(mailCode) : smsCode, smsCode: mailCode })).toBe('wrong-step-code');
  expect(await knock({ mailCode, smsCode })).toBeNull();
  expect(await reports(browser)).toEqual([reportId]);
  expect(await knock({ mailCode, smsCode }), 'once').toBe('step-closed');
  expect(await refusalOf(reports(lost))).toBe('session-taken');
  expect(await refusalOf(enterByPasskey(at.browser(), key))).toBe('passkey-unknown');
  expect(await refusalOf(at.browser().use((caller) => caller.entry.askSecondFactor({ login: mail, password: PASSWORD })))).toBe('wrong-login');
  await at.settle();
  const words = (await at.outbox()).filter(({ body }) => body.includes('Votre accès a été rétabli'));
  expect(words.map(({ recipient }) => recipient)).toEqual(expect.arrayContaining([mail, phone]));
  expect((await at.auditOf('account.recover')).map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'done', 'refused']);
});

test('a recovery that nobody may have is begun in the same words and writes, and sends nothing', async () => {
  const { mail } = await holder();
  await at.settle();
  const before = (await at.outbox()).length;
  const steps = [await askRecovery(mail, OTHER_DATE), await askRecovery(freshMail())];
  await at.settle();
  expect((await at.outbox()).length).toBe(before);
  for (const step of steps) {
    const tries = [];
    for (let n = 0; n < 4; n += 1)
      tries.push(await refusalOf(at.browser().use((caller) => caller.entry.finishRecovery({ step, mailCode: '000000', smsCode: '000000' }))));
    expect(tries).toEqual(['wrong-step-code', 'wrong-step-code', 'step-closed', 'step-closed']);
  }
});

test('means of identification change only within ten minutes of a whole log-in: a telephone left open gives no account away', async () => {
  const { browser, key } = await holder();
  const { secret, sealed } = await browser.use((caller) => caller.means.askAuthenticator());
  const passkeyId = (await browser.use((caller) => caller.means.mine())).passkeys[0]?.id ?? '';
  for (let minute = 0; minute < 10; minute += 1) {
    at.clock.pass(60_000);
    await browser.use((caller) => caller.session.keep());
  }
  const changes = {
    passkey: () => browser.use((caller) => caller.means.askPasskey()),
    mailbox: () => browser.use((caller) => caller.means.askContact({ channel: 'mail', address: freshMail() })),
    telephone: () => browser.use((caller) => caller.means.askContact({ channel: 'sms', address: freshPhone() })),
    password: () => browser.use((caller) => caller.means.setPassword({ password: 'autre phrase bien longue', current: PASSWORD })),
    authenticator: () => browser.use((caller) => caller.means.keepAuthenticator({ sealed, code: codeAt(secret, at.clock.now()) })),
    factor: () => browser.use((caller) => caller.means.chooseSecondFactor({ channel: 'mail' })),
    revoke: () => browser.use((caller) => caller.means.revokePasskey({ passkeyId })),
    close: () => browser.use((caller) => caller.means.closeAccount()),
  };
  for (const [name, change] of Object.entries(changes)) expect({ name, code: await refusalOf(change()) }).toEqual({ name, code: 'fresh-proof-needed' });
  await enterByPasskey(browser, key);
  expect(await refusalOf(changes.telephone())).toBeNull();
});

test('a session that came by a notice makes no second account beside one that was made meanwhile', async () => {
  const phone = freshPhone();
  const { patientId } = await at.newPatient({ phone, email: freshMail() });
  const token = await newestLink(at);
  const browser = at.browser();
  await browser.use((caller) => caller.portal.requestCode({ token, birthDate: BIRTH_DATE }));
  await browser.use(async (caller) => caller.portal.enter({ token, birthDate: BIRTH_DATE, code: await at.codeSentTo(phone) }));
  const enrolled = at.browser();
  await enrol(enrolled, await at.slip(patientId));
  const { step } = await enrolled.use((caller) => caller.entry.sendEnrolmentCode());
  await finish(enrolled, { step, code: await at.codeSentTo(phone) });
  expect(await browser.use((caller) => caller.means.openAccount())).toEqual({ opened: false });
  const [row] = await at.rowsOf<{ links: number }>(sql`select count(*)::int as links from patient_link where patient_id = ${patientId} and ended_at is null`);
  expect(row?.links).toBe(1);
});

test('a step of one ceremony finishes no other', async () => {
  const { mail, phone, browser } = await holder();
  const { step } = await at.browser().use((caller) => caller.entry.askSecondFactor({ login: mail, password: PASSWORD }));
  const code = await at.codeSentTo(phone);
  expect(await refusalOf(at.browser().use((caller) => caller.entry.finishRecovery({ step, mailCode: code, smsCode: code })))).toBe('step-closed');
  expect(await refusalOf(browser.use((caller) => caller.means.keepContact({ step, code })))).toBe('step-closed');
});

test('a patient who came by a notice makes herself an access, and opens the next notice with it', async () => {
  const [phone, email] = [freshPhone(), freshMail()];
  const { reportId } = await at.newPatient({ phone, email });
  const token = await newestLink(at);
  const browser = at.browser();
  await browser.use((caller) => caller.portal.requestCode({ token, birthDate: BIRTH_DATE }));
  const code = await at.codeSentTo(phone);
  expect(await browser.use((caller) => caller.portal.enter({ token, birthDate: BIRTH_DATE, code }))).toEqual({ reportId, hasAccount: false });
  expect(await refusalOf(browser.use((caller) => caller.means.askPasskey()))).toBe('not-found');
  expect(await browser.use((caller) => caller.means.openAccount())).toEqual({ opened: true });
  const key = await addPasskey(browser);
  expect(await enterByPasskey(at.browser(), key, token)).toEqual({ reportId });
  expect(await enterByPasskey(at.browser(), (await holder()).key, token), 'another’s notice').toEqual({ reportId: null });
});

test('a closed account opens by no way; the results stay', async () => {
  const { browser, key, mail, phone, patientId, reportId } = await holder();
  await browser.use((caller) => caller.means.closeAccount());
  expect(await refusalOf(reports(browser))).toBe('session-expired');
  expect(await refusalOf(enterByPasskey(at.browser(), key))).toBe('passkey-unknown');
  expect(await refusalOf(at.browser().use((caller) => caller.entry.askSecondFactor({ login: mail, password: PASSWORD })))).toBe('wrong-login');
  const [row] = await at.rowsOf<{ login: string | null; phone: string | null; mail: number }>(
    sql`select login, phone, (select count(*)::int from patient_account where login = ${mail} or phone = ${phone}) as mail from patient_account where closed_at is not null order by closed_at desc limit 1`,
  );
  expect(row).toEqual({ login: null, phone: null, mail: 0 });
  const again = at.browser();
  await enrol(again, await at.slip(patientId));
  await addPasskey(again);
  await finish(again, null);
  expect(await reports(again)).toEqual([reportId]);
});

test('no patient reaches another’s reports, passkeys or account by any id', async () => {
  const [one, two] = [await holder(), await holder()];
  const mine = await two.browser.use((caller) => caller.means.mine());
  const passkeyId = mine.passkeys[0]?.id ?? '';
  expect(await refusalOf(one.browser.use((caller) => caller.portal.viewMyReport({ reportId: two.reportId })))).toBe('not-found');
  expect(await refusalOf(one.browser.use((caller) => caller.means.revokePasskey({ passkeyId })))).toBe('not-found');
  expect(await refusalOf(one.browser.use((caller) => caller.means.renamePasskey({ passkeyId, name: 'à moi' })))).toBe('not-found');
  expect(await refusalOf(one.browser.use((caller) => caller.means.askContact({ channel: 'mail', address: two.mail })))).toBeNull();
  expect(await refusalOf(enterByPasskey(at.browser(), two.key))).toBeNull();
});

test('a mailbox is the identifier of one account only, said to whoever has proven it', async () => {
  const [one, two] = [await holder(), await holder()];
  const { step } = await one.browser.use((caller) => caller.means.askContact({ channel: 'mail', address: two.mail }));
  const code = await at.codeSentTo(two.mail);
  expect(await refusalOf(one.browser.use((caller) => caller.means.keepContact({ step, code })))).toBe('contact-taken');
});

test('the second wall: an anonymous transaction sees the account that it claims and no other, and gives itself nothing', async () => {
  const { mail } = await holder();
  const asAnonymous = (statement: ReturnType<typeof sql>, login = '') =>
    at.access.web.transaction(async (tx) => {
      await tx.execute(sql`select set_config('relais.actor_kind', 'anonymous', true), set_config('relais.claimed_login', ${login}, true)`);
      return [...(await tx.execute(statement))];
    });
  expect(await asAnonymous(sql`select id from patient_account`)).toEqual([]);
  expect(await asAnonymous(sql`select id from enrolment_code`)).toEqual([]);
  expect(await asAnonymous(sql`select id from account_code`)).toEqual([]);
  expect(await asAnonymous(sql`select id from patient_link`)).toEqual([]);
  expect(await asAnonymous(sql`select login from patient_account`, mail)).toEqual([{ login: mail }]);
  await expect(asAnonymous(sql`update patient_account set password_hash = 'mine'`, mail)).rejects.toThrow(/Failed query/);
  await expect(asAnonymous(sql`update patient_account set phone = '0600000000'`, mail)).rejects.toThrow(/Failed query/);
  await expect(asAnonymous(sql`select address from account_word`)).rejects.toThrow(/Failed query/);
  const code = await at.slip((await at.newPatient()).patientId);
  const [stored] = await at.rowsOf<{ text: string }>(sql`select string_agg(c::text, ' ') as text from enrolment_code c`);
  expect(stored?.text).not.toContain(code);
  expect(stored?.text).not.toContain(code.replaceAll('-', ''));
});

test('whoever is halfway in sees nothing of the patient’s by raw SQL either', async () => {
  const { patientId } = await at.newPatient();
  const opened = await at.access.worker.transaction((tx) =>
    openSession(tx, 'patient', patientId, { address: '', terminal: '' }, at.clock.now(), { method: 'enrolment', stage: 'enrolling' }),
  );
  const ctx = at.asPatient({
    kind: 'patient',
    patientId,
    sessionId: opened.id,
    accountId: newId(),
    representationId: null,
    stage: 'enrolling',
    address: '',
    terminal: '',
  });
  const counts = await ctx.transaction((tx) =>
    tx.execute(sql`select (select count(*)::int from report) as reports, (select count(*)::int from report_recipient) as doors`),
  );
  expect([...counts]).toEqual([{ reports: 0, doors: 0 }]);
});
