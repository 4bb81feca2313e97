import { sql } from 'drizzle-orm';
import { openSession } from '../access/open-session';
import type { AnonymousActor, PatientActor, ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import { contextFor } from '../platform/context';
import { newId, sha256 } from '../platform/ids';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { referenceIds } from './seed/reference';
import { openTestProduct } from './testing';
import { WIRING } from './wiring';

export const RPPS = '10001234567';
export const OTHER_RPPS = '99900001233';
export const BIRTH_DATE = '1979-03-28';

const origin = { address: '192.0.2.20', terminal: 'essai' };

/** The product with a released report: what a reader's test starts from. The clock starts at the true time, since a ward's thirty days are the database's. */
export async function openTestPortal() {
  process.env.NEXTAUTH_SECRET ??= 'a secret of the tests that is long enough';
  const product = await openTestProduct({ start: new Date().toISOString(), wiring: WIRING.filter((entry) => entry.handler !== 'outbound.send') });
  const { access, clock } = product;
  const biologist = await product.person('biologist');
  let written = 0;

  const rowsOf = async <T extends Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T[]> =>
    [...(await access.worker.execute(statement))] as unknown as T[];

  return {
    ...product,
    biologist,
    rowsOf,
    /** Sends a message, has everything in it validated and waits for what follows; answers the newest version. */
    release: async (given: Partial<TestMessage> = {}): Promise<{ reportId: string; dossierId: string; accessionNumber: string }> => {
      written += 1;
      const accessionNumber = given.accessionNumber ?? `26112290${String(written).padStart(3, '0')}`;
      const collectedAt = new Date(clock.now().getTime() - 3_600_000);
      await product.receive(testMessage({ sentAt: clock.now(), collectedAt, ...given, accessionNumber }));
      const dossierId = await product.dossierId(accessionNumber);
      await product.validate(biologist, dossierId);
      const [newest] = await rowsOf<{ id: string }>(sql`select id from report where dossier_id = ${dossierId} order by version desc limit 1`);
      assert(newest, 'a report was released');
      return { reportId: newest.id, dossierId, accessionNumber };
    },
    /** With a session of his own, as after a log-in. */
    prescriber: (rppsNumber = RPPS): Promise<ProfessionalActor> => withSession('prescriber', { prescriberId: referenceIds.prescriber(rppsNumber) }),
    nurse: (ward: string): Promise<ProfessionalActor> => withSession('ward_staff', { wardIds: [referenceIds.ward('valmont', ward)] }),
    patient: async (reportId: string): Promise<PatientActor> => {
      const [row] = await rowsOf<{ id: string }>(sql`select patient_id as id from report where id = ${reportId}`);
      assert(row, 'the report has its patient');
      const opened = await access.worker.transaction((tx) => openSession(tx, 'patient', row.id, origin, clock.now(), { method: 'password-totp' }));
      return { kind: 'patient', patientId: row.id, sessionId: opened.id, accountId: null, representationId: null, stage: 'full', ...origin };
    },
    /** Whoever holds a link. */
    bearer: (token: string) => contextFor(access.web, { kind: 'anonymous', noticeTokenHash: sha256(token), ...origin } satisfies AnonymousActor, clock.now),
    asPatient: (actor: PatientActor) => contextFor(access.web, actor, clock.now),
    /** Newest first. */
    outbox: () =>
      rowsOf<{ channel: string; recipient: string; subject: string; body: string }>(
        sql`select channel, recipient, subject, body from outbox_message order by created_at desc, id desc`,
      ),
    auditOf: (action: string) =>
      rowsOf<{ outcome: string; detail: Record<string, unknown> }>(sql`select outcome, detail from audit_event where action = ${action} order by sequence`),
  };

  async function withSession(role: 'prescriber' | 'ward_staff', changes: Partial<ProfessionalActor>): Promise<ProfessionalActor> {
    const actor = await product.person(role, [], changes);
    const opened = await access.worker.transaction((tx) => openSession(tx, 'professional', actor.userId, origin, clock.now(), { method: 'password-totp' }));
    return { ...actor, sessionId: opened.id };
  }
}

export type TestPortal = Awaited<ReturnType<typeof openTestPortal>>;

/** The token of the newest link in the outbox. */
export async function newestLink(portal: TestPortal): Promise<string> {
  const mail = (await portal.outbox()).find((message) => message.channel === 'mail');
  const token = /\/n\/([A-Za-z0-9_-]{43})/.exec(mail?.body ?? '')?.[1];
  assert(token, 'a link was sent');
  return token;
}

/** The newest code in the outbox. */
export async function newestCode(portal: TestPortal): Promise<string> {
  const sms = (await portal.outbox()).find((message) => message.channel === 'sms');
  const code = /\d{6}/.exec(sms?.body ?? '')?.[0];
  assert(code, 'a code was sent');
  return code;
}

export const unknownToken = () => `${newId()}${newId()}`.replaceAll('-', '').slice(0, 43);
