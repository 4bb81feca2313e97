import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { type TestMessage, type TestResult, testMessage } from '../simulator/test-message';
import { readCard } from '../validation/read-card';
import { blockDevice, unblockDevice } from './block-device';
import { changeDevice } from './change-device';
import { declareDevice } from './declare-device';
import type { DeviceContent } from './device-rules';
import { mendItem } from './mend-item';
import { discardMessage, replayMessage } from './mend-message';
import { listDesk } from './read-desk';
import { readDevices } from './read-devices';
import { replayAlike } from './replay-alike';
import { sweepDevices } from './sweep-devices';

process.env['NEXTAUTH_SECRET'] ??= 'a secret that is only for the tests';

let product: TestProduct;
let referent: Context<ProfessionalActor>;
let elsewhere: Context<ProfessionalActor>;
beforeAll(async () => {
  product = await openTestProduct();
  referent = product.as(await product.person('referent'));
  elsewhere = product.as(await product.person('referent', ['hauterive']));
});
afterAll(() => product.end());

let count = 0;
const fresh = () => `2611215${String((count += 1)).padStart(4, '0')}`;
const rows = async <T = Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T[]> =>
  [...(await product.access.worker.execute(statement))] as T[];

const content = (given: Partial<DeviceContent> = {}): DeviceContent => ({
  codes: [`GLU-${(count += 1)}`],
  name: 'Lecteur de glycémie 3',
  ward: 'Réanimation',
  kind: 'glucose',
  silentAfterMinutes: 60,
  ...given,
});
const declare = async (given: Partial<DeviceContent> = {}) => {
  const said = content(given);
  const declared = await declareDevice(referent, { laboratoryId: referenceIds.laboratory('valmont'), content: said });
  if (!declared.ok) throw new Error(declared.refusal.code);
  return { id: declared.value.id, code: said.codes[0] ?? '', content: said };
};

const GLUCOSE: Partial<TestResult> = { code: 'GLU', label: 'Glucose', loincCode: '2345-7', value: '6.1', unit: 'mmol/L' };
const send = async (equipment: string, given: Partial<TestMessage> = {}, result: Partial<TestResult> = {}) => {
  const accessionNumber = given.accessionNumber ?? fresh();
  const answer = await product.receive(
    testMessage({ sentAt: product.clock.now(), accessionNumber, results: [{ ...GLUCOSE, equipment, ...result }], ...given }),
  );
  return { accessionNumber, answer };
};
const resultsOf = (accessionNumber: string) =>
  rows(sql`select o.local_code as code, o.values[1] as value, o.version, o.origin, o.lis_validator as validator from observation_version o join dossier d on d.id = o.dossier_id
    where d.accession_number = ${accessionNumber} order by o.position, o.version`);
const messageOf = async (accessionNumber: string) =>
  (
    await rows<{ id: string; state: string; device_id: string | null; problems: { text: string }[] }>(
      sql`select id, state, device_id, problems from inbound_message where accession_numbers @> array[${accessionNumber}] order by arrival desc limit 1`,
    )
  )[0];
const deskOf = async (subject: string) => {
  const desk = await listDesk(referent);
  return desk.ok ? desk.value.items.find((item) => item.subject === subject) : undefined;
};
const lineOf = async (id: string, ctx = referent) => {
  const list = await readDevices(ctx);
  return list.ok ? list.value.devices.find((device) => device.id === id) : undefined;
};
const sweep = () => {
  product.clock.pass(1_000);
  return sweepDevices(product.ctx);
};
const alarmsOf = (id: string) =>
  rows<{ closed: boolean; detail: Record<string, unknown> }>(
    sql`select closed_at is not null as closed, detail from link_alarm where kind = 'device-silent' and subject = ${id} order by opened_at`,
  );

const ORIGIN = 'Lecteur de glycémie 3 · Réanimation (biologie délocalisée)';

