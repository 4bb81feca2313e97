import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { securityNotice, securityNoticeMail, userAccount } from '../../db/schema/access';
import { auditEvent } from '../../db/schema/audit';
import { outboxMessage } from '../../db/schema/platform';
import { type ProfessionalActor, type Role, systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { drain, registerWiring, type Wiring } from '../platform/handlers';
import { newId } from '../platform/ids';
import { onSecurityTold } from './jobs';
import { noticeMailText } from './notice-texts';
import { readNotices, readUrgentNotices } from './read-notices';
import { seeNotices } from './see-notices';
import { sweepNoticeMail } from './sweep-notice-mail';
import { NOTICE_KINDS, type SecurityNotice, tellNotice } from './tell-notice';
import { makeUser, openTestAccess, testClock } from './testing';

const WIRING: readonly Wiring[] = [{ fact: 'security.told', handler: 'access.mail', runOutside: onSecurityTold }];
let access: Awaited<ReturnType<typeof openTestAccess>>;
let clock: ReturnType<typeof testClock>;

beforeAll(async () => {
  access = await openTestAccess();
  await registerWiring(access.worker, WIRING);
});
afterAll(() => access.end());
beforeEach(() => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('RELAIS_DEMO', '1');
  vi.stubEnv('SMTP_URL', undefined);
  clock = testClock();
});

async function person(role: Role, email: string | null = null): Promise<ProfessionalActor> {
  const userId = await makeUser(access.worker, clock.now, { login: `${role}-${newId()}`, habilitations: [{ role }] });
  if (email) await access.worker.update(userAccount).set({ email }).where(eq(userAccount.id, userId));
  const scope = { siteIds: [], wardIds: [], prescriberId: null, rppsNumber: null, stage: 'full', terminalId: null, address: '', terminal: '' } as const;
  return { kind: 'professional', userId, sessionId: newId(), name: 'Camille ESSAI', roles: [role], ...scope };
}

const as = (actor: ProfessionalActor) => contextFor(access.web, actor, clock.now);
async function tell(notice: Partial<SecurityNotice> & Pick<SecurityNotice, 'audience'>): Promise<string> {
  const ctx = contextFor(access.worker, systemActor('test'), clock.now);
  const subjectId = newId();
  await ctx.transaction((tx) => tellNotice(tx, ctx, { kind: 'emergency-used', subjectId, ...notice }));
  const [row] = await access.worker
    .select()
    .from(securityNotice)
    .where(eq(securityNotice.subjectId, notice.subjectId ?? subjectId));
  if (!row) throw new Error('the notice is there');
  return row.id;
}
const urgent = async (actor: ProfessionalActor) => {
  const read = await readUrgentNotices(as(actor));
  return read.ok ? read.value.items.map(({ id }) => id) : [];
};
const mailsTo = async (email: string) =>
  access.worker
    .select()
    .from(outboxMessage)
    .where(and(eq(outboxMessage.recipient, email), eq(outboxMessage.channel, 'mail')));

test('a notice reaches those with its role and the person it names, nobody else', async () => {
  const [quality, other] = [await person('quality_manager'), await person('referent')];
  const toRole = await tell({ audience: { role: 'quality_manager' } });
  const toPerson = await tell({ audience: { userId: other.userId } });
  await expect(urgent(quality)).resolves.toEqual([toRole]);
  await expect(urgent(other)).resolves.toEqual([toPerson]);
  await expect(urgent(await person('manager'))).resolves.toEqual([]);
});

test('« Vu » counts for the person alone, once, and leaves a trace', async () => {
  const [one, two] = [await person('medical_administrator'), await person('medical_administrator')];
  const id = await tell({ audience: { role: 'medical_administrator' } });
  await expect(seeNotices(as(one), [id])).resolves.toMatchObject({ value: { seen: 1 } });
  await expect(seeNotices(as(one), [id])).resolves.toMatchObject({ value: { seen: 0 } });
  await expect(urgent(one)).resolves.toEqual([]);
  await expect(urgent(two)).resolves.toEqual([id]);
  await expect(readNotices(as(one), { kinds: null, unseenOnly: false, before: null })).resolves.toMatchObject({
    value: { items: [{ id, seenAt: clock.now() }] },
  });
  const traces = await access.worker.select().from(auditEvent).where(eq(auditEvent.actorId, one.userId));
  expect(traces.map(({ action, detail }) => [action, detail])).toEqual([['security.see', { notices: [id] }]]);
});

