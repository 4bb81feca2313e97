import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { newId } from '../platform/ids';
import { endPack } from './end-pack';
import { readPacks } from './read-packs';
import { renewPack } from './renew-pack';
import { resumePack } from './resume-pack';
import { sweepPacks } from './sweep-packs';
import { takePack } from './take-pack';
import { openTestPack } from './testing';

/** What leaves with a tablet, on record before it does, and how long it may be sent back (threats.md 5, 29). */
let world: Awaited<ReturnType<typeof openTestPack>>;
beforeAll(async () => {
  world = await openTestPack();
});
afterAll(() => world.end());

const HOUR = 3_600_000;
const refusedAs = (code: string) => ({ ok: false, refusal: { code } });
const readings = async (dossierId: string): Promise<number> =>
  (await world.rows(sql`select 1 from audit_event where action = 'dossier.pack' and dossier_id = ${dossierId}`)).length;
const waiting = () => world.send(world.freshNumber());

test('gives a biologist on duty her waiting dossiers as their cards, each on record as a reading; what she has already does not leave again', async () => {
  const helene = await world.onDuty();
  const dossierId = await waiting();
  const first = await world.take(helene);
  const packed = first.dossiers.find((one) => one.dossierId === dossierId);
  expect(packed?.card).toMatchObject({ dossierId, standing: 'awaiting', displayed: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(first.entries.map((entry) => entry.dossierId)).toContain(dossierId);
  expect(first.secret).toMatch(/^[\w-]{43}$/);
  expect(await readings(dossierId)).toBe(1);
  const have = first.dossiers.map(({ dossierId: id, card }) => ({ dossierId: id, displayed: card.displayed }));
  const second = await world.take(helene, first.packId, have);
  expect([second.packId, second.secret, second.dossiers]).toEqual([first.packId, null, []]);
  expect(await readings(dossierId)).toBe(1);
  const [{ number } = { number: '' }] = await world.rows<{ number: string }>(sql`select accession_number as number from dossier where id = ${dossierId}`);
  await world.send(number, { results: [{ value: '5.9' }] });
  const third = await world.take(helene, first.packId, have);
  expect(third.dossiers.map((one) => one.dossierId)).toEqual([dossierId]);
  expect(await readings(dossierId)).toBe(2);
});

test('a part of another laboratory’s dossier waits in her list, stays behind and keeps nothing else back', async () => {
  const helene = await world.onDuty();
  const own = await waiting();
  const number = world.freshNumber();
  const part = await world.send(number, { laboratory: 'LBM-HAUTERIVE', results: [{}, { code: 'TSH', label: 'TSH', value: '2.1', executedBy: 'LBM-VALMONT' }] });
  const pack = await world.take(helene);
  expect(pack.dossiers.map(({ dossierId }) => dossierId)).toContain(own);
  expect(pack.entries.map(({ dossierId }) => dossierId)).not.toContain(part);
  expect([pack.notCarried > 0, await readings(part)]).toEqual([true, 0]);
});

test('gives nothing off duty, nor to whoever is no biologist', async () => {
  const off = await world.session(await world.person('biologist'));
  const technician = await world.session(await world.person('technician'));
  const input = { packId: null, have: [], reopens: false };
  expect(await takePack(world.as(off), input)).toEqual(refusedAs('pack-off-duty'));
  expect(await takePack(world.as(technician), input)).toEqual(refusedAs('not-found'));
});

test('a person has one pack: taking another ends the first, wherever it is', async () => {
  const helene = await world.onDuty();
  const first = await world.take(helene);
  await world.take(helene);
  expect(await takePack(world.as(helene), { packId: first.packId, have: [], reopens: false })).toEqual(refusedAs('pack-over'));
  const renewed = await renewPack(world.as(helene), first);
  expect(renewed).toMatchObject({ ok: true, value: { isOpen: false } });
});

describe('a pack lives', () => {
  test('two hours after the last contact', async () => {
    const helene = await world.onDuty();
    const { packId } = await world.take(helene);
    world.clock.pass(2 * HOUR - 1000);
    expect(await renewPack(world.as(helene), { packId })).toMatchObject({ value: { isOpen: true } });
    world.clock.pass(2 * HOUR);
    expect(await renewPack(world.as(helene), { packId })).toMatchObject({ value: { isOpen: false } });
  });

  test('eight hours after it was made at the latest, however often it is heard of', async () => {
    const helene = await world.onDuty();
    const { packId } = await world.take(helene);
    for (let hour = 0; hour < 7; hour += 1) {
      world.clock.pass(HOUR);
      expect(await renewPack(world.as(helene), { packId })).toMatchObject({ value: { isOpen: true } });
    }
    world.clock.pass(HOUR);
    expect(await renewPack(world.as(helene), { packId })).toMatchObject({ value: { isOpen: false } });
  });

  test('and is ended by the sweeper, which says so', async () => {
    const helene = await world.onDuty();
    const { packId } = await world.take(helene);
    world.clock.pass(2 * HOUR + 1);
    await sweepPacks(contextFor(world.access.worker, systemActor('worker'), world.clock.now));
    const [row] = await world.rows(sql`select ended_why as why from offline_pack where id = ${packId}`);
    expect(row).toEqual({ why: 'expired' });
    expect((await world.rows(sql`select 1 from audit_event where action = 'pack.end' and subject_id = ${packId}`)).length).toBe(1);
  });

  test.each([
    ['signed_out', true],
    ['terminal_blocked', true],
    ['disabled', true],
    ['locked', true],
    ['idle', false],
    ['expired', false],
    ['taken_over', false],
  ])('a session that ends by « %s » ends its pack: %s', async (reason, isEnded) => {
    const helene = await world.onDuty();
    const { packId } = await world.take(helene);
    const at = world.clock.now().toISOString();
    await world.rows(sql`update session set revoked_at = ${at}, revoked_reason = ${reason} where id = ${helene.sessionId}`);
    const [row] = await world.rows(sql`select ended_at is not null as ended from offline_pack where id = ${packId}`);
    expect(row).toEqual({ ended: isEnded });
  });
});

describe('a later session goes on with a pack', () => {
  test('of the same person, who shows its secret', async () => {
    const helene = await world.onDuty();
    const { packId, secret } = await world.take(helene);
    const later = await world.session(helene);
    expect(await renewPack(world.as(later), { packId })).toMatchObject({ value: { isOpen: false } });
    expect(await resumePack(world.as(later), { packId, secret: secret ?? '' })).toMatchObject({ ok: true, value: { isOpen: true } });
    expect(await renewPack(world.as(later), { packId })).toMatchObject({ value: { isOpen: true } });
    expect(await renewPack(world.as(helene), { packId })).toMatchObject({ value: { isOpen: false } });
  });

  test('and of nobody else, on no other device, with no other secret, never once it is over', async () => {
    const helene = await world.onDuty();
    const karim = await world.onDuty('Dr Karim HADDAD');
    const tablet = { ...helene, terminalId: newId() };
    const { packId, secret: given } = await world.take(tablet);
    const secret = given ?? '';
    for (const [who, shown] of [
      [karim, secret],
      [{ ...(await world.session(helene)), terminalId: newId() }, secret],
      [await world.session(tablet), 'x'.repeat(43)],
    ] as const)
      expect(await resumePack(world.as(who), { packId, secret: shown })).toEqual(refusedAs('pack-over'));
    world.clock.pass(2 * HOUR);
    expect(await resumePack(world.as(await world.session(tablet)), { packId, secret })).toEqual(refusedAs('pack-over'));
  });
});

test('a missing tablet is known by what it carried, and a colleague of its sites ends its pack; nobody else does', async () => {
  const helene = await world.onDuty();
  const dossierId = await waiting();
  const { packId } = await world.take(helene);
  const colleague = await world.person('biologist', ['valmont'], { name: 'Dr Paul GÉRARD' });
  const stranger = await world.person('biologist', ['hauterive']);
  const [{ number } = { number: '' }] = await world.rows<{ number: string }>(sql`select accession_number as number from dossier where id = ${dossierId}`);
  const listed = await readPacks(world.as(colleague));
  expect(listed.ok && listed.value.packs.find((pack) => pack.packId === packId)).toMatchObject({
    holder: 'Dr Hélène MARCHETTI',
    isMine: false,
    terminal: 'poste d’essai',
    dossiers: expect.arrayContaining([number]),
  });
  const elsewhere = await readPacks(world.as(stranger));
  expect(elsewhere.ok && elsewhere.value.packs).toEqual([]);
  expect(await endPack(world.as(stranger), { packId })).toEqual(refusedAs('not-found'));
  expect((await endPack(world.as(colleague), { packId })).ok).toBe(true);
  expect(await renewPack(world.as(helene), { packId })).toMatchObject({ value: { isOpen: false } });
  const [row] = await world.rows(sql`select ended_why as why, ended_by = ${colleague.userId} as "byColleague" from offline_pack where id = ${packId}`);
  expect(row).toEqual({ why: 'lost', byColleague: true });
});
