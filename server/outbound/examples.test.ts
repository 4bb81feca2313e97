import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { closeCall } from '../alert/close-call';
import { readCall } from '../alert/read-call';
import { contentHashOf } from '../api/prove';
import { readDossierState } from '../dossier/read-dossier';
import { testMovement } from '../inbound/testing-movement';
import { referenceIds } from '../main/seed/reference';
import { seedProof } from '../main/seed/seed-proof';
import { openTestProduct, type TestProduct } from '../main/testing';
import { acceptEverything } from '../main/testing-autoverification';
import { EXAMPLES } from '../main/testing-examples';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import { newId } from '../platform/ids';
import { acknowledgeReport } from '../portal/acknowledge-report';
import { listReaders } from '../portal/list-readers';
import { requestPdf } from '../portal/request-pdf';
import { viewReport } from '../portal/view-report';
import { prepareDecision } from '../validation/prepare-decision';
import { recordDecision } from '../validation/record-decision';
import { type RequestInput, requestOfLis } from '../validation/request-of-lis';
import { agreeReading, prepareReading } from '../validation/second-reading';
import { takeBackRequest } from '../validation/take-back-request';
import { RECEIPT_EVENTS, RECEIPT_READERS } from './receipt-message';
import { REQUEST_KINDS } from './request-message';
import { attemptOf } from './rules';

/**
 * The integrator's document against what the product sends: the messages that it shows coming in are received, people decide, ask and read, and each message
 * that it shows going out is, field for field, the one that goes out; only ids, instants and fingerprints are those of the day.
 */
let product: TestProduct;
let biologist: ProfessionalActor;
beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct();
  biologist = await product.person('biologist');
});
afterEach(() => product.end());

const OUTBOUND = EXAMPLES.filter(({ kind }) => kind === 'out');
const shown = (name: string): string => OUTBOUND.find(({ words }) => words[0] === name)?.text ?? '';

const bytesOf = (text: string): Buffer => Buffer.from(text, text.includes('|8859/1') ? 'latin1' : 'utf8');

/** Receives a message of the document. */
async function receive(controlId: string): Promise<string> {
  const example = EXAMPLES.find(({ kind, controlIds }) => kind === 'in' && controlIds.includes(controlId));
  assert(example, 'the document shows it');
  const number = /^ORC\|[^|]*\|[^|]*\|[^|]*\|([^^|]+)/m.exec(example.text.replaceAll('\r', '\n'))?.[1] ?? '';
  expect(await product.receive(bytesOf(example.text))).toContain('MSA|AA');
  return product.dossierId(number);
}

