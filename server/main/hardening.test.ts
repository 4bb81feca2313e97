import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSession } from '../access/open-session';
import { makeUser } from '../access/testing';
import { append } from '../audit/append';
import { enter } from '../delivery/enter';
import { requestCode } from '../delivery/request-code';
import { openMyAccount } from '../patient/open-my-account';
import type { ProfessionalActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { newId } from '../platform/ids';
import { redeemPresenceCode } from '../portal/redeem-presence-code';
import { showPresenceCode } from '../portal/show-presence-code';
import { newestCode, newestLink, openTestPortal, type TestPortal } from './testing-portal';
import { actorOf, link, makeAccount, represent, settingsOf } from './testing-representation';

/** What somebody tries who has the web server's own database role, or who holds less than he says: each ends at a wall. */
let portal: TestPortal;
const FORBIDDEN = { cause: { code: '42501' } };
const CHILD = '2011-03-02';
const origin = { address: '192.0.2.42', terminal: 'essai' };

beforeAll(async () => {
  portal = await openTestPortal();
});
afterAll(() => portal.end());

let written = 0;
async function released(birthDate: string) {
  written += 1;
  const { reportId } = await portal.release({ patient: { identifier: `00088${written}`, birthFamilyName: `ESSAI-${written}`, birthDate, ins: null } });
  const [row] = await portal.rowsOf<{ id: string }>(sql`select patient_id as id from report where id = ${reportId}`);
  return { reportId, patientId: row?.id ?? '' };
}

/** As the database itself sees somebody. */
const raw = (settings: Record<string, string>, statement: ReturnType<typeof sql>) =>
  portal.access.web.transaction(async (tx) => {
    for (const [name, value] of Object.entries(settings)) await tx.execute(sql`select set_config(${`relais.${name}`}, ${value}, true)`);
    return [...(await tx.execute(statement))];
  });

describe('a notice to the address of a minor’s file', () => {
  test('opens neither the minor’s own account nor a new one', async () => {
    const { patientId } = await released(CHILD);
    const door = portal.bearer(await newestLink(portal));
    await requestCode(door, { birthDate: CHILD });
    await portal.settle();
    const accountId = await makeAccount(portal);
    await link(portal, accountId, patientId);
    const entered = await enter(door, { birthDate: CHILD, code: await newestCode(portal) });
    expect(entered).toMatchObject({ ok: true, value: { hasAccount: true } });
    const [opened] = await portal.rowsOf(sql`select patient_account_id from session where patient_id = ${patientId}`);
    expect(opened).toEqual({ patient_account_id: null });
    const { reportId } = await released(CHILD);
    expect(await openMyAccount(portal.asPatient(await portal.patient(reportId)))).toMatchObject({ refusal: { code: 'not-found' } });
  });

  test('links nobody to the minor, whatever the application asks; an adult it does', async () => {
    for (const [birthDate, answer] of [
      [CHILD, 'refused'],
      ['1979-03-28', 'linked'],
    ] as const) {
      const { patientId } = await released(birthDate);
      const accountId = await makeAccount(portal);
      const asks = raw(settingsOf({ patientId, accountId }), linkOf(accountId, patientId, 'notice')).then(
        () => 'linked',
        () => 'refused',
      );
      expect(await asks).toBe(answer);
    }
  });
});

const linkOf = (accountId: string, patientId: string, via: string) =>
  sql`insert into patient_link (id, account_id, patient_id, via, linked_at) values (${newId()}, ${accountId}, ${patientId}, ${via}, now())`;

describe('whoever reads for somebody', () => {
  test.each(['code', 'notice'])('does not become that person by a link of %s', async (via) => {
    const { patientId } = await released('1950-01-01');
    const accountId = await makeAccount(portal);
    const representationId = await represent(portal, { patientId, accountId, kind: 'guardian' });
    await expect(raw(settingsOf({ patientId, accountId, representationId }), linkOf(accountId, patientId, via))).rejects.toMatchObject(FORBIDDEN);
    const enrolling = {
      actor_kind: 'patient-enrolling',
      enrolling_patient_id: patientId,
      enrolling_account_id: accountId,
      enrolling_representation_id: representationId,
    };
    await expect(raw(enrolling, linkOf(accountId, patientId, via))).rejects.toMatchObject(FORBIDDEN);
  });

  test('shows no code any more once it was taken back', async () => {
    const { patientId } = await released(CHILD);
    const accountId = await makeAccount(portal);
    const representationId = await represent(portal, { patientId, accountId, kind: 'parent' });
    const show = () => showPresenceCode(portal.asPatient(actorOf({ patientId, accountId, representationId })), { reportIds: null });
    const redeem = async (code: string) => (await redeemPresenceCode(portal.as(await portal.prescriber()), { code, birthDate: CHILD })).ok;
    const [first] = [await show()];
    expect(first.ok && (await redeem(first.value.code))).toBe(true);
    const second = await show();
    await portal.rowsOf(sql`update representation set revoked_at = now(), revoked_by = 'desk' where id = ${representationId}`);
    expect(second.ok && (await redeem(second.value.code))).toBe(false);
  });
});

describe('a session', () => {
  test.each([
    ['another person', sql`user_id = ${newId()}`],
    ['another stage', sql`stage = 'enrolling'`],
    ['another token', sql`token_hash = 'f'`],
    ['more time', sql`expires_at = expires_at + interval '1 day'`],
    ['a life after its end', sql`revoked_at = null`],
  ])('is not given %s by the web server', async (_, change) => {
    const userId = await makeUser(portal.access.worker, portal.clock.now, { login: `guarded-${newId()}` });
    const opened = await portal.access.worker.transaction((tx) => openSession(tx, 'professional', userId, origin, portal.clock.now(), { method: 'passkey' }));
    await portal.rowsOf(sql`update session set revoked_at = now(), revoked_reason = 'signed_out' where id = ${opened.id}`);
    await expect(raw({}, sql`update session set ${change} where id = ${opened.id}`)).rejects.toMatchObject(FORBIDDEN);
  });

  test('of an account does not read for whom the account may not', async () => {
    const [own, other] = [await released('1979-03-28'), await released('1980-03-28')];
    const accountId = await makeAccount(portal);
    await link(portal, accountId, own.patientId);
    const entry = { method: 'patient-passkey', patientAccountId: accountId } as const;
    const opened = await portal.access.worker.transaction((tx) => openSession(tx, 'patient', own.patientId, origin, portal.clock.now(), entry));
    await expect(raw({}, sql`update session set patient_id = ${other.patientId} where id = ${opened.id}`)).rejects.toMatchObject(FORBIDDEN);
  });
});

test('nobody who is in makes an account known to the identity provider as somebody else', async () => {
  const userId = await makeUser(portal.access.worker, portal.clock.now, { login: `psc-${newId()}` });
  const bind = (subject: string) => sql`update user_account set psc_subject = ${subject} where id = ${userId}`;
  for (const roles of ['biologist', 'administrator'])
    await expect(raw({ actor_kind: 'professional', user_id: newId(), roles }, bind('mine'))).rejects.toMatchObject(FORBIDDEN);
  await raw({ actor_kind: 'anonymous' }, bind('his'));
  await expect(raw({ actor_kind: 'anonymous' }, bind('mine'))).rejects.toMatchObject(FORBIDDEN);
});

test('nobody writes the trace in the name of another', async () => {
  const me = portal.biologist;
  const write = (as: ProfessionalActor, named: ProfessionalActor) => {
    const ctx = contextFor(portal.access.web, as, portal.clock.now);
    return ctx.transaction((tx) => append(tx, { ...ctx, actor: named }, { action: 'report.view' }));
  };
  await write(me, me);
  await expect(write(me, { ...me, userId: newId() })).rejects.toMatchObject(FORBIDDEN);
  const forged = sql`insert into audit_event (at, action, outcome, actor_kind, actor_id, actor_name, actor_role, address, terminal, detail)
    values (now(), 'rights.grant', 'done', 'system', 'worker', 'worker', 'system', '', '', '{}')`;
  for (const actor_kind of ['anonymous', 'patient', 'professional', 'system', '']) await expect(raw({ actor_kind }, forged)).rejects.toMatchObject(FORBIDDEN);
});