describe('a result of a declared device', () => {
  test('comes by the same pipeline with its origin, waits although the device calls it final and validated, and is shown on the card and the list', async () => {
    const device = await declare();
    const final = { status: 'F', responsible: { code: 'X', familyName: 'ESSAI-NURSE', givenName: 'Alice' } };
    const { accessionNumber, answer } = await send(device.code, {}, final);
    expect(answer).toContain('MSA|AA|');
    expect(await resultsOf(accessionNumber)).toEqual([{ code: 'GLU', value: '6.1', version: 1, origin: ORIGIN, validator: null }]);
    expect(await messageOf(accessionNumber)).toMatchObject({ state: 'applied', device_id: device.id });
    const dossierId = await product.dossierId(accessionNumber);
    expect(await rows(sql`select standing, is_bedside from worklist_entry where dossier_id = ${dossierId}`)).toEqual([
      { standing: 'awaiting', is_bedside: true },
    ]);
    expect(await rows(sql`select 1 from validation_decision where dossier_id = ${dossierId}`)).toEqual([]);
    const biologist = await product.person('biologist');
    const card = await readCard(product.as(biologist), { dossierId });
    expect(card.ok && card.value.panels[0]?.results[0]).toMatchObject({ origin: ORIGIN, standing: 'awaiting' });

    await product.validate(biologist, dossierId);
    const [report] = await rows<{ content: { chapters: { panels: { results: { origin: string }[] }[] }[] }; bytes: number }>(
      sql`select content, octet_length(pdf) as bytes from report where dossier_id = ${dossierId}`,
    );
    expect(report?.content.chapters[0]?.panels[0]?.results[0]?.origin).toBe(ORIGIN);
    expect(report?.bytes).toBeGreaterThan(1_000);
  });

  test('the same without a device is validated by its LIS: what keeps it is the device alone', async () => {
    const final = { status: 'F', responsible: { code: 'X', familyName: 'MARCHETTI', givenName: 'Hélène' } };
    const { accessionNumber } = await send('COBAS-1', {}, final);
    expect(await resultsOf(accessionNumber)).toEqual([{ code: 'GLU', value: '6.1', version: 1, origin: '', validator: 'Hélène MARCHETTI' }]);
  });

  test('that the LIS echoes without naming the device keeps origin and decision; measured again in the laboratory it is another result', async () => {
    const device = await declare();
    const { accessionNumber } = await send(device.code);
    const dossierId = await product.dossierId(accessionNumber);
    await product.validate(await product.person('biologist'), dossierId);
    const final = { status: 'F', responsible: { code: 'X', familyName: 'MARCHETTI', givenName: 'Hélène' } };
    await send('', { accessionNumber }, final);
    expect(await resultsOf(accessionNumber)).toHaveLength(1);
    product.clock.pass(60_000);
    await send('COBAS-1', { accessionNumber });
    expect(await resultsOf(accessionNumber)).toMatchObject([{ origin: ORIGIN }, { origin: '', version: 2 }]);
    expect(await rows(sql`select standing, is_bedside from worklist_entry where dossier_id = ${dossierId}`)).toEqual([
      { standing: 'awaiting', is_bedside: false },
    ]);
  });

  test('of another laboratory is none of ours, though the code is the same', async () => {
    const device = await declare();
    const { accessionNumber } = await send(device.code, { laboratory: 'LBM-HAUTERIVE' });
    expect(await resultsOf(accessionNumber)).toMatchObject([{ origin: '' }]);
    expect(await lineOf(device.id)).toMatchObject({ lastHeardAt: null });
  });

  test('marks when the device was heard, by the hour of reception', async () => {
    const device = await declare();
    const at = product.clock.now();
    await send(device.code);
    expect(await lineOf(device.id)).toMatchObject({ lastHeardAt: at, state: 'heard' });
  });
});