/** What goes out of a dossier, oldest first. */
async function sent(dossierId: string): Promise<string[]> {
  const rows = await product.access.worker.execute<{ payload: Buffer } & Record<string, unknown>>(
    sql`select payload from outbound_message where dossier_id = ${dossierId} order by sequence`,
  );
  return rows.map(({ payload }) => payload.toString(payload.includes('|8859/1') ? 'latin1' : 'utf8'));
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Segments and fields without what differs from day to day. */
const plain = (message: string): string[] =>
  message
    .replaceAll(UUID, 'ID')
    .replaceAll(/\b[0-9a-f]{64}\b/g, 'HASH')
    .replaceAll(/\bR[0-9A-F]{19}\b/g, 'CONTROL')
    .replaceAll(/\b[0-9A-F]{16}(?=-\d+\^RELAIS)/g, 'NUMBER')
    .replaceAll(/\b\d{14}\+\d{4}\b/g, 'TIME')
    .split('\r');
/** The messages of the type that the document shows under that name, and that one; both without what differs from day to day. */
async function sentBeside(name: string, dossierId: string): Promise<{ messages: string[][]; wanted: string[] }> {
  const wanted = plain(shown(name));
  const typeOf = ([header = '']: string[]) => header.split('|')[8];
  return { messages: (await sent(dossierId)).map(plain).filter((message) => typeOf(message) === typeOf(wanted)), wanted };
}

async function expectSent(name: string, dossierId: string): Promise<void> {
  const { messages, wanted } = await sentBeside(name, dossierId);
  expect(messages).toContainEqual(wanted);
}

describe('what the document shows going out goes out', () => {
  test('a decision, who can read, who read, and a correction', async () => {
    const dossierId = await receive('VAL1');
    await product.validate(biologist, dossierId, { comment: 'Appelé au service.' });
    await expectSent('decision-final', dossierId);
    for (const who of ['prescriber', 'ward']) await expectSent(`receipt-available-${who}`, dossierId);

    const [report] = [...(await product.access.worker.execute<{ id: string }>(sql`select id from report where dossier_id = ${dossierId}`))];
    const reportId = report?.id ?? '';
    const reader = await product.person('prescriber', [], {
      prescriberId: referenceIds.prescriber('10001234567'),
      name: 'Dr Élise MARCHAL',
      rppsNumber: '10001234567',
      siteIds: [],
    });
    await product.access.worker.execute(sql`update user_account set family_name = 'MARCHAL', given_name = 'Élise' where id = ${reader.userId}`);
    for (const act of [viewReport, requestPdf]) expect(await act(product.as(reader), { reportId })).toMatchObject({ ok: true });
    // The potassium is critical: taking the report into account is repeating it.
    const asked = await listReaders(product.as(reader), { reportId });
    assert(asked.ok, 'the reader may read');
    const readBack = asked.value.toReadBack.map(({ observationVersionId }) => ({ observationVersionId, repeated: '6,9' }));
    expect(await acknowledgeReport(product.as(reader), { reportId, readBack })).toMatchObject({ ok: true });
    await product.settle();
    for (const name of ['receipt-consulted', 'receipt-downloaded', 'receipt-acknowledged', 'receipt-available-patient']) await expectSent(name, dossierId);

    await receive('COR1');
    await product.validate(biologist, dossierId, { comment: '' });
    await expectSent('decision-corrected', dossierId);
  });

  test('a signature that a second biologist has read', async () => {
    const dossierId = await receive('VAL1');
    const reader = await product.person('biologist', ['valmont'], { name: 'Karim HADDAD', rppsNumber: '10002223342' });
    await product.access.worker.execute(
      sql`update user_account set family_name = 'HADDAD', given_name = 'Karim', rpps_number = '10002223342' where id = ${reader.userId}`,
    );
    const state = await product.ctx.transaction((tx) => readDossierState(tx, dossierId));
    const observationIds = (state?.observations ?? []).map(({ id }) => id);
    const intent = { kind: 'validate' as const, dossierId, observationIds, comment: '', holdReason: '', secondReader: true };
    const prepared = await prepareDecision(product.as(biologist), intent);
    assert(prepared.ok, 'the decision can be prepared');
    const { fingerprint } = prepared.value;
    const proofId = await seedProof(product.as(biologist), { act: 'validate', contentHash: fingerprint });
    const signed = await recordDecision(product.as(biologist), { ...intent, fingerprint, proofId, idempotencyKey: newId() });
    assert(signed.ok, 'the decision is recorded');
    await pass(11);
    expect(await sent(dossierId), 'nothing leaves before it is read').toEqual([]);
    const { decisionId } = signed.value;
    const read = await prepareReading(product.as(reader), { decisionId });
    assert(read.ok, 'the reader sees it');
    const content = { decisionId, fingerprint: read.value.fingerprint };
    const readingProof = await seedProof(product.as(reader), { act: 'second-reading', contentHash: contentHashOf(content) });
    expect(await agreeReading(product.as(reader), content, readingProof)).toMatchObject({ ok: true });
    await pass(11);
    await expectSent('decision-second-reader', dossierId);
  });

  test('an identity that changed after the release, signed again', async () => {
    const dossierId = await receive('VAL1');
    await product.validate(biologist, dossierId);
    const at = new Date(product.clock.now().getTime() + 60_000);
    expect(await product.receive(testMovement({ event: 'A08', at, name: 'PAT-TROIS^DOMINIQUE^DOMINIQUE', birthDate: '19790329' }))).toContain('MSA|AA');
    await product.settle();
    await product.validate(biologist, dossierId);
    await expectSent('amendment', dossierId);
  });

  test('an announcement: told once, by whom, to whom and what was repeated', async () => {
    const dossierId = await receive('VAL1');
    await product.validate(biologist, dossierId);
    const read = await readCall(product.as(biologist), { dossierId });
    assert(read.ok && read.value.open, 'a critical value is to be announced');
    const { callId, values } = read.value.open;
    const readBack = values.map(({ observationVersionId, value }) => ({ observationVersionId, repeated: value }));
    const taken = { isIdentityRepeated: true, spokenTo: 'Dr Samuel KELLER', quality: 'médecin de garde', place: '', number: '' };
    expect((await closeCall(product.as(biologist), { callId, readBack, ...taken, idempotencyKey: newId() })).ok).toBe(true);
    await product.settle();
    await expectSent('announcement', dossierId);
    expect((await sent(dossierId)).filter((message) => message.includes('RELAIS_CALL')).length).toBe(1);
  });

  test('a refusal', async () => {
    const dossierId = await receive('VAL1');
    await product.validate(biologist, dossierId, { refusedFor: 'Échantillon hémolysé' });
    await expectSent('refusal', dossierId);
    expect((await sent(dossierId)).map((message) => message.split('|')[8])).toEqual(['ORU^R01^ORU_R01', 'OML^O21^OML_O21']);
  });

  test('an automatic validation', async () => {
    await acceptEverything(product, biologist, ['2823-3']);
    const dossierId = await receive('COR1');
    product.clock.pass(11_000);
    await product.settle();
    expect((await sent(dossierId)).join('')).toContain('|AUTO|');
    await expectSent('decision-automatic', dossierId);
  });

  test('a result that cannot be had', async () => {
    await receive('PRE1');
    const dossierId = await receive('CAN1');
    await product.validate(biologist, dossierId);
    const { messages, wanted } = await sentBeside('decision-not-obtainable', dossierId);
    expect(messages).toEqual([wanted]);
  });

  test.each([
    ['rerun', 'request-rerun', 'request-cancelled'],
    ['dilution', 'request-dilution', null],
    ['recollection', 'request-recollection', null],
    ['add-on', 'request-add-on', null],
  ] as const)('a request for a %s', async (kind, name, cancelled) => {
    const dossierId = await receive('VAL1');
    const requestId = await ask(dossierId, kind);
    await expectSent(name, dossierId);
    if (cancelled === null) return;
    expect(await takeBackRequest(product.as(biologist), { requestId })).toMatchObject({ ok: true });
    await pass(5);
    await expectSent(cancelled, dossierId);
  });
});

async function ask(dossierId: string, kind: RequestInput['kind']): Promise<string> {
  const state = await product.ctx.transaction((tx) => readDossierState(tx, dossierId));
  const asked = await requestOfLis(product.as(biologist), {
    dossierId,
    kind,
    observationIds: kind === 'add-on' ? [] : (state?.observations ?? []).map(({ id }) => id),
    testCodes: kind === 'add-on' ? ['2160-0'] : [],
    reason: 'Valeur inattendue',
    idempotencyKey: newId(),
  });
  assert(asked.ok, 'a request can be made');
  await pass(11);
  return asked.value.requestId;
}

async function pass(seconds: number): Promise<void> {
  product.clock.pass(seconds * 1000);
  await product.settle();
}

describe('nothing goes out that the document does not show', () => {
  test('every agreement (MSH-21) that the code writes', () => {
    const written = readdirSync('server/outbound')
      .filter((name) => name.endsWith('-message.ts'))
      .flatMap((name) => [...readFileSync(`server/outbound/${name}`, 'utf8').matchAll(/profile: \['(RELAIS_[A-Z]+)', '([0-9.]+)'\]/g)])
      .map((match) => `${match[1]}^${match[2]}`);
    expect(written.length).toBeGreaterThanOrEqual(3);
    for (const profile of written) expect(OUTBOUND.some(({ text }) => text.includes(`|${profile}\r`))).toBe(true);
  });

  test('every event of a report, every kind of reader, every kind of request', () => {
    const all = OUTBOUND.map(({ text }) => text).join('');
    for (const event of Object.keys(RECEIPT_EVENTS)) expect(all).toContain(`|CWE|${event}^`);
    for (const reader of Object.keys(RECEIPT_READERS)) expect(all).toContain(`||${reader}^`);
    for (const [code] of Object.values(REQUEST_KINDS)) expect(all).toContain(`|${code}^`);
    for (const control of ['ORC|XO|', 'ORC|NW|', 'ORC|CA|', '|CANCEL\r', 'ORC|RE|']) expect(all).toContain(control);
  });

  test('the answers of an LIS that the document shows are read as it says', () => {
    const [taken, unable] = EXAMPLES.filter(({ kind }) => kind === 'reply').map(({ text }) => attemptOf(bytesOf(text), /MSA\|AA\|(\w+)/.exec(text)?.[1] ?? ''));
    expect(taken).toMatchObject({ outcome: 'acknowledged', no: null });
    expect(unable).toMatchObject({ outcome: 'acknowledged', no: { code: 'UA', text: 'Échantillon épuisé' } });
  });
});
