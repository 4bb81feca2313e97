import { createHash } from 'node:crypto';
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

const PDF = Buffer.from('%PDF-1.4\nsynthetic\n%%EOF');
const CDA = Buffer.from(
  `<?xml version="1.0"?><?xml-stylesheet href="https://ailleurs.example/x.xsl"?><ClinicalDocument xmlns="urn:hl7-org:v3"><script>alert(1)</script><title>Compte rendu &lt;script&gt;alert(1)&lt;/script&gt;</title>
  <component><structuredBody><component><section><title>Conclusion</title><text><content>IgE &lt; 35</content><renderMultiMedia referencedObject="x"/><img src="https://ailleurs.example/x" onerror="alert(1)"/></text></section></component></structuredBody></component></ClinicalDocument>`,
);

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

test('a clinical document is a page of plain text: nothing of it runs or loads, and the original hangs on it byte for byte', async () => {
  const { reportId, listed } = await released(CDA);
  const asked = await requestDocument(portal.as(doctor), { reportId, documentId: listed.documentId });
  assert(asked.ok, 'the prescriber may open it');
  const answer = await fetchAs(asked.value.url, { professional: doctor });
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; frame-ancestors 'none'; sandbox allow-downloads$/);
  const page = await answer.text();
  expect(page).toContain('<h1>Compte rendu &lt;script&gt;alert(1)&lt;/script&gt;</h1>');
  expect(page).toContain('<h2>Conclusion</h2><p class="text">IgE &lt; 35</p>');
  expect(page).not.toMatch(/<script|<img|<iframe|onerror=|https?:/);
  expect(
    createHash('sha256')
      .update(/<style>(.*)<\/style>/.exec(page)?.[1] ?? '')
      .digest('base64'),
  ).toBe(/sha256-([^']+)/.exec(policy)?.[1]);
  const original = /href="data:application\/xml;base64,([^"]+)"/.exec(page)?.[1] ?? '';
  expect(Buffer.from(original, 'base64').equals(CDA)).toBe(true);
  expect(sha256(Buffer.from(original, 'base64'))).toBe(listed.sha256);
});

test('one that cannot be read safely is shown as it came, and says so', async () => {
  const hostile = Buffer.from(
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><ClinicalDocument><title>&x;</title></ClinicalDocument>',
  );
  const { reportId, listed } = await released(hostile);
  const asked = await requestDocument(portal.as(doctor), { reportId, documentId: listed.documentId });
  assert(asked.ok, 'the prescriber may open it');
  const page = await (await fetchAs(asked.value.url, { professional: doctor })).text();
  expect(page).toContain('n’a pas pu être mis en forme sans risque');
  expect(page).toContain('&lt;!DOCTYPE a');
  expect(page).not.toContain('root:');
});

test('a clinical document that says so hides itself and its report from whom it must', async () => {
  const coded = (code: string) =>
    Buffer.from(CDA.toString().replace('<title>', `<confidentialityCode code="${code}" codeSystem="1.2.250.1.213.1.1.4.13"/><title>`));
  const hidden = await released(coded('INVISIBLE_PATIENT'));
  expect(
    (await requestDocument(portal.asPatient(await portal.patient(hidden.reportId)), { reportId: hidden.reportId, documentId: hidden.listed.documentId })).ok,
  ).toBe(false);
  expect((await requestDocument(portal.as(doctor), { reportId: hidden.reportId, documentId: hidden.listed.documentId })).ok).toBe(true);

  const masked = await released(coded('MASQUE_PS'));
  const [row] = await portal.rowsOf<{ flags: string[] }>(sql`select confidentiality as flags from dossier where id = ${masked.dossierId}`);
  expect(row?.flags).toEqual(['MASQUE_PS']);
  // Whom it is addressed to keeps it, and so does the patient herself; a ward where she only lies, or an emergency, does not (ward-walls.model.test.ts).
  expect(
    (await requestDocument(portal.asPatient(await portal.patient(masked.reportId)), { reportId: masked.reportId, documentId: masked.listed.documentId })).ok,
  ).toBe(true);
  expect(await portal.rowsOf(sql`select 1 where dossier_is_masked(${masked.dossierId}::uuid)`)).toHaveLength(1);
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
  await send(accessionNumber, Buffer.from('%PDF-1.4\nanother\n%%EOF'));
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
