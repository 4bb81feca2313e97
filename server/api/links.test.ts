import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { changeLink, createLink } from '../inbound/change-link';
import { changeLisAddress } from '../inbound/change-lis-address';
import { checkLinkContent } from '../inbound/check-link-content';
import { explain } from '../inbound/explain';
import { previewLink } from '../inbound/preview-link';
import { GLIMS_PROFILE } from '../inbound/profiles/glims';
import { readLink, readLinks } from '../inbound/read-links';
import { referenceIds } from '../main/seed/reference';
import { seedProof } from '../main/seed/seed-proof';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { ProfessionalActor } from '../platform/actor';
import { testMessage } from '../simulator/test-message';

let product: TestProduct;
let referent: ProfessionalActor;
let profileId = '';
beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct();
  referent = await product.person('referent');
  const links = await readLinks(product.as(referent));
  profileId = (links.ok && links.value.find(({ name }) => name === 'SIL de Valmont')?.id) || '';
  await product.receive(testMessage({ accessionNumber: '7101', controlId: 'LINK1' }));
});
afterAll(() => product.end());

const ctx = () => product.as(referent);
async function link() {
  const read = await readLink(ctx(), { profileId });
  if (!read.ok) throw new Error('the link can be read');
  return read.value;
}
async function change(changes: (content: Awaited<ReturnType<typeof link>>['content']) => object, proofId: string | null = null) {
  const { content, version } = await link();
  return changeLink(ctx(), { profileId, version, content: { ...content, ...changes(content) }, reason: 'essai du test' }, proofId);
}
const proof = () => seedProof(ctx(), { act: 'change-link', contentHash: 'a'.repeat(64) });
const security = (addresses: string[]) => (content: { settings: object }) => ({ settings: { ...content.settings, security: { certificates: [], addresses } } });

test('a référent sees the links of her laboratories and how they stand', async () => {
  const links = await readLinks(ctx());
  expect(links.ok && links.value.map(({ name, state }) => [name, state])).toEqual([
    ['GAM du centre hospitalier de Valmont', 'never'],
    ['SIL de Valmont', 'heard'],
  ]);
});

test('every change is a version of its own, with who, when and why; going back is one more', async () => {
  const before = await link();
  expect(await change(() => ({ name: 'SIL de Valmont, essai' }))).toMatchObject({ ok: true, value: { version: before.version + 1 } });
  expect(await change(() => ({ name: 'SIL de Valmont' }))).toMatchObject({ ok: true, value: { version: before.version + 2 } });
  const { versions, content } = await link();
  expect(versions.map(({ content: kept, madeByName, reason }) => [kept.name, madeByName, reason]).slice(0, 2)).toEqual([
    ['SIL de Valmont', 'Hélène MARCHETTI', 'essai du test'],
    ['SIL de Valmont, essai', 'Hélène MARCHETTI', 'essai du test'],
  ]);
  expect(content).toEqual(before.content);
  await expect(product.access.worker.execute(sql`update connection_profile_version set reason = 'x'`)).rejects.toMatchObject({ cause: { code: '42501' } });
});

test('a change on what somebody changed meanwhile is refused', async () => {
  const { content, version } = await link();
  expect(await changeLink(ctx(), { profileId, version: version - 1, content, reason: 'essai' }, null)).toMatchObject({ refusal: { code: 'link-changed' } });
});

test.each([
  ['link-bad-zone', () => ({ timeZone: 'Europe/Nulle-Part' })],
  ['link-bad-network', security(['10.0.0.0/99'])],
  ['link-sender-taken', () => ({ sendingFacility: 'LBM-HAUTERIVE' })],
  ['link-needs-proof', security(['192.0.2.0/24'])],
  ['link-needs-proof', () => ({ sendingFacility: 'LBM-NEUF' })],
] as const)('is refused as %s', async (code, changes) => {
  expect(await change(changes)).toMatchObject({ ok: false, refusal: { code } });
});

test('what opens a door needs a proof, which serves once, in the database too', async () => {
  const proofId = await proof();
  expect(await change(security(['192.0.2.0/24']), proofId)).toMatchObject({ ok: true });
  await expect(change(security([]), proofId)).rejects.toMatchObject({ cause: { code: '42501' } });
  await expect(
    ctx().transaction((tx) =>
      tx.execute(sql`update connection_profile set sending_facility = 'X', version = version + 1, changed_by = ${referent.userId} where id = ${profileId}`),
    ),
  ).rejects.toMatchObject({ cause: { code: '42501' } });
  expect(await change(security([]), await proof())).toMatchObject({ ok: true });
});

