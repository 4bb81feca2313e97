import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { receiveFrame } from './receive-frame';
import { Reception } from './reception';
import { sweepInbound } from './sweep';

/** What a message does to its dossier, on the real database, by everything that follows its reception. */
let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct();
});
afterAll(() => product.end());

let numbers = 0;
const fresh = (): string => `2611217${String((numbers += 1)).padStart(4, '0')}`;
const minute = (count: number) => new Date(Date.parse('2026-11-21T03:00:00+01:00') + count * 60_000);
const send = (accessionNumber: string, count: number, given: Partial<TestMessage> = {}) =>
  product.receive(testMessage({ accessionNumber, sentAt: minute(count), collectedAt: minute(-30), receivedAt: minute(-20), orderedAt: minute(-40), ...given }));

const rows = async <T = Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T[]> =>
  [...(await product.access.worker.execute(statement))] as T[];

const dossierOf = async (accessionNumber: string) =>
  (await rows(sql`select *, collected_at::text as collected from dossier where accession_number = ${accessionNumber}`))[0];

const valuesOf = async (accessionNumber: string) =>
  (
    await rows<{ value: string }>(sql`
      select distinct on (o.observation_key) o.local_code || '=' || array_to_string(o.values, '/') || ' ' || o.status || ' v' || o.version as value
      from observation_version o join dossier d on d.id = o.dossier_id where d.accession_number = ${accessionNumber} order by o.observation_key, o.version desc`)
  )
    .map(({ value }) => value)
    .toSorted();

const factsOf = async (dossierId: unknown) => (await rows(sql`select 1 from fact where name = 'dossier.revised' and subject_id = ${dossierId}`)).length;

