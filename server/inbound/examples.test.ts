import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import { receiveFrame } from './receive-frame';

/** The messages that the integrator's document shows are taken as it says. */
let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct();
});
afterAll(() => product.end());

const DOCUMENT = readFileSync('docs/interfaces.md', 'utf8');
/** The annotated block that holds that control id, without its annotations. */
function example(controlId: string): string {
  const block = DOCUMENT.split('```').find((text) => text.startsWith('\nMSH|') && text.includes(`|${controlId}|`)) ?? '';
  return block
    .trim()
    .split('\n')
    .map((line) => line.replace(/ {4,}.*$/, ''))
    .join('\r');
}
async function answersTo(message: string): Promise<string[]> {
  const answers = await receiveFrame(product.ctx, { bytes: Buffer.from(message), peer: '192.0.2.1', acceptsTests: true });
  return answers.flatMap((answer) =>
    answer
      .toString('utf8')
      .split('\r')
      .filter((line) => /^(MSA|ERR)/.test(line)),
  );
}
const stateOf = async (controlId: string) =>
  [...(await product.access.worker.execute<{ state: string }>(sql`select state from inbound_message where control_id = ${controlId}`))].map(
    ({ state }) => state,
  );

test('the annotated result is acknowledged and applied', async () => {
  const [told, ...others] = await answersTo(example('VAL1'));
  expect([told, others.filter((line) => line.includes('|E|'))]).toEqual(['MSA|AA|VAL1', []]);
  await product.settle();
  expect(await stateOf('VAL1')).toEqual(['applied']);
});

test('the exchange as asked: one commit answer, and an application answer when there is an error', async () => {
  await product.access.worker.execute(
    sql`update connection_profile set settings = settings || '{"acknowledgement":"as-asked"}'::jsonb, version = version + 1 where sending_facility = 'LBM-VALMONT'`,
  );
  const message = example('VAL77');
  expect(await answersTo(message)).toEqual(['MSA|CA|VAL77']);
  const broken = message.replace('VAL77', 'VAL78').replace(/PID[^\r]*\r/, '');
  const told = await answersTo(broken);
  expect(told.filter((line) => line.startsWith('MSA')).map((line) => line.split('|').slice(1, 3).join(' '))).toEqual(['CA VAL78', 'AE VAL78']);
  expect(await stateOf('VAL78')).toEqual(['quarantined']);
});

test('the admission is acknowledged and moves the patient', async () => {
  expect(await answersTo(example('MVT1'))).toEqual(['MSA|AA|MVT1']);
  await product.settle();
  expect(await stateOf('MVT1')).toEqual(['applied']);
});
