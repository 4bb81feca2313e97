import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testMovement } from '../inbound/testing-movement';
import { referenceIds } from '../main/seed/reference';
import { openTestPortal, type TestPortal } from '../main/testing-portal';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { listReports } from './list-reports';

/** Wards against a model: the database's wall, the list and thirty lines of plain code agree after every step (GBUI XIII-2.2; threats.md 2). */
const WARDS = ['URG', 'REA', 'CARDIO'] as const;
type Ward = (typeof WARDS)[number];
const PATIENTS = ['0081001', '0081002'] as const;
const DAY = 86_400_000;

interface Model {
  lies: Map<string, Ward | null>;
  reports: { number: string; patient: string; askedBy: Ward; at: number }[];
  now: number;
}
type Step =
  | { do: 'admit' | 'transfer'; patient: string; ward: Ward }
  | { do: 'discharge'; patient: string }
  | { do: 'release'; patient: string; ward: Ward }
  | { do: 'pass'; days: number };

const patient = fc.constantFrom(...PATIENTS);
const ward = fc.constantFrom(...WARDS);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('admit' as const, 'transfer' as const), patient, ward }),
  fc.record({ do: fc.constant('discharge' as const), patient }),
  fc.record({ do: fc.constant('release' as const), patient, ward }),
  fc.record({ do: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 20 }) }),
);

let portal: TestPortal;
let nurses: Map<Ward, ProfessionalActor>;
let model: { reportId: string; dossierId: string };
beforeAll(async () => {
  portal = await openTestPortal();
  model = await portal.release();
  nurses = new Map(await Promise.all(WARDS.map(async (code) => [code, await portal.nurse(code)] as const)));
  for (const identifier of PATIENTS) await portal.receive(testMovement({ event: 'A03', at: portal.clock.now(), identifier }));
});
afterAll(() => portal.end());

test('a ward sees all of whoever lies there and for thirty days what it asked for, in the list and in the database alike', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      await begin();
      const state: Model = { lies: new Map(), reports: [], now: portal.clock.now().getTime() };
      for (const next of steps) {
        await perform(state, next);
        for (const code of WARDS) {
          const expected = expectedFor(state, code);
          expect({ code, after: next, seen: await behindTheWall(code) }).toEqual({ code, after: next, seen: expected });
          expect({ code, after: next, listed: await listed(code) }).toEqual({ code, after: next, listed: expected });
        }
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);

function expectedFor({ lies, reports, now }: Model, code: Ward): string[] {
  return reports
    .filter((report) => lies.get(report.patient) === code || (report.askedBy === code && now - report.at < 30 * DAY))
    .map((report) => report.number)
    .toSorted();
}

async function perform(state: Model, next: Step): Promise<void> {
  portal.clock.pass(next.do === 'pass' ? next.days * DAY : 1_000);
  state.now = portal.clock.now().getTime();
  switch (next.do) {
    case 'admit':
    case 'transfer':
      await portal.receive(testMovement({ event: next.do === 'admit' ? 'A01' : 'A02', at: portal.clock.now(), identifier: next.patient, ward: next.ward }));
      state.lies.set(next.patient, next.ward);
      break;
    case 'discharge':
      await portal.receive(testMovement({ event: 'A03', at: portal.clock.now(), identifier: next.patient }));
      state.lies.set(next.patient, null);
      break;
    case 'release':
      state.reports.push({ number: await release(next.patient, next.ward), patient: next.patient, askedBy: next.ward, at: state.now });
      break;
    case 'pass':
      break;
  }
}

/** Everybody is out, and what was released before is masked and more than thirty days old: nobody sees it. */
async function begin(): Promise<void> {
  await portal.rowsOf(sql`update patient_stay set until = since where until is null`);
  await portal.rowsOf(sql`update dossier set confidentiality = '{MASQUE_PS}'`);
  portal.clock.pass(31 * DAY);
}

/** A copy of a real report for that patient, addressed to the ward that asked for it. */
async function release(identifier: string, askedBy: Ward): Promise<string> {
  const [dossierId, reportId, number] = [newId(), newId(), newId()];
  const at = portal.clock.now().toISOString();
  await portal.rowsOf(sql`insert into dossier select (jsonb_populate_record(d, jsonb_build_object('id', ${dossierId}::text, 'accession_number', ${number}::text,
    'patient_id', (select id from patient where identifier = ${identifier}), 'confidentiality', '[]'::jsonb))).* from dossier d where id = ${model.dossierId}`);
  await portal.rowsOf(sql`insert into report select (jsonb_populate_record(r, jsonb_build_object('id', ${reportId}::text, 'dossier_id', ${dossierId}::text, 'decision_id', ${newId()}::text,
    'patient_id', (select id from patient where identifier = ${identifier}), 'released_at', ${at}::text, 'content', r.content || jsonb_build_object('accessionNumber', ${number}::text)))).*
    from report r where id = ${model.reportId}`);
  await portal.rowsOf(sql`insert into report_recipient (id, report_id, kind, ward_id, available_at)
    values (${newId()}, ${reportId}, 'ward', ${referenceIds.ward('valmont', askedBy)}, ${at})`);
  return number;
}

const nurseOf = (code: Ward): ProfessionalActor => {
  const nurse = nurses.get(code);
  if (!nurse) throw new Error('every ward has its nurse');
  return nurse;
};

async function behindTheWall(code: Ward): Promise<string[]> {
  const rows = await portal
    .as(nurseOf(code))
    .transaction((tx) => tx.execute<{ number: string }>(sql`select content ->> 'accessionNumber' as number from report`));
  return [...rows].map(({ number }) => number).toSorted();
}

async function listed(code: Ward): Promise<string[]> {
  const list = await listReports(portal.as(nurseOf(code)), { scope: 'ward', search: '', offset: 0, limit: 100 });
  if (!list.ok) throw new Error('no list');
  return list.value.items.map((item) => item.accessionNumber).toSorted();
}
