import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import { newId } from '../platform/ids';
import { obx } from './testing';

/** Two laboratories of one hospital, whose systems may count alike: whose a number is that names no authority. */
let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct();
  await rows(sql`insert into connection_profile (id, laboratory_id, name, sending_application, sending_facility, default_charset, time_zone)
    values (${newId()}, ${referenceIds.laboratory('hauterive')}, 'admission', 'GAM', 'CH-HAUTERIVE', 'UNICODE UTF-8', 'Europe/Paris')`);
});
afterAll(() => product.end());

const rows = async <T = Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T[]> =>
  [...(await product.access.worker.execute(statement))] as T[];
let given = 0;
const fresh = () => `Q${String((given += 1)).padStart(5, '0')}`;
const NAMED = '^^^CH-HAUTERIVE&880000456&FINEJ^PI';

function bytesOf(
  type: 'ORU^R01' | 'ADT^A31' | 'ADT^A40',
  sender: string,
  number: string,
  more: readonly string[],
  name = 'HOMONYME',
  born = '19790328',
): Buffer {
  given += 1;
  const at = `20261121030${String(Math.floor(given / 60) % 10)}${String(given % 60).padStart(2, '0')}`;
  return Buffer.from(
    [
      `MSH|^~\\&|${sender}|RELAIS|GCS|${at}||${type}|OWN-${given}|P|2.5|||||FRA|UNICODE UTF-8`,
      `PID|1||${number}||${name}^CAMILLE^^^^^L||${born}|F||||||||||||||||||||||||VALI`,
      ...more,
    ].join('\r'),
  );
}
const results = (accession: string) => [`ORC|RE|P1||${accession}`, `OBR|1|P1|${accession}-1|IONO^Ionogramme^LOCAL|||20261121024500`, obx()];
async function result(facility: string, number: string, ...person: string[]): Promise<string> {
  const accession = fresh();
  expect(await product.receive(bytesOf('ORU^R01', `SIL|${facility}`, number, results(accession), ...person))).toContain('|AA|');
  const [row] = await rows<{ id: string }>(sql`select patient_id as id from dossier where accession_number = ${accession}`);
  return row?.id ?? '';
}
const peopleOf = (number: string) =>
  rows<{ authority: string; name: string; born: string }>(
    sql`select assigning_authority as authority, birth_family_name as name, birth_date::text as born from patient where identifier = ${number} order by 1`,
  );

test('two laboratories of one hospital that send the same number without an authority speak of two persons', async () => {
  const number = fresh();
  const one = await result('LBM-HAUTERIVE', number);
  const other = await result('LBM-CLAIRLIEU', number, 'HOMONYME', '19810101');
  expect(other).not.toBe(one);
  expect(await result('LBM-HAUTERIVE', number)).toBe(one);
  expect(await peopleOf(number)).toEqual([
    { authority: 'FINESS 880000790', name: 'HOMONYME', born: '1979-03-28' },
    { authority: 'FINESS 880000791', name: 'HOMONYME', born: '1981-01-01' },
  ]);
});

test('with an authority the number is shared by both, and by whoever names it', async () => {
  const number = fresh();
  const one = await result('LBM-HAUTERIVE', `${number}${NAMED}`);
  expect(await result('LBM-CLAIRLIEU', `${number}${NAMED}`)).toBe(one);
  expect(await result('LBM-HAUTERIVE', number)).not.toBe(one);
});

test('the admission system of a laboratory speaks of its numbers by a link of its own, and merges those of no other', async () => {
  const [kept, old] = [fresh(), fresh()];
  const [one, other] = [await result('LBM-HAUTERIVE', old), await result('LBM-CLAIRLIEU', old)];
  await result('LBM-HAUTERIVE', kept);
  await product.receive(bytesOf('ADT^A31', 'GAM|CH-HAUTERIVE', old, [], 'MARIEE'));
  expect((await peopleOf(old)).map(({ name }) => name)).toEqual(['MARIEE', 'HOMONYME']);
  await product.receive(bytesOf('ADT^A40', 'GAM|CH-HAUTERIVE', kept, [`MRG|${old}`]));
  const merged = await rows<{ id: string; into: string | null }>(
    sql`select p.id, s.identifier as into from patient p left join patient s on s.id = p.merged_into where p.identifier = ${old}`,
  );
  expect(new Map(merged.map(({ id, into }) => [id, into]))).toEqual(
    new Map([
      [one, kept],
      [other, null],
    ]),
  );
});

test('what was stored under no authority goes to the laboratory of its dossiers; another that used it makes its own, and its dossiers follow', async () => {
  const number = fresh();
  const accession = fresh();
  await product.receive(bytesOf('ORU^R01', 'SIL|LBM-CLAIRLIEU', number, results(accession)));
  const person = await result('LBM-HAUTERIVE', number);
  await rows(sql`update dossier set patient_id = ${person} where accession_number = ${accession}`);
  await rows(sql`update patient set assigning_authority = '' where id = ${person}`);
  await rows(sql`update patient set identifier = ${fresh()} where identifier = ${number} and id <> ${person}`);
  const [, migration = ''] =
    /--> statement-breakpoint[^]*?(update patient p set assigning_authority[^]*?);/.exec(
      readFileSync('db/migrations/0031_messages.sql', 'utf8').replace(/^/, '--> statement-breakpoint\n'),
    ) ?? [];
  await rows(sql.raw(migration));
  expect((await peopleOf(number)).map(({ authority }) => authority)).toEqual(['FINESS 880000790']);
  await product.receive(bytesOf('ORU^R01', 'SIL|LBM-CLAIRLIEU', number, results(accession)));
  expect((await peopleOf(number)).map(({ authority }) => authority)).toEqual(['FINESS 880000790', 'FINESS 880000791']);
  expect(
    await rows(sql`select p.assigning_authority as authority from dossier d join patient p on p.id = d.patient_id where d.accession_number = ${accession}`),
  ).toEqual([{ authority: 'FINESS 880000791' }]);
});
