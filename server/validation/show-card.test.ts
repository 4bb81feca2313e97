import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { readCard } from './read-card';
import { prefetchCard, showCard } from './show-card';

let product: TestValidation;
let helene: ProfessionalActor;
let elsewhere: ProfessionalActor;
beforeAll(async () => {
  product = await openTestValidation();
  helene = await product.person('biologist');
  elsewhere = await product.person('biologist', ['hauterive']);
});
afterAll(() => product.end());

const traced = async (dossierId: string) =>
  (
    await product.rows<{ action: string }>(
      sql`select action from audit_event where dossier_id = ${dossierId} and action in ('dossier.open', 'dossier.prefetch') order by sequence`,
    )
  ).map(({ action }) => action);

test('a card that lies ready is no reading; it is one from the moment it is shown, and says the same as one that is opened', async () => {
  const dossierId = await product.send(product.freshNumber());
  const ready = await prefetchCard(product.as(helene), { dossierId });
  expect(await traced(dossierId)).toEqual(['dossier.prefetch']);
  const displayed = ready.ok ? ready.value.displayed : '';
  expect(await showCard(product.as(helene), { dossierId, displayed })).toEqual({ ok: true, value: { isCurrent: true } });
  expect(await traced(dossierId)).toEqual(['dossier.prefetch', 'dossier.open']);
  expect(ready).toEqual(await readCard(product.as(helene), { dossierId }));
});

test('what changed meanwhile is not shown, and its reading not recorded', async () => {
  const number = product.freshNumber();
  const dossierId = await product.send(number);
  const ready = await prefetchCard(product.as(helene), { dossierId });
  await product.send(number, { results: [{ value: '6.9' }] });
  expect(await showCard(product.as(helene), { dossierId, displayed: ready.ok ? ready.value.displayed : '' })).toEqual({
    ok: true,
    value: { isCurrent: false },
  });
  expect(await traced(dossierId)).toEqual(['dossier.prefetch']);
});

test('neither is there for a biologist of another laboratory', async () => {
  const dossierId = await product.send(product.freshNumber());
  const ready = await prefetchCard(product.as(helene), { dossierId });
  const displayed = ready.ok ? ready.value.displayed : '';
  expect(await prefetchCard(product.as(elsewhere), { dossierId })).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await showCard(product.as(elsewhere), { dossierId, displayed })).toMatchObject({ refusal: { code: 'not-found' } });
});

test('the card shows the words of OBX-8 that nobody knows, the status, and that she measured it herself', async () => {
  const dossierId = await product.send(product.freshNumber(), {
    results: [
      { flag: 'PLT_CLUMP~H', status: 'P', responsible: { code: 'T01', familyName: 'MARCHETTI', givenName: 'Hélène' } },
      { code: 'NA', label: 'Sodium', loincCode: '2951-2', flag: 'H' },
    ],
  });
  const card = await readCard(product.as(helene), { dossierId });
  const results = card.ok ? card.value.panels.flatMap((panel) => panel.results) : [];
  expect(results.map(({ lisWords, status, flag, isOwnTechnical }) => [lisWords, status, flag, isOwnTechnical])).toEqual([
    [['PLT_CLUMP'], 'P', 'high', true],
    [[], expect.stringMatching(/^[RP]$/), 'high', false],
  ]);
});
