import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import { WIRING } from '../main/wiring';
import type { ProfessionalActor } from '../platform/actor';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { readCard } from '../validation/read-card';
import { listDifferences, settleDifference } from '../validation/settle-difference';
import { LisLinks } from './lis-links';
import { exportArchive, readArchive } from './read-archive';
import { listResends, previewResend, resendRange } from './resend-range';
import { MOST_RESENT } from './resend-rules';
import { RETRY_SECONDS } from './rules';
import { sendMessage } from './send-message';
import { type ScriptedLis, scriptedLis } from './testing-lis';

let product: TestProduct;
let biologist: ProfessionalActor;
let referent: ProfessionalActor;
let lis: ScriptedLis;
let links: LisLinks;

beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  links = new LisLinks({ timeoutMs: 2_000 });
  product = await openTestProduct({
    wiring: WIRING.filter(({ handler }) => !handler.startsWith('delivery.notice')).map((entry) =>
      entry.handler === 'outbound.send'
        ? {
            fact: entry.fact,
            handler: entry.handler,
            runOutside: (ctx, fact) => sendMessage(ctx, { links, defaultUrl: null }, fact),
            backoffSeconds: RETRY_SECONDS,
          }
        : entry,
    ),
  });
  biologist = await product.person('biologist');
  referent = await product.person('referent');
  lis = await scriptedLis(product);
});
afterEach(async () => {
  await links.close();
  await lis.close();
  await product.end();
});

async function say(accessionNumber: string, result: Partial<TestMessage['results'][number]>): Promise<void> {
  product.clock.pass(60_000);
  await product.receive(testMessage({ accessionNumber, sentAt: product.clock.now(), results: [result] }));
}

/** A potassium of 6.9, validated, and the decision acknowledged by the LIS. */
async function decided(accessionNumber: string): Promise<string> {
  await say(accessionNumber, { value: '6.9', flag: 'HH' });
  const dossierId = await product.dossierId(accessionNumber);
  await product.validate(biologist, dossierId);
  return dossierId;
}

const differences = async (dossierId: string) => {
  const outcome = await readCard(product.as(biologist), { dossierId });
  return outcome.ok ? outcome.value.panels.flatMap(({ results }) => results.flatMap((result) => result.differences)) : [];
};

