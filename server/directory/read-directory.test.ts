import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestAccess, testClock } from '../access/testing';
import { referenceIds, seedReference } from '../main/seed/reference';
import { systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { readLaboratory, readLaboratoryByFiness, readPrescriberByRpps, readSiteOfLaboratory, readWardByCode } from './read-directory';

let access: Awaited<ReturnType<typeof openTestAccess>>;
const ctx = () => contextFor(access.worker, systemActor('test'), testClock().now);
beforeAll(async () => {
  access = await openTestAccess();
  await seedReference(ctx());
});
afterAll(() => access.end());

test('two hospitals may use one ward code: it is found inside its own', async () => {
  await ctx().transaction(async (tx) => {
    const valmont = await readLaboratory(tx, referenceIds.laboratory('valmont'));
    const hauterive = await readLaboratory(tx, referenceIds.laboratory('hauterive'));
    expect((await readWardByCode(tx, valmont?.legalEntityId ?? '', 'URG'))?.id).toBe(referenceIds.ward('valmont', 'URG'));
    expect((await readWardByCode(tx, hauterive?.legalEntityId ?? '', 'URG'))?.id).toBe(referenceIds.ward('hauterive', 'URG'));
    expect(await readWardByCode(tx, hauterive?.legalEntityId ?? '', 'REA')).toBeNull();
  });
});

test('a prescriber is found by the RPPS number and by nothing like it', async () => {
  await ctx().transaction(async (tx) => {
    expect((await readPrescriberByRpps(tx, '10001234567'))?.familyName).toBe('MARCHAL');
    for (const wrong of ['', 'MARCHAL', '1000123456', '10001234568']) expect(await readPrescriberByRpps(tx, wrong)).toBeNull();
  });
});

test('a laboratory is found by its FINESS number and has its site; what is laid down twice is there once', async () => {
  await seedReference(ctx());
  await ctx().transaction(async (tx) => {
    const laboratory = await readLaboratoryByFiness(tx, '880000789');
    expect(laboratory?.id).toBe(referenceIds.laboratory('valmont'));
    expect((await readSiteOfLaboratory(tx, laboratory?.id ?? ''))?.id).toBe(referenceIds.site('valmont'));
    expect(await readLaboratoryByFiness(tx, '880000123')).toBeNull();
  });
});
