import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import { WIRING } from '../main/wiring';
import type { Wiring } from '../platform/handlers';
import { applyMessage } from './apply-message';
import { receiveFrame } from './receive-frame';

/** The same product twice, to the decision and no further: messages are carried in one by one, each in a transaction of its own, or together. */
const TOGETHER = WIRING.filter(({ handler }) => handler.startsWith('inbound.') || handler.startsWith('validation.'));
const ONE_BY_ONE: readonly Wiring[] = TOGETHER.map((entry) =>
  entry.handler === 'inbound.apply' ? { fact: entry.fact, handler: entry.handler, run: (ctx, tx, fact) => applyMessage(ctx, tx, fact.subjectId) } : entry,
);
const RUNS = Number(process.env.TOGETHER_RUNS ?? 25);

let alone: TestProduct;
let together: TestProduct;
beforeAll(async () => {
  [alone, together] = [await openTestProduct({ wiring: ONE_BY_ONE }), await openTestProduct({ wiring: TOGETHER })];
});
afterAll(async () => {
  await alone.end();
  await together.end();
});

interface Sent {
  event: 'R01' | 'A02' | 'A08' | 'A40';
  minute: number;
  dossiers: number[];
  person: number;
  /** Of whom an admission system says that it is the same person. */
  other: number;
  name: string;
  born: string;
  reliability: string;
  ward: string;
  prescriber: string;
  phone: string;
  processing: string;
  code: string;
  value: string;
  status: string;
  /** OBX-16: whom the LIS names for a final result. */
  validator: string;
  control: string;
  note: string;
  flag: string;
}

/** Mostly what a laboratory sends, with everything in between that is no ordinary message. */
const often = <T>(usual: T, ...others: T[]) => fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, ...others.map((other) => fc.constant(other)));
const message: fc.Arbitrary<Sent> = fc.record({
  event: often<Sent['event']>('R01', 'A02', 'A08', 'A40'),
  minute: fc.oneof(fc.nat(30), fc.nat(2)),
  dossiers: often([0], [1], [2], [0, 1]),
  person: often(0, 1, 2),
  other: fc.constantFrom(1, 2),
  name: often('MESURE', 'AUTRE'),
  born: often('19790328', '19810101', ''),
  reliability: often('VALI', 'PROV', ''),
  ward: often('URG', 'REA', 'INCONNU', ''),
  prescriber: often('10001234567^MARCHAL^Elise', '10009999999^NUL^Ivan', '^NUL^Ivan', ''),
  phone: often('0639980001', '0639980002', ''),
  processing: often('P', 'T'),
  code: often('2823-3^Potassium^LN', 'K^Potassium^LOCAL', '2951-2^Sodium^LN'),
  value: fc.constantFrom('4.1', '6.9'),
  status: often('R', 'F', 'C', 'X', 'D', 'I'),
  // A change of identity finds a result validated or not as somebody looked or not in between.
  validator: fc.constant(''),
  control: often('RE', 'CA'),
  note: often('', 'Hémolyse'),
  flag: often('', 'OBX|9|CE|MASQUE_PS^Masqué aux professionnels de santé^MetaDMPMSS||Y^^expandedYes-NoIndicator||||||F'),
});

function bytesOf(sent: Sent, prefix: string, index: number): Buffer {
  const stamp = `2026112102${String(sent.minute).padStart(2, '0')}00`;
  const number = (person: number) => `${prefix}${person}^^^CH-VALMONT&880000123&FINEJ^PI`;
  const type = sent.event === 'R01' ? 'ORU^R01^ORU_R01' : `ADT^${sent.event}`;
  const visit = `PV1|1|I|${sent.ward}^BOX^1`;
  const lines = [
    `MSH|^~\\&|SIL|LBM-VALMONT|RELAIS|GCS|${stamp}||${type}|${prefix}-${index}|${sent.processing}|2.5|||AL|NE|FRA|UNICODE UTF-8`,
    ...(sent.event === 'R01' ? [] : [`EVN|${sent.event}|${stamp}`]),
    `PID|1||${number(sent.person)}||${sent.name}^CAMILLE^^^^^L||${sent.born}|F|||||${sent.phone}|||||||||||||||||||${sent.reliability}`,
  ];
  if (sent.event === 'A40') return Buffer.from([...lines, `MRG|${number(sent.other)}`].join('\r'));
  lines.push(visit);
  if (sent.event !== 'R01') return Buffer.from(lines.join('\r'));
  for (const dossier of sent.dossiers) {
    const accession = `${prefix}D${dossier}`;
    lines.push(
      `ORC|${sent.control}|P1||${accession}||||||||${sent.prescriber}`,
      `OBR|1|P1|${accession}-1|IONO^Ionogramme^LOCAL|||20261121020000|||||||||${sent.prescriber}`,
      ...(sent.note === '' ? [] : [`NTE|1||${sent.note}`]),
      `OBX|1|NM|${sent.code}||${sent.value}|mmol/L|3.5 - 5.1||||${sent.status}|||20261121021000||${sent.validator}`,
      `OBX|2|NM|CL^Chlorure^LOCAL||101|mmol/L|||||R`,
      ...(sent.flag === '' ? [] : [sent.flag]),
    );
  }
  return Buffer.from(lines.join('\r'));
}