describe('messages merge', () => {
  test('a message that speaks of other results, notes and samples takes nothing away', async () => {
    const number = fresh();
    await send(number, 0, { groups: [{ results: [{}, { code: 'NA', value: '140' }], notes: ['Contrôlé.'] }], clinicalInformation: 'Malaise' });
    await send(number, 1, { groups: [{ results: [{ code: 'NA', value: '141' }], label: '' }] });
    expect(await valuesOf(number)).toEqual(['K=4.1 R v1', 'NA=141 R v2']);
    expect(await dossierOf(number)).toMatchObject({ revision: 2, clinical_information: 'Malaise' });
    expect(await rows(sql`select label, notes from service_request where dossier_id = (select id from dossier where accession_number = ${number})`)).toEqual([
      { label: 'IONO', notes: ['Contrôlé.'] },
    ]);
  });

  test('what a request follows and how its sample was described are kept with them', async () => {
    const number = fresh();
    const header = 'MSH|^~\\&|SIL|LBM-VALMONT|RELAIS|GCS|20261121031412||ORU^R01^ORU_R01|PARENT1|P|2.5||||||UNICODE UTF-8';
    const patient = 'PID|1||0004711^^^CH-VALMONT&880000123&FINEJ^PI||PAT-TROIS^DOMINIQUE^^^^^L||19790328|F';
    const child = `OBR|2||${number}-ATB|ATB${'|'.repeat(22)}600-7&Hémoculture&LN^1^Escherichia coli|||P1^${number}-HEMO`;
    await product.receive(
      Buffer.from([header, patient, `ORC|RE|P1||${number}`, child, 'OBX|1|ST|AMX||R||||||P', 'SPM|1|^S1||BLD^Sang||||BD^Bras droit||||||Cathéter'].join('\r')),
    );
    const ofDossier = sql`(select id from dossier where accession_number = ${number})`;
    expect(await rows(sql`select parent_number, parent_code, parent_sub_id, parent_text from service_request where dossier_id = ${ofDossier}`)).toEqual([
      { parent_number: `${number}-HEMO`, parent_code: '600-7', parent_sub_id: '1', parent_text: 'Escherichia coli' },
    ]);
    expect(await rows(sql`select site, role, description from specimen where dossier_id = ${ofDossier}`)).toEqual([
      { site: 'Bras droit', role: '', description: 'Cathéter' },
    ]);
  });

  test('a late copy never overwrites, and fills what was missing', async () => {
    const number = fresh();
    await send(number, 10, { results: [{ value: '6.9' }] });
    await send(number, 5, {
      results: [{ value: '4.1' }, { code: 'NA', value: '140' }],
      clinicalInformation: 'Malaise',
      priority: 'stat',
      encounter: { bed: '9' },
    });
    expect(await valuesOf(number)).toEqual(['K=6.9 R v1', 'NA=140 R v1']);
    expect(await dossierOf(number)).toMatchObject({ clinical_information: 'Malaise', bed: '1', priority: 'routine' });
  });

  test('a late copy never overwrites what a newer message has only repeated, and still brings what that one left out', async () => {
    const number = fresh();
    await send(number, 0, { results: [{ value: '6.9' }, { code: 'NA', value: '140' }] });
    await send(number, 30, { results: [{ value: '6.9' }] });
    await send(number, 20, { results: [{ value: '5.0' }, { code: 'NA', value: '141' }] });
    expect(await valuesOf(number)).toEqual(['K=6.9 R v1', 'NA=141 R v2']);
  });

  test('« in process » in a newer message does not keep a late value out', async () => {
    const number = fresh();
    await send(number, 0, { results: [{ value: '6.9' }] });
    await send(number, 30, { results: [{ value: '', status: 'I' }] });
    await send(number, 20, { results: [{ value: '5.0' }] });
    expect(await valuesOf(number)).toEqual(['K=5.0 R v2']);
  });

  test('a message of more results than one statement can hold goes in whole', async () => {
    const number = fresh();
    await send(number, 0, { results: Array.from({ length: 2_500 }, (_, index) => ({ subId: String(index) })) });
    expect(await valuesOf(number)).toHaveLength(2_500);
  }, 60_000);

  test('an instant from the future does not make every later correction late', async () => {
    const number = fresh();
    await product.receive(testMessage({ accessionNumber: number, sentAt: new Date('2031-01-01T00:00:00Z'), collectedAt: minute(-30) }));
    product.clock.pass(1_000);
    await send(number, 25, { results: [{ value: '6.9' }] });
    expect(await valuesOf(number)).toEqual(['K=6.9 R v2']);
  });

  test.each(['D', 'X', 'W'])('%s takes a result away by name, and leaves its trace', async (status) => {
    const number = fresh();
    await send(number, 0);
    await send(number, 1, { results: [{ status }] });
    expect(await valuesOf(number)).toEqual([`K=4.1 ${status} v2`]);
    expect(await rows(sql`select 1 from observation_version where dossier_id = ${(await dossierOf(number))?.id}`)).toHaveLength(2);
  });

  test('`I` after a result is ignored, and the same as F makes no revision', async () => {
    const number = fresh();
    await send(number, 0);
    await send(number, 1, { results: [{ status: 'I' }] });
    await send(number, 2, { results: [{ status: 'F', responsible: null }] });
    expect(await valuesOf(number)).toEqual(['K=4.1 R v1']);
    expect(await dossierOf(number)).toMatchObject({ revision: 1 });
  });

  test('a change of context makes no revision and reaches the worklist', async () => {
    const number = fresh();
    await send(number, 0);
    await send(number, 1, { encounter: { ward: 'REA', room: 'CH2', bed: '3' }, priority: 'stat' });
    const dossier = await dossierOf(number);
    expect(dossier).toMatchObject({ revision: 1, ward_id: referenceIds.ward('valmont', 'REA'), priority: 'stat' });
    expect(await rows(sql`select place, priority, rank from worklist_entry where dossier_id = ${dossier?.id}`)).toEqual([
      { place: 'Réanimation, CH2, lit 3', priority: 'stat', rank: 0 },
    ]);
    expect(await factsOf(dossier?.id)).toBe(2);
  });

  test('the same examination twice in one message is two results, not a message that stays stuck', async () => {
    const number = fresh();
    const groups = ['5.2', '9.8', '7.1'].map((value) => ({ code: 'HGPO', suffix: 'HGPO', results: [{ code: 'GLU', value }] }));
    await send(number, 0, { groups });
    expect(await valuesOf(number)).toEqual(['GLU=5.2 R v1', 'GLU=7.1 R v1', 'GLU=9.8 R v1']);
    await send(number, 1, {
      groups: groups.map((group, index) => ({ ...group, results: [{ code: 'GLU', value: index === 1 ? '9.9' : (group.results[0]?.value ?? '') }] })),
    });
    expect(await valuesOf(number)).toEqual(['GLU=5.2 R v1', 'GLU=7.1 R v1', 'GLU=9.9 R v2']);
  });

  test('two first messages of one dossier at once make one dossier', async () => {
    const number = fresh();
    const messages = ['K', 'NA'].map((code) => testMessage({ accessionNumber: number, results: [{ code, value: '4' }] }));
    await Promise.all(messages.map((bytes) => receiveFrame(product.ctx, { bytes, peer: '192.0.2.1', acceptsTests: true })));
    await Promise.all([product.settle(), product.settle()]);
    expect(await valuesOf(number)).toEqual(['K=4 R v1', 'NA=4 R v1']);
    expect(await rows(sql`select 1 from dossier where accession_number = ${number}`)).toHaveLength(1);
  });
});

