import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import { readPatient } from '../patient/read-patient';
import { assert } from '../platform/assert';
import { readValidatedPriors } from './read-priors';

/** Earlier values read by stretches of dossiers are those that reading all of them finds, whatever the stretch. */
let product: TestValidation;
let asked: string;
beforeAll(async () => {
  product = await openTestValidation();
  asked = await product.send(product.freshNumber(), {
    results: [
      { code: 'K', label: 'Potassium', value: '4.2' },
      { code: 'NA', label: 'Sodium', value: '140' },
      { code: 'RARE', label: 'Rare', value: '1' },
    ],
  });
  await copyDossiers(60);
});
afterAll(() => product.end());

/** Earlier dossiers of the same person: some without an hour, some of one hour, some not validated, some of an identity that is not sure; one code is rare. */
async function copyDossiers(count: number): Promise<void> {
  const of = sql`from dossier d cross join generate_series(1, ${count}::int) n where d.id = ${asked}`;
  await product.rows(sql`insert into dossier select (jsonb_populate_record(d, jsonb_build_object('id', md5('d' || n)::uuid, 'accession_number', 'P' || n,
    'identity_guaranteed', n % 13 <> 0, 'collected_at', case when n % 7 = 0 then null else d.collected_at - make_interval(hours => n * 37 % 50) end))).* ${of}`);
  await product.rows(sql`insert into service_request select (jsonb_populate_record(r, jsonb_build_object('id', md5('r' || n)::uuid, 'dossier_id', md5('d' || n)::uuid))).*
    from service_request r cross join generate_series(1, ${count}::int) n where r.dossier_id = ${asked} and r.id = (select min(id::text)::uuid from service_request where dossier_id = ${asked})`);
  await product.rows(sql`insert into observation_version select (jsonb_populate_record(o, jsonb_build_object('id', md5('o' || n || o.id)::uuid, 'dossier_id', md5('d' || n)::uuid, 'service_request_id', md5('r' || n)::uuid,
      'values', jsonb_build_array(n::text), 'observed_at', o.recorded_at - make_interval(hours => n * 29 % 60)))).*
    from observation_version o cross join generate_series(1, ${count}::int) n where o.dossier_id = ${asked} and (o.local_code <> 'RARE' or n in (3, 41))`);
  await product.rows(sql`insert into validation_decision (id, dossier_id, revision, kind, decider_name, signed_at, effective_at, state, settled_at, displayed_hash, idempotency_key)
    select md5('v' || n)::uuid, md5('d' || n)::uuid, 1, 'lis', 'X', now(), now(), 'effective', now(), '', md5('v' || n)::uuid from generate_series(1, ${count}::int) n where n % 5 <> 0`);
  await product.rows(sql`insert into decision_observation (decision_id, observation_version_id, kind, active)
    select v.id, o.id, 'lis', true from validation_decision v join observation_version o on o.dossier_id = v.dossier_id where v.kind = 'lis'`);
}

const priorsBy = (firstLook: number) =>
  product.ctx.transaction(async (tx) => {
    const facts = await product.factsOf(asked);
    const patient = await readPatient(tx, facts.state.dossier.patientId);
    assert(patient, 'the person is there');
    return [...(await readValidatedPriors(tx, facts, patient, firstLook))].map(([id, list]) => [
      id,
      list.map(({ dossierId, value, on }) => [dossierId, value, on.getTime()]),
    ]);
  });

test('the quick way finds what the plain one finds', async () => {
  const plain = await priorsBy(100_000);
  expect(plain.map(([, list]) => list?.length)).toEqual([12, 12, 2]);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 70 }), async (firstLook) => {
      expect(await priorsBy(firstLook)).toEqual(plain);
    }),
    { numRuns: 25 },
  );
}, 120_000);