test('nobody says « vu » of what does not concern him', async () => {
  const stranger = await person('technician');
  const id = await tell({ audience: { role: 'manager' } });
  await expect(seeNotices(as(stranger), [id, newId()])).resolves.toMatchObject({ value: { seen: 0 } });
});

test('what can wait is in the history and not over the page, and what happened long ago neither', async () => {
  const actor = await person('technician');
  const calm = await tell({ kind: 'rights-changed', audience: { userId: actor.userId } });
  const grave = await tell({ audience: { userId: actor.userId } });
  await expect(urgent(actor)).resolves.toEqual([grave]);
  await expect(readNotices(as(actor), { kinds: ['rights-changed'], unseenOnly: true, before: null })).resolves.toMatchObject({
    value: { items: [{ id: calm }] },
  });
  clock.pass(15 * 86_400_000);
  await expect(urgent(actor)).resolves.toEqual([]);
});

test('is mailed once to everybody concerned who has an address, and says no more than what happened', async () => {
  const [first, second] = ['premier@essai.example', 'second@essai.example'];
  await person('biologist', first);
  await person('biologist', second);
  await person('biologist');
  const id = await tell({ audience: { role: 'biologist' }, detail: { by: 'Samuel PERRIN' } });
  await drain(access.worker, WIRING, clock.now);
  const ctx = contextFor(access.worker, systemActor('access.mail'), clock.now);
  await onSecurityTold(ctx, { name: 'security.told', dossierId: null, subjectId: id });
  for (const email of [first, second]) {
    const mails = await mailsTo(email);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.body).toContain('Le compte de secours a été ouvert');
    expect(mails[0]?.body).not.toContain('PERRIN');
  }
  await expect(access.worker.select().from(securityNoticeMail).where(eq(securityNoticeMail.noticeId, id))).resolves.toHaveLength(2);
});

test('a mail server that is away holds the mail back and loses none; the sweeper finds what no task looks after', async () => {
  const email = 'absent@essai.example';
  const actor = await person('manager', email);
  vi.stubEnv('SMTP_URL', 'smtp://127.0.0.1:9');
  const id = await tell({ audience: { userId: actor.userId } });
  await drain(access.worker, WIRING, clock.now);
  const row = async () => (await access.worker.select().from(securityNotice).where(eq(securityNotice.id, id)))[0];
  await expect(row()).resolves.toMatchObject({ mailedAt: null });
  const sweeper = contextFor(access.worker, systemActor('sweeper:security'), clock.now);
  clock.pass(5 * 60_000);
  await expect(sweepNoticeMail(sweeper), 'its task is open').resolves.toBe(0);
  await access.worker.update(securityNotice).set({ mailedAt: null }).where(eq(securityNotice.id, id));
  vi.stubEnv('SMTP_URL', undefined);
  await drain(access.worker, WIRING, clock.now);
  await expect(mailsTo(email)).resolves.toHaveLength(1);
  await access.worker.update(securityNotice).set({ mailedAt: null }).where(eq(securityNotice.id, id));
  await expect(sweepNoticeMail(sweeper), 'no task looks after it').resolves.toBe(1);
  await drain(access.worker, WIRING, clock.now);
  await expect(row()).resolves.toMatchObject({ mailedAt: clock.now() });
  await expect(mailsTo(email), 'and nobody is written to twice').resolves.toHaveLength(1);
});

test.each(NOTICE_KINDS)('the mail of « %s » has its sentence, the hour in Paris and the page', (kind) => {
  const text = noticeMailText(kind, new Date('2026-11-21T02:14:00Z'), 'https://relais.essai');
  expect(text).toContain('03:14');
  expect(text).toContain('https://relais.essai/security');
  expect(text).not.toContain('undefined');
});