describe('what the directory or the catalogue does not know', () => {
  const repairsOf = (dossierId: unknown) => rows(sql`select kind, subject, occurrences from repair_item where dossier_id = ${dossierId} order by kind`);

  test('is accepted, queued for repair once, and blocks nothing', async () => {
    const number = fresh();
    const unknown = { prescriberRpps: '10999999999', encounter: { ward: 'NEUF' }, results: [{ code: 'ZAK', value: '1' }] };
    await send(number, 0, unknown);
    await send(number, 1, { ...unknown, results: [{ code: 'ZAK', value: '2' }] });
    const dossier = await dossierOf(number);
    expect(dossier).toMatchObject({ prescriber_id: null, prescriber_rpps: '10999999999', ward_id: null, ward_code: 'NEUF' });
    expect(await valuesOf(number)).toEqual(['ZAK=2 R v2']);
    expect(await repairsOf(dossier?.id)).toEqual([
      { kind: 'unknown_prescriber', subject: '10999999999', occurrences: 2 },
      { kind: 'unknown_ward', subject: 'NEUF', occurrences: 2 },
    ]);
    expect(await rows(sql`select occurrences from repair_item where kind = 'unmapped_code' and subject = 'ZAK'`)).toEqual([{ occurrences: 2 }]);
    expect(await rows(sql`select standing from worklist_entry where dossier_id = ${dossier?.id}`)).toEqual([{ standing: 'awaiting' }]);
  });

  test('that was mended and comes again opens again', async () => {
    await send(fresh(), 0, { results: [{ code: 'ZZB' }] });
    await product.access.worker.execute(sql`update repair_item set closed_at = ${product.clock.now().toISOString()} where subject = 'ZZB'`);
    await send(fresh(), 0, { results: [{ code: 'ZZB' }] });
    expect(await rows(sql`select closed_at from repair_item where subject = 'ZZB'`)).toEqual([{ closed_at: null }]);
  });

  test('a prescriber whom it does not know never inherits the results of the one before', async () => {
    const number = fresh();
    await send(number, 0);
    expect(await dossierOf(number)).toMatchObject({ prescriber_id: referenceIds.prescriber('10001234567'), ward_id: referenceIds.ward('valmont', 'URG') });
    await send(number, 1, { prescriberRpps: '10999999999', prescriberName: ['INCONNU', 'Paul'], encounter: { ward: 'NEUF' } });
    expect(await dossierOf(number)).toMatchObject({ prescriber_id: null, prescriber_name: 'Paul INCONNU', ward_id: null });
  });
});

describe('what is newest', () => {
  test('of two messages of one instant is what came last, also when the process died before the first was carried in', async () => {
    const number = fresh();
    await send(number, 0, { results: [{ value: '1' }] });
    // The gateway dies between the answer and what follows it; the correction is received by the next.
    const reception = new Reception(product.ctx, () => undefined);
    const first = testMessage({ accessionNumber: number, sentAt: minute(1), results: [{ value: '2' }, { code: 'NA', value: '140' }] });
    await receiveFrame(product.ctx, { bytes: first, peer: '192.0.2.1:40000', acceptsTests: true }, (part) => reception.receive(part));
    await send(number, 1, { results: [{ value: '3', status: 'C' }] });
    await sweepInbound(product.ctx, 0);
    await product.settle();
    expect(await valuesOf(number)).toEqual(['K=3 C v2', 'NA=140 R v1']);
  });

  test('a value sent before « in process », in the words of its link, is known all the same', async () => {
    const number = fresh();
    const say = (statuses: object) =>
      product.access.worker.execute(sql`
        update connection_profile set version = version + 1, settings = settings || ${JSON.stringify({ statuses })}::jsonb where sending_facility = 'LBM-VALMONT'`);
    await say({ 'EN COURS': 'I' });
    await send(number, 2, { results: [{ value: '', status: 'EN COURS' }] });
    await send(number, 1, { results: [{ value: '6.9' }] });
    await say({});
    expect(await valuesOf(number)).toEqual(['K=6.9 R v2']);
  });
});
