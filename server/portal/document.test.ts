import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiContext, createApiContext } from '../api/context';
import { serveDocument } from '../api/document';
import { openTestPortal, type TestPortal } from '../main/testing-portal';
import type { PatientActor, ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import { sha256 } from '../platform/ids';
import { resultsOf } from '../report/compose-rules';
import type { ReportContent } from '../report/types';
import { testMessage } from '../simulator/test-message';
import { readCard } from '../validation/read-card';
import { requestDocument, requestDossierDocument } from './request-document';

const PDF = Buffer.from('%PDF-1.4\nsynthetic');
const CDA = Buffer.from('<?xml version="1.0"?><ClinicalDocument><script>alert(1)</script></ClinicalDocument>');

let portal: TestPortal;
let doctor: ProfessionalActor;
beforeAll(async () => {
  portal = await openTestPortal();
  doctor = await portal.prescriber();
});
afterAll(() => portal.end());

let written = 0;
const fresh = () => `2611228${String((written += 1)).padStart(4, '0')}`;

/** A message with a potassium and a document, and the given lines after them. */
async function send(accessionNumber: string, document: Buffer, ...lines: string[]): Promise<string> {
  portal.clock.pass(60_000);
  const sentAt = portal.clock.now();
  const bytes = testMessage({ accessionNumber, sentAt, collectedAt: new Date(sentAt.getTime() - 3_600_000) });
  const status = 'R';
  const attached = `OBX|9|ED|PDF^Compte rendu joint^LOCAL||^application^pdf^Base64^${document.toString('base64')}||||||${status}`;
  await portal.receive(Buffer.concat([bytes, Buffer.from(`${[attached, ...lines].join('\r')}\r`)]));
  return portal.dossierId(accessionNumber);
}

async function newest(dossierId: string): Promise<{ reportId: string; content: ReportContent }> {
  const [row] = await portal.rowsOf<{ id: string; content: ReportContent }>(
    sql`select id, content from report where dossier_id = ${dossierId} order by version desc limit 1`,
  );
  assert(row, 'a report was released');
  return { reportId: row.id, content: row.content };
}

const documentsOf = (content: ReportContent) => resultsOf(content).flatMap(({ documents }) => documents ?? []);

async function released(document = PDF) {
  const accessionNumber = fresh();
  const dossierId = await send(accessionNumber, document);
  await portal.validate(portal.biologist, dossierId);
  const { reportId, content } = await newest(dossierId);
  const [listed] = documentsOf(content);
  assert(listed, 'the report lists its document');
  return { accessionNumber, dossierId, reportId, listed };
}

const fetchAs = (url: string, who: { professional?: ProfessionalActor; patient?: PatientActor }) => {
  const api: ApiContext = {
    ...createApiContext({ headers: new Headers(), db: portal.access.web, now: portal.clock.now }),
    professional: async () => who.professional ?? null,
    patient: async () => who.patient ?? null,
  };
  return serveDocument(new Request(`http://localhost${url}`), url.slice('/api/documents/'.length, '/api/documents/'.length + 36), api);
};

test('the report lists the document with its hash; its reader gets the very bytes once, after a reading that is on record', async () => {
  const { reportId, listed } = await released();
  expect(listed).toEqual({ documentId: listed.documentId, mediaType: 'application/pdf', size: PDF.byteLength, sha256: sha256(PDF) });
  const asked = await requestDocument(portal.as(doctor), { reportId, documentId: listed.documentId });
  assert(asked.ok, 'the prescriber may open it');
  expect(await portal.rowsOf(sql`select 1 from report_view where report_id = ${reportId} and user_id = ${doctor.userId}`)).toHaveLength(1);
  expect((await fetchAs(asked.value.url, { professional: await portal.prescriber() })).status, 'another session').toBe(404);
  const answer = await fetchAs(asked.value.url, { professional: doctor });
  expect(Buffer.from(await answer.arrayBuffer()).equals(PDF)).toBe(true);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await fetchAs(asked.value.url, { professional: doctor })).status, 'a second time').toBe(404);
});

test('XML is only ever a text', async () => {
  const { reportId, listed } = await released(CDA);
  const asked = await requestDocument(portal.as(doctor), { reportId, documentId: listed.documentId });
  assert(asked.ok, 'the prescriber may open it');
  const answer = await fetchAs(asked.value.url, { professional: doctor });
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(answer.headers.get('content-security-policy')).toContain('sandbox');
});

test('a document of another report, or of nobody’s, does not exist', async () => {
  const [one, other] = [await released(), await released()];
  expect((await requestDocument(portal.as(doctor), { reportId: one.reportId, documentId: other.listed.documentId })).ok).toBe(false);
  const stranger = await portal.prescriber('99900001233');
  expect((await requestDocument(portal.as(stranger), { reportId: one.reportId, documentId: one.listed.documentId })).ok).toBe(false);
  expect((await requestDossierDocument(portal.as(doctor), { documentId: one.listed.documentId })).ok).toBe(false);
});

test('what the patient may not see yet hides its documents too, also behind a ticket made before', async () => {
  const { accessionNumber, reportId, listed } = await released();
  const patient = await portal.patient(reportId);
  const asked = await requestDocument(portal.asPatient(patient), { reportId, documentId: listed.documentId });
  assert(asked.ok, 'the patient may open it');
  await send(accessionNumber, PDF, 'OBX|10|CWE|INVISIBLE_PATIENT^Non visible par le patient^MetaDMPMSS||Y||||||F');
  expect((await fetchAs(asked.value.url, { patient })).status).toBe(404);
  expect((await requestDocument(portal.asPatient(patient), { reportId, documentId: listed.documentId })).ok).toBe(false);
});

test('the biologist reads it before she decides; another document is another result, and makes a report that says so', async () => {
  const { accessionNumber, dossierId } = await released();
  await send(accessionNumber, Buffer.from('%PDF-1.4\nanother'));
  const card = await readCard(portal.as(portal.biologist), { dossierId });
  assert(card.ok, 'the card opens');
  const waiting = card.value.panels.flatMap(({ results }) => results).find(({ documents }) => documents.length > 0);
  expect(waiting).toMatchObject({ standing: 'awaiting', documents: [{ mediaType: 'application/pdf' }] });
  const asked = await requestDossierDocument(portal.as(portal.biologist), { documentId: waiting?.documents[0]?.documentId ?? '' });
  assert(asked.ok, 'the biologist may open it');
  expect((await fetchAs(asked.value.url, { professional: portal.biologist })).status).toBe(200);
  await portal.validate(portal.biologist, dossierId);
  const { content } = await newest(dossierId);
  expect(content).toMatchObject({ kind: 'corrective', supersedes: { changes: ['Compte rendu joint : document joint remplacé'] } });
});
