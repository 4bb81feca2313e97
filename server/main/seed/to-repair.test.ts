import { afterAll, beforeAll, expect, test } from 'vitest';
import { listDesk } from '../../inbound/read-desk';
import { openTestProduct, type TestProduct } from '../testing';
import { messagesToRepair } from './to-repair';

process.env['NEXTAUTH_SECRET'] ??= 'a secret that is only for the tests';
let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct();
});
afterAll(() => product.end());

test('the demonstration has one of each thing to repair, and every one of these results is in', async () => {
  for (const { bytes } of messagesToRepair(product.clock.now())) expect(await product.receive(bytes)).toContain('MSA|AA');
  const desk = await listDesk(product.as(await product.person('referent', ['hauterive'])));
  const kinds = desk.ok ? desk.value.items.map(({ kind, waiting }) => `${kind} ${waiting}`) : [];
  expect(kinds.toSorted()).toEqual(['identity 1', 'unknown_prescriber 2', 'unknown_ward 1', 'unmapped_code 1']);
});
