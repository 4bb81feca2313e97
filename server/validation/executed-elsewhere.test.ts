import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LaboratoryKey, referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { testMessage } from '../simulator/test-message';
import { bePresent } from './be-present';
import { prepareDecision } from './prepare-decision';
import { readCard } from './read-card';
import { readWorklist } from './read-worklist';
import { recordDecision } from './record-decision';

/** A laboratory sees its own dossiers and those that it executes for another; of these it decides on its part, and the sampling one alone on the whole (GBUI XIV; threats.md 1). */
let product: TestProduct;
let dossierId: string;
let observationId: string;
let people: Record<'collects' | 'executes' | 'executes-technician' | 'neither', ProfessionalActor>;
beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'a secret of the tests that is long enough';
  product = await openTestProduct();
  people = {
    collects: await product.person('biologist', ['valmont']),
    executes: await product.person('biologist', ['hauterive']),
    'executes-technician': await product.person('technician', ['hauterive']),
    neither: await product.person('biologist', ['clairlieu']),
  };
  await product.receive(testMessage({ accessionNumber: 'EXECUTE1', results: [{}, { code: 'TSH', label: 'TSH', value: '2.1', executedBy: 'LBM-HAUTERIVE' }] }));
  await product.receive(testMessage({ accessionNumber: 'EXECUTE2', results: [{}] }));
  dossierId = await product.dossierId('EXECUTE1');
  const rows = await product.access.worker.execute<{ id: string }>(
    sql`select id from observation_version where dossier_id = ${dossierId} and local_code = 'K'`,
  );
  observationId = rows[0]?.id ?? '';
});
afterAll(() => product.end());

const run = (who: keyof typeof people, statement: ReturnType<typeof sql>) =>
  product.as(people[who]).transaction(async (tx) => [...(await tx.execute(statement))]);
const onDuty = (of: ProfessionalActor, sites: readonly LaboratoryKey[]) =>
  Promise.all(
    sites.map((key) =>
      product.access.worker.execute(sql`insert into on_call_duty (id, user_id, site_id, starts_at, ends_at, kind, made_at)
        values (${newId()}, ${of.userId}, ${referenceIds.site(key)}, ${new Date(product.clock.now().getTime() - 3_600_000).toISOString()}, ${new Date(product.clock.now().getTime() + 3_600_000).toISOString()}, 'astreinte', ${product.clock.now().toISOString()})`),
    ),
  );
const counts = async (who: keyof typeof people) =>
  Object.fromEntries(
    await Promise.all(
      ['dossier', 'patient', 'observation_version', 'service_request', 'dossier_revision'].map(async (table) => [
        table,
        (await run(who, sql`select 1 from ${sql.identifier(table)}`)).length > 0,
      ]),
    ),
  );
const numbers = async (who: keyof typeof people) => (await run(who, sql`select accession_number as n from dossier order by 1`)).map((row) => row['n']);

describe('by raw SQL', () => {
  test.each([
    ['collects', ['EXECUTE1', 'EXECUTE2'], true],
    ['executes', ['EXECUTE1'], true],
    ['executes-technician', ['EXECUTE1'], true],
    ['neither', [], false],
  ] as const)('who %s sees exactly %j', async (who, seen, isPatientSeen) => {
    expect(await numbers(who)).toEqual(seen);
    expect(await counts(who)).toEqual({
      dossier: isPatientSeen,
      patient: isPatientSeen,
      observation_version: isPatientSeen,
      service_request: isPatientSeen,
      dossier_revision: isPatientSeen,
    });
  });

  test('who executes takes no lock on the dossier, works no line but her part’s and signs nothing of the whole', async () => {
    expect(await run('executes', sql`select id from dossier where id = ${dossierId} for update`)).toEqual([]);
    expect(await run('executes', sql`select part_of as of from worklist_entry`)).toEqual([{ of: referenceIds.site('valmont') }]);
    expect(await run('neither', sql`select 1 from worklist_entry`)).toEqual([]);
    const sign = run(
      'executes',
      sql`insert into validation_decision select (jsonb_populate_record(null::validation_decision, jsonb_build_object('id', ${newId()}::text, 'dossier_id', ${dossierId}::text,
        'user_id', ${people.executes.userId}::text, 'kind', 'validate', 'state', 'pending'))).*`,
    );
    await expect(sign).rejects.toMatchObject({ cause: { code: '42501' } });
  });
});

describe('by the API', () => {
  test('the card opens to who executes, her list holds her part, and a decision on anything else is refused', async () => {
    expect(await readCard(product.as(people.executes), { dossierId })).toMatchObject({
      ok: true,
      value: { accessionNumber: 'EXECUTE1', scope: { kind: 'part' } },
    });
    expect(await readCard(product.as(people['executes-technician']), { dossierId })).toMatchObject({ ok: true, value: { scope: { kind: 'read' } } });
    expect(await readCard(product.as(people.neither), { dossierId })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    await onDuty(people.executes, ['hauterive']);
    const worklist = await readWorklist(product.as(people.executes));
    expect(worklist.entries).toMatchObject([{ accessionNumber: 'EXECUTE1', partFor: 'Valmont', awaitingCount: 1 }]);
    expect(worklist.sites).toMatchObject([{ name: 'Hauterive', awaiting: 1 }]);
    const intent = { kind: 'validate' as const, dossierId, observationIds: [observationId], comment: '', holdReason: '' };
    const decided = await recordDecision(product.as(people.executes), { ...intent, fingerprint: 'x'.repeat(64), idempotencyKey: newId(), proofId: newId() });
    expect(decided).toMatchObject({ ok: false, refusal: { code: 'not-your-part' } });
    expect(await prepareDecision(product.as(people.neither), intent)).toMatchObject({ ok: false });
  });

  test('who covers both has one line for the dossier', async () => {
    const both = await product.person('biologist', ['valmont', 'hauterive']);
    await onDuty(both, ['valmont', 'hauterive']);
    const worklist = await readWorklist(product.as(both));
    expect(worklist.entries.filter(({ accessionNumber }) => accessionNumber === 'EXECUTE1')).toMatchObject([{ partFor: null, partsAwaited: ['Hauterive'] }]);
    expect(worklist.sites.map(({ awaiting }) => awaiting).reduce((sum, count) => sum + count, 0)).toBe(2);
  });
});

test('who executes a part is beside who has the whole: neither takes the other’s hand, and whoever has no part finds nothing', async () => {
  await expect(bePresent(product.as(people.executes), { dossierId, takes: true })).resolves.toMatchObject({ value: { holder: null } });
  await expect(bePresent(product.as(people.collects), { dossierId, takes: false })).resolves.toMatchObject({ value: { holder: null } });
  await expect(bePresent(product.as(people.neither), { dossierId, takes: false })).resolves.toMatchObject({ refusal: { code: 'not-found' } });
});
