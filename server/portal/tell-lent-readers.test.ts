import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OTHER_RPPS, openTestPortal, type TestPortal } from '../main/testing-portal';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { testMessage } from '../simulator/test-message';
import { openBreakGlass } from './open-break-glass';
import { tellLentReaders } from './tell-lent-readers';
import { viewReport } from './view-report';

let portal: TestPortal;
let emergency: ProfessionalActor;
let prescriber: ProfessionalActor;
let first: Awaited<ReturnType<TestPortal['release']>>;
beforeAll(async () => {
  portal = await openTestPortal();
  first = await portal.release();
  emergency = await portal.prescriber(OTHER_RPPS);
  prescriber = await portal.prescriber();
});
afterAll(() => portal.end());

const told = () =>
  portal.rowsOf<{ userId: string; detail: Record<string, unknown> }>(
    sql`select audience_user_id as "userId", detail from security_notice where kind = 'reading-replaced' order by created_at`,
  );

test('who read in an emergency that is over is told that the version no longer holds, once, and is opened nothing; whoever has it in his list is told there', async () => {
  const proofId = newId();
  await portal.rowsOf(sql`insert into step_up_proof (id, user_id, session_id, act, content_hash, method, proven_at)
    values (${proofId}, ${emergency.userId}, ${emergency.sessionId}, 'break-glass', 'x', 'password', ${portal.clock.now().toISOString()})`);
  const { patientId } = await portal.patient(first.reportId);
  expect(await openBreakGlass(portal.as(emergency), { patientId, reason: 'vital-emergency', reasonText: 'Malaise, patiente seule.' }, proofId)).toMatchObject({
    ok: true,
  });
  for (const who of [emergency, prescriber]) expect(await viewReport(portal.as(who), { reportId: first.reportId })).toMatchObject({ ok: true });
  await portal.settle();
  expect(await told()).toEqual([]);
  portal.clock.pass(2 * 3_600_000);
  await portal.receive(testMessage({ accessionNumber: first.accessionNumber, sentAt: portal.clock.now(), results: [{ value: '5.9' }] }));
  await portal.validate(portal.biologist, first.dossierId);
  await portal.settle();
  const notices = await told();
  expect(notices).toMatchObject([{ userId: emergency.userId, detail: { number: first.accessionNumber, version: 1 } }]);
  expect(JSON.stringify(notices)).not.toMatch(/PAT-TROIS|DOMINIQUE|5[.,]9/);
  const [newest] = await portal.rowsOf<{ id: string }>(sql`select id from report where dossier_id = ${first.dossierId} order by version desc limit 1`);
  expect(await viewReport(portal.as(emergency), { reportId: newest?.id ?? '' })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  const worker = portal.ctx;
  await worker.transaction((tx) => tellLentReaders(worker, tx, newest?.id ?? ''));
  expect(await told()).toHaveLength(1);
});