describe('a blocked device', () => {
  test('sends nothing into a dossier; what it sent waits, and goes in one by one once it is unblocked', async () => {
    const device = await declare();
    expect(await blockDevice(referent, { deviceId: device.id, reason: 'Contrôle de niveau 2 hors limites' })).toMatchObject({ ok: true });
    const sent = [await send(device.code), await send(device.code), await send(device.code)].map(({ accessionNumber }) => accessionNumber);
    for (const number of sent) {
      expect(await rows(sql`select 1 from dossier where accession_number = ${number}`)).toEqual([]);
      expect(await messageOf(number)).toMatchObject({ state: 'quarantined', device_id: device.id });
      expect((await messageOf(number))?.problems[0]?.text).toContain('bloqué par le laboratoire');
    }
    expect(await lineOf(device.id)).toMatchObject({ state: 'blocked', heldBack: 3, blockReason: 'Contrôle de niveau 2 hors limites' });

    const [first = '', second = '', third = ''] = sent;
    // As long as it is blocked, asking again changes nothing.
    await replayMessage(referent, { messageId: (await messageOf(first))?.id ?? '' });
    await product.settle();
    expect(await messageOf(first)).toMatchObject({ state: 'quarantined' });
    expect((await messageOf(first))?.problems).toHaveLength(1);

    await discardMessage(referent, { messageId: (await messageOf(third))?.id ?? '', reason: 'Mesuré pendant le défaut' });
    expect(await unblockDevice(referent, { deviceId: device.id, reason: 'Contrôle repassé conforme' })).toMatchObject({ ok: true });
    await product.settle();
    expect(await rows(sql`select 1 from dossier where accession_number = ${first}`)).toEqual([]);
    await replayAlike(referent, { messageId: (await messageOf(first))?.id ?? '' });
    await product.settle();
    for (const number of [first, second]) expect(await resultsOf(number)).toMatchObject([{ origin: ORIGIN, version: 1, validator: null }]);
    expect(await messageOf(third)).toMatchObject({ state: 'discarded' });
    expect(await lineOf(device.id)).toMatchObject({ state: 'heard', heldBack: 0 });
  });

  test('does not keep what the laboratory measured in the same message; the rest follows without doubling anything', async () => {
    const device = await declare();
    await blockDevice(referent, { deviceId: device.id, reason: 'Lot de bandelettes douteux' });
    const accessionNumber = fresh();
    await send('', { accessionNumber, results: [{ value: '4.4' }, { ...GLUCOSE, equipment: device.code }] });
    expect(await resultsOf(accessionNumber)).toMatchObject([{ code: 'K' }]);
    expect(await messageOf(accessionNumber)).toMatchObject({ state: 'quarantined' });
    await unblockDevice(referent, { deviceId: device.id, reason: 'Lot vérifié, conforme' });
    await replayMessage(referent, { messageId: (await messageOf(accessionNumber))?.id ?? '' });
    await product.settle();
    expect(await resultsOf(accessionNumber)).toMatchObject([
      { code: 'K', version: 1, origin: '' },
      { code: 'GLU', version: 1, origin: ORIGIN },
    ]);
    expect(await messageOf(accessionNumber)).toMatchObject({ state: 'applied' });
  });

  test('is blocked and unblocked once, with a reason, and leaves a trace', async () => {
    const device = await declare();
    const of = (reason: string) => ({ deviceId: device.id, reason });
    expect(await unblockDevice(referent, of('Contrôle conforme'))).toMatchObject({ refusal: { code: 'already-so' } });
    expect(await blockDevice(referent, of('non'))).toMatchObject({ refusal: { code: 'reason-too-short' } });
    await blockDevice(referent, of('Contrôle non conforme'));
    expect(await blockDevice(referent, of('Contrôle non conforme'))).toMatchObject({ refusal: { code: 'already-so' } });
    expect(await unblockDevice(referent, of(' '))).toMatchObject({ refusal: { code: 'reason-too-short' } });
    await unblockDevice(referent, of('Contrôle conforme'));
    expect(await rows(sql`select action from audit_event where subject_id = ${device.id} order by sequence`)).toEqual(
      ['device.declare', 'device.block', 'device.unblock'].map((action) => ({ action })),
    );
  });
});

