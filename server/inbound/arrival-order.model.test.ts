import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import { applyMessage } from './apply-message';
import { receiveFrame } from './receive-frame';

/** Whatever the order that messages arrive in, repeated or not: what is known at the end is what MSH-7 says. */
let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct();
});
afterAll(() => product.end());

const RUNS = Number(process.env.LIFE_RUNS ?? 25);

interface Line {
  test: string;
  value: string;
  status: string;
  note: string;
}

interface Request {
  code: string;
  /** ORC-1. */
  control: 'RE' | 'CA';
  note: string;
  lines: Line[];
}

interface Sent {
  prescriber: string;
  bed: string;
  clinical: string;
  note: string;
  requests: Request[];
}

const maybe = (...texts: string[]) => fc.constantFrom('', '', ...texts);
const line = (test: string): fc.Arbitrary<Line> =>
  fc.record({
    test: fc.constant(test),
    value: fc.constantFrom('4.1', '6.9'),
    status: fc.constantFrom('P', 'P', 'R', 'F', 'C', 'X', 'D', 'W', 'I'),
    note: maybe('Hémolyse'),
  });
const request = (code: string, tests: readonly string[]): fc.Arbitrary<Request> =>
  fc.record({
    code: fc.constant(code),
    control: fc.constantFrom('RE', 'RE', 'RE', 'CA'),
    note: maybe('Contrôlé', 'Recontrôlé'),
    lines: fc.subarray([...tests]).chain((chosen) => fc.tuple(...chosen.map(line))),
  });
const message: fc.Arbitrary<Sent> = fc.record({
  prescriber: maybe('10001234567^MARCHAL^Elise', '^NUL^Ivan'),
  bed: maybe('1', '2'),
  clinical: maybe('Malaise', 'Fièvre'),
  note: maybe('Tube A', 'Tube B'),
  requests: fc
    .tuple(fc.option(request('IONO', ['K', 'NA'])), fc.option(request('NFS', ['HB'])))
    .map((pair) => pair.filter((one) => one !== null))
    .filter((list) => list.length > 0),
});

const stamp = (minute: number): string => `2026112103${String(minute).padStart(2, '0')}00`;

function bytesOf(sent: Sent, minute: number, accession: string, index = minute): Buffer {
  const segments = [
    `MSH|^~\\&|SIL|LBM-VALMONT|RELAIS|GCS|${stamp(minute)}||ORU^R01^ORU_R01|ORDER-${accession}-${index}|P|2.5|||AL|NE|FRA|UNICODE UTF-8`,
    'PID|1||0004711^^^CH-VALMONT&880000123&FINEJ^PI||PAT-TROIS^DOMINIQUE^^^^^L||19790328|F',
    ...noteOf(sent.note),
    `PV1|1|I|URG^BOX^${sent.bed}`,
  ];
  for (const { code, control, note, lines } of sent.requests) {
    segments.push(
      `ORC|${control}|P1||${accession}`,
      `OBR|1|P1|${accession}-1|${code}^${code}^LOCAL|||20261121024500||||||${sent.clinical}|||${sent.prescriber}`,
      ...noteOf(note),
    );
    lines.forEach((one, index) => {
      segments.push(`OBX|${index + 1}|NM|${one.test}^${one.test}^LOCAL||${one.value}|mmol/L|||||${one.status}`, ...noteOf(one.note));
    });
  }
  return Buffer.from(segments.join('\r'));
}

const noteOf = (text: string): string[] => (text === '' ? [] : [`NTE|1||${text}`]);

/** Everything that a person sees of a dossier and a decision rests on. */
async function seenOf(accession: string): Promise<unknown> {
  const ofDossier = sql`dossier_id = (select id from dossier where accession_number = ${accession})`;
  const read = async (statement: ReturnType<typeof sql>) => [...(await product.access.worker.execute(statement))];
  return {
    dossier: await read(
      sql`select clinical_information, ward_code, room, bed, prescriber_rpps, prescriber_name, last_message_at from dossier where accession_number = ${accession}`,
    ),
    results: await read(sql`
      select distinct on (observation_key) replace(observation_key, ${accession}, '') as key,
        -- A result that a cancellation has taken away keeps whatever note it had: it says nothing of a value any more.
        case when status in ('X', 'D', 'W') then '' else content_hash end as content, case when status = 'X' then '{}' else values end as values,
        case when status in ('X', 'D', 'W') then status when status = 'I' then 'awaited' else 'result' end as class
      from observation_version where ${ofDossier} order by observation_key, version desc`),
    requests: await read(sql`select code, label, notes from service_request where ${ofDossier} order by code`),
    notes: await read(sql`select notes from dossier_revision where ${ofDossier} order by revision desc limit 1`),
    worklist: await read(sql`select standing, awaiting_count from worklist_entry where ${ofDossier}`),
  };
}

