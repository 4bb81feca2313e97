import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiContext } from '../api/context';
import { serveReportPdf } from '../api/report-pdf';
import { openTestPortal, type TestPortal } from '../main/testing-portal';
import { flat, pageTexts } from '../report/pdf/testing';
import { acknowledgeReport } from './acknowledge-report';
import { listReaders } from './list-readers';
import { requestPdf } from './request-pdf';
import { viewReport } from './view-report';

/** A critical result that is announced after its report stands beside it, and makes no other version. */
let portal: TestPortal;
beforeAll(async () => {
  portal = await openTestPortal();
});
afterAll(() => portal.end());

async function released() {
  const { reportId, dossierId } = await portal.release({ results: [{ value: '6.9', flag: 'HH' }] });
  const person = await portal.prescriber();
  return { reportId, dossierId, person, reader: portal.as(person) };
}
const seenBy = async ({ reader, reportId }: Awaited<ReturnType<typeof released>>) => {
  const viewed = await viewReport(reader, { reportId });
  if (!viewed.ok) throw new Error(viewed.refusal.code);
  return viewed.value;
};
const pagesOf = async ({ reader, person, reportId }: Awaited<ReturnType<typeof released>>) => {
  const ticket = await requestPdf(reader, { reportId });
  if (!ticket.ok) throw new Error(ticket.refusal.code);
  const api = { ...createApiContext({ headers: new Headers(), db: portal.access.web, now: portal.clock.now }), professional: async () => person };
  const response = await serveReportPdf(new Request(`http://localhost${ticket.value.url}`), reportId, api);
  return pageTexts(Buffer.from(await response.arrayBuffer())).map(flat);
};

test('announced after the release it is beside the report, on screen and on paper, and the report is what it was', async () => {
  const one = await released();
  const before = await seenBy(one);
  const pages = await pagesOf(one);
  expect(before.announcedLater).toEqual([]);
  const read = await listReaders(one.reader, { reportId: one.reportId });
  if (!read.ok) throw new Error(read.refusal.code);
  const readBack = read.value.toReadBack.map(({ observationVersionId }) => ({ observationVersionId, repeated: '6,9' }));
  expect((await acknowledgeReport(one.reader, { reportId: one.reportId, readBack })).ok).toBe(true);
  await portal.settle();
  const after = await seenBy(one);
  expect(after.announcedLater).toMatchObject([{ values: [expect.stringContaining('6,9')], via: 'portal' }]);
  expect([after.content, after.replacedBy]).toEqual([before.content, null]);
  expect(await portal.rowsOf(sql`select version, kind from report where dossier_id = ${one.dossierId}`)).toHaveLength(1);
  const annexed = await pagesOf(one);
  expect(annexed.slice(0, -1)).toEqual(pages);
  expect(annexed.at(-1)).toContain('annoncés après la diffusion');
  expect(annexed.at(-1)).toContain('6,9');
});