describe('a device that nobody declared', () => {
  const undeclared = async (code: string, accessionNumber = fresh()) => {
    const bytes = testMessage({ sentAt: product.clock.now(), accessionNumber, results: [{ ...GLUCOSE, equipment: code, status: 'F' }] });
    const answer = await product.receive(Buffer.from(bytes.toString('latin1').replace('ORU^R01^ORU_R01', 'ORU^R32^ORU_R30'), 'latin1'));
    return { accessionNumber, answer };
  };

  test('goes on, is marked, and is declared from the repair desk under the code that came', async () => {
    const { accessionNumber, answer } = await undeclared('GLU-NEUF');
    expect(answer).toContain('ACK^R33^ACK');
    expect(await resultsOf(accessionNumber)).toEqual([{ code: 'GLU', value: '6.1', version: 1, origin: 'GLU-NEUF (biologie délocalisée)', validator: null }]);
    await undeclared('GLU-NEUF');
    const item = await deskOf('GLU-NEUF');
    expect(item).toMatchObject({ kind: 'unknown_device', isMessage: false });
    const choice = { kind: 'new-device', content: content({ codes: [] }) } as const;
    expect(await mendItem(elsewhere, { itemId: item?.id ?? '', choice })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await mendItem(referent, { itemId: item?.id ?? '', choice })).toMatchObject({ ok: true });
    expect(await deskOf('GLU-NEUF')).toBeUndefined();
    expect(await resultsOf((await undeclared('GLU-NEUF')).accessionNumber)).toMatchObject([{ origin: ORIGIN }]);
    expect(await deskOf('GLU-NEUF')).toBeUndefined();
  });

  test('is another name of a declared one when the référent says so', async () => {
    const device = await declare();
    await undeclared('GLU-AUTRE');
    const item = await deskOf('GLU-AUTRE');
    expect(await mendItem(referent, { itemId: item?.id ?? '', choice: { kind: 'device', deviceId: device.id } })).toMatchObject({ ok: true });
    expect(await lineOf(device.id)).toMatchObject({ codes: [device.code, 'GLU-AUTRE'] });
    expect(await messageOf((await undeclared('GLU-AUTRE')).accessionNumber)).toMatchObject({ device_id: device.id });
  });

  test('R30 and R31 ask for an order: they are refused, with a sentence', async () => {
    const bytes = testMessage({ sentAt: product.clock.now() }).toString('latin1').replace('ORU^R01^ORU_R01', 'ORU^R30^ORU_R30');
    expect(await product.receive(Buffer.from(bytes, 'latin1'))).toContain('MSA|AR|');
  });
});

describe('a device that falls silent', () => {
  test('rings once under its name, and stops when it speaks again', async () => {
    const device = await declare({ silentAfterMinutes: 30 });
    await send(device.code);
    product.clock.pass(29 * 60_000);
    await sweep();
    expect(await alarmsOf(device.id)).toEqual([]);
    product.clock.pass(2 * 60_000);
    await sweep();
    await sweep();
    expect(await alarmsOf(device.id)).toMatchObject([{ closed: false, detail: { device: 'Lecteur de glycémie 3', ward: 'Réanimation' } }]);
    expect(await lineOf(device.id)).toMatchObject({ state: 'silent' });
    await send(device.code);
    await sweep();
    expect(await alarmsOf(device.id)).toMatchObject([{ closed: true }]);
  });

  test('rings also when it never said a word, and not while it is blocked; unblocked, it has its time anew', async () => {
    const device = await declare({ silentAfterMinutes: 30 });
    product.clock.pass(31 * 60_000);
    await sweep();
    expect(await alarmsOf(device.id)).toMatchObject([{ closed: false }]);
    await blockDevice(referent, { deviceId: device.id, reason: 'Envoyé en réparation' });
    await sweep();
    expect(await alarmsOf(device.id)).toMatchObject([{ closed: true }]);
    product.clock.pass(600 * 60_000);
    await unblockDevice(referent, { deviceId: device.id, reason: 'Revenu de réparation' });
    await sweep();
    expect(await alarmsOf(device.id)).toHaveLength(1);
    expect(await lineOf(device.id)).toMatchObject({ state: 'awaited' });
  });

  test('without a limit is measured by its own rhythm', async () => {
    const device = await declare({ silentAfterMinutes: null });
    const [profile] = await rows<{ id: string }>(sql`select id from connection_profile where sending_facility = 'LBM-VALMONT'`);
    const now = product.clock.now();
    // Every four hours for a week, as long as its messages are kept.
    await rows(sql`insert into inbound_message (id, profile_id, laboratory_id, control_id, bytes_hash, raw, peer, message_type, processing_id, received_at, answer_code, answer, problems,
        state, accession_numbers, device_id)
      select gen_random_uuid(), ${profile?.id ?? ''}, ${referenceIds.laboratory('valmont')}, 'RHYTHM' || n, 'x' || n, ''::bytea, '', 'ORU^R01', 'P',
        ${now.toISOString()}::timestamptz - n * interval '4 hours', 'AA', ''::bytea, '[]', 'applied', '{}', ${device.id} from generate_series(0, 42) n`);
    await rows(sql`update bedside_device set last_heard_at = ${now.toISOString()} where id = ${device.id}`);
    expect(await lineOf(device.id)).toMatchObject({ limitMinutes: 300, state: 'heard' });
    const quality = product.as(await product.person('quality_manager'));
    expect(await lineOf(device.id, quality)).toMatchObject({ limitMinutes: 300, state: 'heard' });
    product.clock.pass(301 * 60_000);
    await sweep();
    expect(await alarmsOf(device.id)).toMatchObject([{ closed: false }]);
  });
});