test('a link is created from a shipped profile, closed without a proof and opened again with one', async () => {
  const content = { ...GLIMS_PROFILE, name: 'Second SIL', sendingApplication: 'GLIMS', sendingFacility: 'LBM-VALMONT-2', isActive: true };
  const { key: _key, describes: _describes, senderHint: _senderHint, ...whole } = content;
  const laboratoryId = referenceIds.laboratory('valmont');
  const created = await createLink(ctx(), { laboratoryId, content: whole, reason: 'second SIL' }, await proof());
  if (!created.ok) throw new Error(created.refusal.code);
  const { profileId: id } = created.value;
  expect(await changeLink(ctx(), { profileId: id, version: 1, content: { ...whole, isActive: false }, reason: 'fin' }, null)).toMatchObject({ ok: true });
  expect(await changeLink(ctx(), { profileId: id, version: 2, content: whole, reason: 'reprise' }, null)).toMatchObject({
    refusal: { code: 'link-needs-proof' },
  });
  const elsewhere = { laboratoryId: referenceIds.laboratory('hauterive'), content: { ...whole, sendingFacility: 'Y' }, reason: 'essai' };
  expect(await createLink(ctx(), elsewhere, await proof())).toMatchObject({ refusal: { code: 'not-found' } });
});

test('a preview says what is understood today and by the draft, opens the message with a trace, and stores nothing of a file', async () => {
  const { content, messages } = await link();
  const draft = { ...content, settings: { ...content.settings, messageTypes: ['ADT' as const] } };
  const seen = await previewLink(ctx(), { profileId, draft, messageId: messages[0]?.id ?? '', file: null });
  expect(seen).toMatchObject({ ok: true, value: { current: [{ answer: 'AA', dossiers: [{ accessionNumber: '7101' }] }], draft: [{ answer: 'AR' }] } });
  const count = async () => (await product.access.worker.execute(sql`select 1 from inbound_message`)).length;
  const before = await count();
  const pasted = await previewLink(ctx(), { profileId, draft: content, messageId: null, file: testMessage({ accessionNumber: '7102' }) });
  expect(pasted).toMatchObject({ ok: true, value: { draft: [{ dossiers: [{ accessionNumber: '7102' }] }] } });
  expect(await count()).toBe(before);
  expect(await product.access.worker.execute(sql`select 1 from audit_event where action = 'inbound.open'`)).toHaveLength(1);
});

test('the laboratory’s own FINESS is in the preview: its validator counts, another’s « F » awaits a biologist as at reception', async () => {
  const { content } = await link();
  const file = Buffer.from(testMessage({ accessionNumber: '7103' }).toString('utf8').replace(/\|R\|/g, '|F|'), 'utf8');
  const seen = await previewLink(ctx(), { profileId, draft: content, messageId: null, file });
  const [laboratory] = await product.access.worker.execute<{ finess: string } & Record<string, unknown>>(
    sql`select finess_number as finess from laboratory where id = ${referenceIds.laboratory('valmont')}`,
  );
  const expected = explain(file, {
    settings: content.settings,
    timeZone: content.timeZone,
    defaultCharset: content.defaultCharset,
    facility: content.sendingFacility,
    laboratoryFiness: laboratory?.finess ?? '',
  });
  expect(seen.ok && seen.value.draft).toEqual(expected);
});

const POLICY = { allowsClear: false, ownPorts: [2575] };
const address = (written: string, proofId: string, as = ctx()) =>
  changeLisAddress(as, { laboratoryId: referenceIds.laboratory('valmont'), address: written }, proofId, POLICY);

