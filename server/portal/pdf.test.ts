import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect } from '../../db/client';
import { type ApiContext, createApiContext } from '../api/context';
import { serveReportPdf } from '../api/report-pdf';
import { openTestPortal, type TestPortal } from '../main/testing-portal';
import type { ProfessionalActor } from '../platform/actor';
import { sha256 } from '../platform/ids';
import { flat, pageTexts, qpdf } from '../report/pdf/testing';
import { testMessage } from '../simulator/test-message';
import { requestPdf } from './request-pdf';

let portal: TestPortal;
let actor: ProfessionalActor;
let reportId: string;
beforeAll(async () => {
  portal = await openTestPortal();
  ({ reportId } = await portal.release());
});
beforeEach(async () => {
  actor = await portal.prescriber();
});
afterAll(() => portal.end());

const apiOf = (who: Partial<Pick<ApiContext, 'professional' | 'patient'>>): ApiContext => ({
  ...createApiContext({ headers: new Headers(), db: portal.access.web, now: portal.clock.now }),
  ...who,
});
const fetchAs = (url: string, who: ProfessionalActor | null, id = reportId) =>
  serveReportPdf(new Request(`http://localhost${url}`), id, apiOf({ professional: async () => who }));
const ticketFor = async (who: ProfessionalActor) => {
  const answer = await requestPdf(portal.as(who), { reportId });
  if (!answer.ok) throw new Error('no ticket');
  return answer.value.url;
};

test('a ticket gives the released PDF once, unstored and under a name that says nothing', async () => {
  const url = await ticketFor(actor);
  const response = await fetchAs(url, actor);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toBe('inline; filename="compte-rendu.pdf"');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(
    Buffer.from(await response.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect((await fetchAs(url, actor)).status).toBe(404);
});

test('asked for twice at the same instant it is given once', async () => {
  const url = await ticketFor(actor);
  const statuses = (await Promise.all([fetchAs(url, actor), fetchAs(url, actor), fetchAs(url, actor)])).map((response) => response.status);
  expect(statuses.toSorted((one, other) => one - other)).toEqual([200, 404, 404]);
});

test('the reading is on record before there is a ticket', async () => {
  await ticketFor(actor);
  const rows = await portal.rowsOf(sql`select 1 from report_view where user_id = ${actor.userId} and medium = 'pdf'`);
  expect(rows).toHaveLength(1);
});

test('another session, nobody, another report, a minute later: nothing', async () => {
  const colleague = await portal.prescriber();
  expect((await fetchAs(await ticketFor(actor), colleague)).status).toBe(404);
  expect((await fetchAs(await ticketFor(actor), null)).status).toBe(404);
  const other = await portal.release();
  expect((await fetchAs(await ticketFor(actor), actor, other.reportId)).status).toBe(404);
  const late = await ticketFor(actor);
  portal.clock.pass(60_000);
  expect((await fetchAs(late, actor)).status).toBe(404);
  expect((await fetchAs(`/api/reports/${reportId}`, actor)).status).toBe(404);
});

test('a patient keeps a copy of his own', async () => {
  const patient = await portal.patient(reportId);
  const answer = await requestPdf(portal.asPatient(patient), { reportId });
  const request = new Request(`http://localhost${answer.ok ? answer.value.url : ''}`);
  const response = await serveReportPdf(request, reportId, apiOf({ professional: async () => null, patient: async () => patient }));
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="compte-rendu.pdf"');
});

test('a PDF that is no longer what was released is not handed out, and that is traced', async () => {
  const owner = connect(portal.access.database.ownerUrl, { max: 1, applicationName: 'test-owner' });
  const url = await ticketFor(actor);
  await owner.db.execute(sql`update report set pdf = pdf || 'x'::bytea where id = ${reportId}`);
  expect((await fetchAs(url, actor)).status).toBe(500);
  expect((await portal.auditOf('report.download')).at(-1)).toMatchObject({ outcome: 'refused', detail: { reason: 'pdf-altered' } });
  await owner.db.execute(sql`update report set pdf = substring(pdf from 1 for length(pdf) - 1) where id = ${reportId}`);
  expect((await fetchAs(await ticketFor(actor), actor)).status).toBe(200);
  await owner.close();
});

test('the copy of a replaced version says so on every page, that of one under review too; what was released stays as it was', async () => {
  const first = await portal.release({ patient: { identifier: '0007301', birthFamilyName: 'ESTAMPE' } });
  const pdfOf = async (id: string): Promise<Buffer> => {
    const answer = await requestPdf(portal.as(actor), { reportId: id });
    if (!answer.ok) throw new Error('no ticket');
    return Buffer.from(await (await fetchAs(answer.value.url, actor, id)).arrayBuffer());
  };
  const whole = await pdfOf(first.reportId);
  expect(flat(pageTexts(whole).join(' '))).not.toMatch(/remplacée|vérification/);

  portal.clock.pass(60_000);
  await portal.receive(
    testMessage({
      accessionNumber: first.accessionNumber,
      sentAt: portal.clock.now(),
      patient: { identifier: '0007301', birthFamilyName: 'ESTAMPE' },
      results: [{ value: '5.9' }],
    }),
  );
  const checked = pageTexts(await pdfOf(first.reportId));
  for (const page of checked)
    expect(flat(page)).toMatch(/Version 1, en vérification au laboratoire depuis le \d\d\/\d\d\/\d{4} à \d\d:\d\d\. Une nouvelle version suivra\./);

  await portal.validate(portal.biologist, first.dossierId);
  const replaced = await pdfOf(first.reportId);
  for (const page of pageTexts(replaced)) expect(flat(page)).toMatch(/Version 1, remplacée le \d\d\/\d\d\/\d{4} à \d\d:\d\d\. Ne pas utiliser\./);
  // All that was released is still there, and the copy is a sound PDF.
  expect(flat(pageTexts(replaced).join(' '))).toContain('4,1');
  expect(qpdf(replaced, '--check')).toContain('No syntax or stream encoding errors');
  const [kept] = await portal.rowsOf<{ pdf: Buffer; hash: string }>(sql`select pdf, pdf_hash as hash from report where id = ${first.reportId}`);
  expect(kept?.hash).toBe(sha256(whole));
  expect(sha256(kept?.pdf ?? Buffer.alloc(0))).toBe(kept?.hash);
});