/** Everything that the messages of one prefix have left, with names in the place of ids. */
async function leftBy(product: TestProduct, prefix: string): Promise<unknown> {
  const read = async (statement: ReturnType<typeof sql>) => [...(await product.access.worker.execute(statement))];
  const dossiers = sql`(select id from dossier where accession_number like ${`${prefix}%`})`;
  const people = sql`(select id from patient where identifier like ${`${prefix}%`})`;
  const messages = sql`(select id from inbound_message where control_id like ${`${prefix}-%`})`;
  const names = await read(sql`
    select id, 'message ' || control_id as name from inbound_message where id in ${messages}
    union all select id, 'dossier ' || accession_number from dossier where id in ${dossiers}
    union all select id, 'patient ' || identifier || ' ' || lone_dossier from patient where id in ${people}
    union all select id, 'result ' || observation_key || ' ' || version from observation_version where dossier_id in ${dossiers}
    union all select id, 'request ' || request_key from service_request where dossier_id in ${dossiers}`);
  const nameOf = new Map(names.map(({ id, name }) => [String(id), String(name)]));
  const tables = {
    messages: await read(
      sql`select id, state, failure_code, applied_at is not null as applied, problems from inbound_message where id in ${messages} order by arrival`,
    ),
    people: await read(sql`select * from patient where id in ${people} order by identifier, lone_dossier`),
    stays: await read(
      sql`select patient_id, ward_id, encounter_number, since, until, told_at, told_by, cancelled_at from patient_stay where patient_id in ${people}`,
    ),
    merges: await read(sql`select count(*)::int as merges from patient where merged_into is not null and id in ${people}`),
    dossiers: await read(sql`select * from dossier where id in ${dossiers} order by accession_number`),
    requests: await read(sql`select * from service_request where dossier_id in ${dossiers} order by request_key`),
    results: await read(sql`select * from observation_version where dossier_id in ${dossiers} order by observation_key, version`),
    revisions: await read(sql`select dossier_id, revision, message_id, observation_version_ids, notes, content_hash, sent_at from dossier_revision
      where dossier_id in ${dossiers} order by content_hash, revision`),
    repairs:
      await read(sql`select kind, dossier_id, subject, segment, field, closed_at from repair_item where message_id in ${messages} order by kind, subject, segment,
      (select accession_number from dossier d where d.id = dossier_id)`),
    decisions: await read(sql`select o.observation_version_id, o.active, d.dossier_id, d.revision, d.kind, d.state, d.decider_name from decision_observation o
      join validation_decision d on d.id = o.decision_id where d.dossier_id in ${dossiers}`),
    worklist: await read(sql`select * from worklist_entry where dossier_id in ${dossiers} order by accession_number`),
    amendments: await read(sql`select dossier_id, patient_id, before, after, message_id from identity_amendment where dossier_id in ${dossiers} order by 1, 2`),
    traces: await read(sql`select action, outcome, dossier_id, patient_id, subject_id, detail from audit_event
      where subject_id::text in (select id::text from inbound_message where id in ${messages}) or patient_id::text in (select id::text from patient where id in ${people})`),
  };
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  const named = JSON.stringify(tables).replaceAll(uuid, (id) => nameOf.get(id) ?? 'id');
  const rows = JSON.parse(named) as Record<string, unknown[]>;
  // Ordered by names, since ids are other ones.
  return Object.fromEntries(Object.entries(rows).map(([table, list]) => [table, list.map((row) => JSON.stringify(row)).toSorted()]));
}

/** The worker is away but for a look after these messages. */
async function carriedInBy(product: TestProduct, sent: readonly Sent[], prefix: string, looksAfter: readonly number[]): Promise<unknown> {
  for (const [index, one] of sent.entries()) {
    await receiveFrame(product.ctx, { bytes: bytesOf(one, prefix, index), peer: '192.0.2.1:40000', acceptsTests: true });
    if (looksAfter.includes(index)) await product.settle();
  }
  await product.settle();
  return leftBy(product, prefix);
}

let numbers = 0;
const freshPrefix = () => `T${String((numbers += 1)).padStart(4, '0')}`;

test('many messages carried in together leave what they leave one by one, whatever they are and in whatever order they came', async () => {
  const property = fc.asyncProperty(fc.array(message, { minLength: 2, maxLength: 14 }), fc.array(fc.nat(10), { maxLength: 2 }), async (sent, looksAfter) => {
    const prefix = freshPrefix();
    const expected = await carriedInBy(alone, sent, prefix, looksAfter);
    expect(await carriedInBy(together, sent, prefix, looksAfter)).toEqual(expected);
  });
  const seed = Number(process.env.TOGETHER_SEED ?? Date.now() % 2 ** 31);
  console.info(`together: seed ${seed}, ${RUNS} runs`);
  await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: process.env.TOGETHER_SEED === undefined });
}, 600_000);

/** Results alone, mostly final, of one person of whom nothing is in doubt. */
const ofOnePerson = fc.tuple(message, fc.constantFrom('F', 'F', 'C', 'R', 'D')).map(
  ([sent, status]): Sent => ({
    ...sent,
    event: 'R01',
    person: 0,
    name: 'MESURE',
    born: '19790328',
    reliability: 'VALI',
    phone: '',
    processing: 'P',
    status,
    validator: '10002223334^MARCHETTI^Hélène',
  }),
);

test('what the LIS has validated by name is validated so in every version, also where the next message came before anybody looked', async () => {
  const property = fc.asyncProperty(fc.array(ofOnePerson, { minLength: 3, maxLength: 8 }), async (sent) => {
    const prefix = freshPrefix();
    const expected = await carriedInBy(alone, sent, prefix, [...sent.keys()]);
    expect(await carriedInBy(together, sent, prefix, [])).toEqual(expected);
  });
  const seed = Number(process.env.TOGETHER_SEED ?? Date.now() % 2 ** 31);
  console.info(`validated: seed ${seed}, ${RUNS} runs`);
  await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: process.env.TOGETHER_SEED === undefined });
}, 600_000);