test('the address of the LIS changes with a proof that serves once, is traced, and is where the next message goes', async () => {
  const proofId = await proof();
  expect(await address(' MLLPS://sil.exemple.fr:2575/ ', proofId)).toMatchObject({ ok: true, value: { address: 'mllps://sil.exemple.fr:2575' } });
  expect((await link()).address).toMatchObject({ own: 'mllps://sil.exemple.fr:2575', changedAt: expect.any(Date) });
  await expect(address('mllps://autre.exemple.fr:2575', proofId)).rejects.toMatchObject({ cause: { code: '42501' } });
  // A proof for an address opens no other door.
  await expect(change(() => ({ sendingFacility: 'LBM-AILLEURS' }), proofId)).rejects.toMatchObject({ cause: { code: '42501' } });
  expect(await product.access.worker.execute(sql`select 1 from audit_event where action = 'link.address'`)).toHaveLength(1);
  expect(await address('', await proof())).toMatchObject({ ok: true });
  expect((await link()).address.own).toBeNull();
});

test.each([
  ['address-in-clear', 'mllp://sil.exemple.fr:2575'],
  ['address-malformed', 'mllps://sil.exemple.fr'],
  ['address-own-door', 'mllp://127.0.0.1:2575'],
  ['address-forbidden', 'mllps://169.254.169.254:80'],
])('an address is refused as %s and spends no proof', async (code, written) => {
  const proofId = await proof();
  expect(await address(written, proofId)).toMatchObject({ refusal: { code } });
  expect(await address('', proofId)).toMatchObject({ ok: true });
});

test('the database takes no address that is none, from whoever', async () => {
  const bad = sql`update laboratory set lis_url = 'mllp://x:1/path' where id = ${referenceIds.laboratory('valmont')}`;
  await expect(product.access.worker.execute(bad)).rejects.toMatchObject({ cause: { code: '23514' } });
});

test('a référent of elsewhere says nothing of where this laboratory’s messages go', async () => {
  const other = product.as(await product.person('referent', ['hauterive']));
  expect(await address('', await proof(), other)).toMatchObject({ refusal: { code: 'not-found' } });
});

test('a content is checked field by field before anybody proves anything', async () => {
  const { content } = await link();
  const check = (changes: object) => checkLinkContent(ctx(), { profileId, content: { ...content, ...changes } });
  expect(await check({})).toMatchObject({ ok: true, value: { content: { name: content.name }, problems: [] } });
  const { timeZone: _zone, ...withoutZone } = content;
  expect(await checkLinkContent(ctx(), { profileId, content: withoutZone })).toMatchObject({ value: { problems: [{ place: 'timeZone', why: 'missing' }] } });
  const settings = {
    ...content.settings,
    port: 80,
    silentAfterMinutes: 'abc',
    statuses: { VALIDE: 'Q' },
    lineBreaks: ['ok', ''],
    security: { certificates: [], addresses: [1] },
    surprise: true,
  };
  const bad = await check({ name: 'x', settings });
  expect(bad.ok && bad.value.content).toBeNull();
  expect(bad.ok && bad.value.problems).toEqual(
    expect.arrayContaining([
      { place: 'name', item: '', why: 'too-small' },
      { place: 'settings.port', item: '', why: 'too-small' },
      { place: 'settings.silentAfterMinutes', item: '', why: 'wrong-kind' },
      { place: 'settings.statuses', item: 'VALIDE', why: 'not-allowed' },
      { place: 'settings.lineBreaks', item: '1', why: 'too-small' },
      { place: 'settings.security.addresses', item: '0', why: 'wrong-kind' },
      { place: 'settings.surprise', item: '', why: 'unknown' },
    ]),
  );
  expect(await check({ sendingFacility: 'LBM-HAUTERIVE' })).toMatchObject({ value: { problems: [{ place: 'sendingFacility', why: 'link-sender-taken' }] } });
  expect(await checkLinkContent(ctx(), { profileId: null, content: [] })).toMatchObject({ ok: true, value: { content: null } });
});

test.each([
  ['referent', ['hauterive'], 'not-found'],
  ['administrator', [], 'not-found'],
  ['quality_manager', ['valmont'], 'not-found'],
] as const)('a %s of %j changes nothing of it', async (role, sites, code) => {
  const { content, version } = await link();
  const other = product.as(await product.person(role, sites));
  expect(await changeLink(other, { profileId, version, content, reason: 'essai' }, null)).toMatchObject({ ok: false, refusal: { code } });
  expect(await previewLink(other, { profileId, draft: content, messageId: null, file: Buffer.from('MSH') })).toMatchObject({ ok: false });
});