describe('what the LIS says of what was decided', () => {
  test('changes nothing when it echoes it', async () => {
    const dossierId = await decided('6001');
    await say('6001', { value: '6.9', flag: 'HH', status: 'F', responsible: { code: '10002223334', familyName: 'MARCHETTI', givenName: 'Hélène' } });
    expect(await differences(dossierId)).toEqual([]);
  });

  test('is shown on the card and to the référent when it differs, once, and no more when it agrees again', async () => {
    const dossierId = await decided('6002');
    for (let time = 0; time < 2; time += 1) await say('6002', { value: '6.8', flag: 'HH', status: 'F', responsible: null });
    expect(await differences(dossierId)).toMatchObject([{ kind: 'value', decided: '6.9 mmol/L', said: '6.8 mmol/L' }]);
    expect(await listDifferences(product.as(referent))).toMatchObject({ ok: true, value: [{ dossierId, accessionNumber: '6002', kind: 'value' }] });
    await say('6002', { value: '6.9', flag: 'HH', status: 'F', responsible: null });
    expect(await differences(dossierId)).toEqual([]);
    const rows = await product.access.worker.execute(sql`select closed_why from lis_difference`);
    expect([...rows]).toEqual([{ closed_why: 'equal-again' }]);
    expect([...(await product.access.worker.execute(sql`select 1 from link_alarm where kind = 'outbound-differs' and closed_at is null`))]).toEqual([]);
  });

  test('is a difference too when the result waits again, or was taken away', async () => {
    const [waits, away] = [await decided('6003'), await decided('6004')];
    await say('6003', { value: '6.9', flag: 'HH', status: 'R' });
    expect(await differences(waits)).toEqual([]);
    await say('6003', { value: '6.9', flag: 'HH', status: 'F', responsible: null });
    await say('6003', { value: '6.9', flag: 'HH', status: 'R' });
    await say('6004', { value: '', flag: '', status: 'D' });
    expect(await differences(waits)).toMatchObject([{ kind: 'status' }]);
    expect(await differences(away)).toMatchObject([{ kind: 'missing' }]);
  });

  test('is settled by a person with a reason, and by nobody of another laboratory', async () => {
    await decided('6005');
    await say('6005', { value: '6.8', flag: 'HH', status: 'F', responsible: null });
    const rows = await product.access.worker.execute<{ id: string }>(sql`select id from lis_difference`);
    const differenceId = String(rows[0]?.id);
    const stranger = await product.person('referent', ['hauterive']);
    expect(await settleDifference(product.as(stranger), { differenceId, reason: 'x' })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    expect(await settleDifference(product.as(referent), { differenceId, reason: ' ' })).toMatchObject({ ok: false, refusal: { code: 'reason-needed' } });
    expect(await settleDifference(product.as(referent), { differenceId, reason: 'Corrigé dans le SIL.' })).toMatchObject({ ok: true });
    expect(await settleDifference(product.as(referent), { differenceId, reason: 'encore' })).toMatchObject({
      ok: false,
      refusal: { code: 'difference-closed' },
    });
  });
});

describe('« Renvoyer »', () => {
  const filter = () => ({
    laboratoryId: referenceIds.laboratory('valmont'),
    messageId: null,
    from: null,
    to: null,
    kinds: ['decision'],
    accessionNumber: null,
  });
  test('sends the same bytes again in order, keeps the first acknowledgement, and says how far it is', async () => {
    for (const number of ['7001', '7002']) await decided(number);
    const before = lis.texts.filter((text) => text.includes('|ORU^R01'));
    const firstAcks = await product.access.worker.execute(sql`select acknowledged_at from outbound_message where kind = 'decision' order by sequence`);
    const preview = await previewResend(product.as(referent), filter());
    expect(preview).toMatchObject({ ok: true, value: { total: 2, kinds: [{ kind: 'decision', count: 2 }] } });
    expect(await resendRange(product.as(referent), { filter: filter(), expected: 1, reason: 'x' })).toMatchObject({ refusal: { code: 'resend-changed' } });
    expect(await resendRange(product.as(referent), { filter: filter(), expected: 2, reason: ' ' })).toMatchObject({ refusal: { code: 'reason-needed' } });
    product.clock.pass(60_000);
    expect(await resendRange(product.as(referent), { filter: filter(), expected: 2, reason: 'Base du SIL restaurée' })).toMatchObject({
      ok: true,
      value: { total: 2 },
    });
    expect(await listResends(product.as(referent))).toMatchObject({ ok: true, value: [{ total: 2, waiting: 2 }] });
    await product.settle();
    expect(lis.texts.filter((text) => text.includes('|ORU^R01'))).toEqual([...before, ...before]);
    expect(await listResends(product.as(referent))).toMatchObject({ ok: true, value: [{ waiting: 0, refused: 0 }] });
    expect([...(await product.access.worker.execute(sql`select acknowledged_at from outbound_message where kind = 'decision' order by sequence`))]).toEqual([
      ...firstAcks,
    ]);
  });

  test('is for référents of that laboratory, of something, and of no more than its bound', async () => {
    await decided('7003');
    for (const somebody of [biologist, await product.person('manager'), await product.person('administrator', [])])
      expect(await resendRange(product.as(somebody), { filter: filter(), expected: 1, reason: 'x' })).toMatchObject({ refusal: { code: 'not-found' } });
    const stranger = await product.person('referent', ['hauterive']);
    expect(await resendRange(product.as(stranger), { filter: filter(), expected: 1, reason: 'x' })).toMatchObject({ refusal: { code: 'nothing-to-resend' } });
    await product.access.worker.execute(sql`insert into outbound_message (id, laboratory_id, dossier_id, kind, source_id, control_id, payload, created_at, state, next_attempt_at, acknowledged_at)
      select gen_random_uuid(), laboratory_id, dossier_id, 'decision', gen_random_uuid(), 'X' || n, payload, created_at, state, next_attempt_at, acknowledged_at
      from outbound_message, generate_series(1, ${MOST_RESENT}) n where kind = 'decision'`);
    expect(await resendRange(product.as(referent), { filter: filter(), expected: MOST_RESENT + 1, reason: 'x' })).toMatchObject({
      refusal: { code: 'too-many-to-resend' },
    });
  });
});

describe('the archive of transmissions', () => {
  const everything = { laboratoryId: null, from: null, to: null, accessionNumber: null, receiverKind: null, kind: null, state: null };
  test('has what went to the LIS and to readers, with when it was sent and acknowledged, and no name of a patient', async () => {
    const dossierId = await decided('8001');
    const at = product.clock.now().toISOString();
    await product.access.worker.execute(sql`insert into notice (id, report_id, dossier_id, patient_id, channel, address, token_hash, state, created_at, sent_at, expires_at)
      select gen_random_uuid(), id, dossier_id, patient_id, 'mail', 'dominique@courriel.example', 'h', 'sent', ${at}, ${at}, ${at} from report where dossier_id = ${dossierId}
      on conflict do nothing`);
    for (const role of ['referent', 'biologist', 'manager', 'quality_manager'] as const) {
      const read = await readArchive(product.as(await product.person(role)), { ...everything, accessionNumber: '8001', before: null });
      const items = read.ok ? read.value.items : [];
      expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['decision', 'availability', 'report', 'notice']));
      expect(items.find(({ kind }) => kind === 'decision')).toMatchObject({
        receiverKind: 'lis',
        state: 'acknowledged',
        sentAt: expect.any(Date),
        acknowledgedAt: expect.any(Date),
      });
      expect(items.find(({ kind }) => kind === 'decision')?.receiver).toMatch(/^127\.0\.0\.1:\d+$/);
      expect(items.filter(({ kind }) => kind === 'report').map(({ receiverKind }) => receiverKind)).toContain('prescriber');
      expect(JSON.stringify(items)).not.toMatch(/PAT-TROIS|courriel/);
    }
  });

  test('is filtered, paged without a gap, exported with a trace, and shut to others', async () => {
    for (let n = 0; n < 14; n += 1) await decided(`81${String(n).padStart(2, '0')}`);
    const first = await readArchive(product.as(referent), { ...everything, before: null });
    const second = first.ok ? await readArchive(product.as(referent), { ...everything, before: first.value.next }) : first;
    const all = await exportArchive(product.as(referent), everything);
    const ids = [first, second].flatMap((page) => (page.ok ? page.value.items.map(({ id }) => id) : []));
    expect([first.ok && first.value.items.length, ids.length, new Set(ids).size]).toEqual([50, all.ok && all.value.items.length, ids.length]);
    const decisions = await readArchive(product.as(referent), { ...everything, kind: 'decision', state: 'acknowledged', receiverKind: 'lis', before: null });
    expect(decisions.ok && decisions.value.items).toHaveLength(14);
    const stranger = await readArchive(product.as(await product.person('referent', ['hauterive'])), { ...everything, before: null });
    expect(stranger.ok && stranger.value.items).toEqual([]);
    expect(await readArchive(product.as(await product.person('technician')), { ...everything, before: null })).toMatchObject({ ok: false });
  });

  test.each(['outbound_message', 'outbound_attempt', 'report', 'report_recipient', 'report_view', 'notice', 'lis_request', 'audit_event'])(
    'is kept: neither process may delete from %s',
    async (table) => {
      for (const db of [product.access.web, product.access.worker])
        for (const verb of ['delete from', 'truncate'])
          await expect(db.execute(sql`${sql.raw(verb)} ${sql.identifier(table)}`)).rejects.toMatchObject({ cause: { code: '42501' } });
    },
  );
});