let numbers = 0;
const fresh = (): string => `2611214${String((numbers += 1)).padStart(4, '0')}`;

test('what is known at the end never depends on the order that messages arrive in, nor on how often', async () => {
  const cases = fc.array(message, { minLength: 2, maxLength: 5 }).chain((sent) =>
    fc.tuple(
      fc.constant(sent),
      fc.shuffledSubarray([...sent.keys(), ...sent.keys()], { minLength: sent.length }).filter((order) => sent.every((_, index) => order.includes(index))),
    ),
  );
  const property = fc.asyncProperty(cases, async ([sent, order]) => {
    const [inOrder, asItCame] = [fresh(), fresh()];
    for (const [minute, one] of sent.entries()) await product.receive(bytesOf(one, minute, inOrder));
    for (const minute of order) await product.receive(bytesOf(sent[minute] as Sent, minute, asItCame));
    expect(await seenOf(asItCame)).toEqual(await seenOf(inOrder));
  });
  const seed = Number(process.env.LIFE_SEED ?? Date.now() % 2 ** 31);
  console.info(`arrival order: seed ${seed}, ${RUNS} runs`);
  await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: process.env.LIFE_SEED === undefined });
}, 600_000);

/** Received in their order, and carried in in any other: a message may wait for a person while those after it go in. */
async function carriedIn(messages: readonly Sent[], order: readonly number[], accession: string): Promise<unknown> {
  for (const [index, one] of messages.entries())
    await receiveFrame(product.ctx, { bytes: bytesOf(one, 0, accession, index), peer: '192.0.2.1', acceptsTests: true });
  for (const index of order) {
    const [row] = await product.access.worker.execute<{ id: string }>(sql`select id from inbound_message where control_id = ${`ORDER-${accession}-${index}`}`);
    await product.ctx.transaction((tx) => applyMessage(product.ctx, tx, row?.id ?? ''));
  }
  await product.settle();
  return seenOf(accession);
}

test('of messages of one instant the one that came last stands, also where those before it are carried in after it', async () => {
  const cases = fc
    .array(message, { minLength: 2, maxLength: 4 })
    .chain((sent) => fc.tuple(fc.constant(sent), fc.shuffledSubarray([...sent.keys()], { minLength: sent.length })));
  const property = fc.asyncProperty(cases, async ([sent, order]) => {
    const expected = await carriedIn(sent, [...sent.keys()], fresh());
    expect(await carriedIn(sent, order, fresh())).toEqual(expected);
  });
  const seed = Number(process.env.INSTANT_SEED ?? Date.now() % 2 ** 31);
  console.info(`one instant: seed ${seed}, ${RUNS} runs`);
  await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: process.env.INSTANT_SEED === undefined });
}, 600_000);

test('so does who the dossier is about, and where the patient lies', async () => {
  const sent: Sent = { bed: '1', clinical: '', note: '', prescriber: '', requests: [{ code: 'IONO', control: 'RE', note: '', lines: [] }] };
  const accession = fresh();
  const told = [
    { name: 'AVANT', ward: 'URG' },
    { name: 'APRES', ward: 'REA' },
  ];
  const ids = [];
  for (const [index, { name, ward }] of told.entries()) {
    const text = bytesOf(sent, 0, accession, index).toString().replace('0004711', accession).replace('PAT-TROIS', name).replace('URG^BOX', `${ward}^BOX`);
    await receiveFrame(product.ctx, { bytes: Buffer.from(text), peer: '192.0.2.1', acceptsTests: true });
    const [row] = await product.access.worker.execute<{ id: string }>(sql`select id from inbound_message where control_id = ${`ORDER-${accession}-${index}`}`);
    ids.push(row?.id ?? '');
  }
  for (const id of ids.toReversed()) await product.ctx.transaction((tx) => applyMessage(product.ctx, tx, id));
  const [known] = await product.access.worker.execute(sql`
    select p.birth_family_name as name, d.ward_code as ward, w.code as lies from dossier d join patient p on p.id = d.patient_id
    join patient_stay s on s.patient_id = p.id and s.until is null left join ward w on w.id = s.ward_id where d.accession_number = ${accession}`);
  expect(known).toEqual({ name: 'APRES', ward: 'REA', lies: 'REA' });
});