describe('the registry', () => {
  const valmont = referenceIds.laboratory('valmont');

  test('a code is one device’s, however it is written and however many ask at once', async () => {
    const device = await declare();
    expect(await declareDevice(referent, { laboratoryId: valmont, content: content({ codes: [` ${device.code.toLowerCase()}`] }) })).toMatchObject({
      refusal: { code: 'device-code-taken' },
    });
    const twice = content();
    const answers = await Promise.all([1, 2, 3].map(() => declareDevice(referent, { laboratoryId: valmont, content: twice })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const other = await declare();
    expect(await changeDevice(referent, { deviceId: other.id, content: { ...other.content, codes: [device.code] } })).toMatchObject({
      refusal: { code: 'device-code-taken' },
    });
    await expect(rows(sql`update bedside_device set codes = ${`{${device.code}}`} where id = ${other.id}`)).rejects.toMatchObject({ cause: { code: '23505' } });
  });

  test('the name of a whole link is no code of a device', async () => {
    expect(await declareDevice(referent, { laboratoryId: valmont, content: content({ codes: ['sil'] }) })).toMatchObject({
      refusal: { code: 'device-code-is-link' },
    });
    expect(await declareDevice(referent, { laboratoryId: valmont, content: content({ codes: [' '] }) })).toMatchObject({
      refusal: { code: 'device-needs-code' },
    });
  });

  test('a change holds for what comes afterwards and leaves what came', async () => {
    const device = await declare();
    const before = await send(device.code);
    expect(await changeDevice(referent, { deviceId: device.id, content: { ...device.content, ward: 'Urgences' } })).toMatchObject({ ok: true });
    const after = await send(device.code);
    expect(await resultsOf(before.accessionNumber)).toMatchObject([{ origin: ORIGIN, version: 1 }]);
    expect(await resultsOf(after.accessionNumber)).toMatchObject([{ origin: 'Lecteur de glycémie 3 · Urgences (biologie délocalisée)' }]);
  });

  test('another laboratory’s device answers as if it were not there', async () => {
    const device = await declare();
    const of = { deviceId: device.id, reason: 'Contrôle non conforme' };
    expect(await lineOf(device.id, elsewhere)).toBeUndefined();
    const answers = [
      await declareDevice(elsewhere, { laboratoryId: valmont, content: content() }),
      await changeDevice(elsewhere, { deviceId: device.id, content: content() }),
      await blockDevice(elsewhere, of),
      await unblockDevice(elsewhere, of),
      await blockDevice(product.as(await product.person('technician')), of),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ refusal: { code: 'not-found' } });
  });

  test('nobody says when a device was heard, or in another’s name, even past the application', async () => {
    const device = await declare();
    const run = (statement: ReturnType<typeof sql>) => referent.transaction((tx) => tx.execute(statement));
    await expect(run(sql`update bedside_device set last_heard_at = now() where id = ${device.id}`)).rejects.toMatchObject({ cause: { code: '42501' } });
    await expect(run(sql`update bedside_device set name = 'X', changed_by = null where id = ${device.id}`)).rejects.toMatchObject({ cause: { code: '42501' } });
    await expect(run(sql`delete from bedside_device where id = ${device.id}`)).rejects.toMatchObject({ cause: { code: '42501' } });
    expect([...(await elsewhere.transaction((tx) => tx.execute(sql`update bedside_device set name = 'X' where id = ${device.id} returning id`)))]).toEqual([]);
    expect([
      ...(await elsewhere.transaction((tx) => tx.execute(sql`select * from device_pauses(array[${device.id}::uuid], now() - interval '20 years')`))),
    ]).toEqual([]);
  });
});
