import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { memoryKey, passkeyKey, seal, unseal } from './pack-crypto';

let key: CryptoKey;
beforeAll(async () => {
  key = await memoryKey();
});

test('what was sealed opens as it was, dates too', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({ name: fc.string(), at: fc.date({ noInvalidDate: true }), list: fc.array(fc.string()), none: fc.constant(null) }),
      async (value) => {
        expect(await unseal(key, 'p/card:1', await seal(key, 'p/card:1', value))).toEqual(value);
      },
    ),
    { numRuns: 50 },
  );
});

test('sealed twice, nothing of it is alike, and nothing of the text is in it', async () => {
  const value = { name: 'ESSAI-LUNE Camille', result: 'Potassium 6,9' };
  const [one, two] = [await seal(key, 'p/x', value), await seal(key, 'p/x', value)];
  expect(Buffer.from(one.iv).equals(Buffer.from(two.iv))).toBe(false);
  expect(Buffer.from(one.data).equals(Buffer.from(two.data))).toBe(false);
  expect(Buffer.from(one.data).toString('latin1')).not.toMatch(/ESSAI|Potassium/);
});

test('one bit changed anywhere, another name, another pack or another key open nothing', async () => {
  const sealed = await seal(key, 'p/card:1', { value: '5.6' });
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 0, max: 7 }), fc.boolean(), async (place, bit, inIv) => {
      const changed = { iv: new Uint8Array(sealed.iv), data: sealed.data.slice(0) };
      const bytes = inIv ? changed.iv : new Uint8Array(changed.data);
      const index = place % bytes.length;
      bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
      await expect(unseal(key, 'p/card:1', changed)).rejects.toThrow(/./);
    }),
    { numRuns: 100 },
  );
  for (const [other, name] of [
    [key, 'p/card:2'],
    [key, 'q/card:1'],
    [await memoryKey(), 'p/card:1'],
  ] as const)
    await expect(unseal(other, name, sealed)).rejects.toThrow(/./);
});

test('the passkey’s secret gives the same key each time, another one for another pack or passkey, and no script reads it out', async () => {
  const secret = crypto.getRandomValues(new Uint8Array(32)).buffer;
  const salt = crypto.getRandomValues(new Uint8Array(32));
  const sealed = await seal(await passkeyKey(secret, salt), 'p/x', 'vu');
  expect(await unseal(await passkeyKey(secret, salt), 'p/x', sealed)).toBe('vu');
  const others = [
    await passkeyKey(secret, crypto.getRandomValues(new Uint8Array(32))),
    await passkeyKey(crypto.getRandomValues(new Uint8Array(32)).buffer, salt),
  ];
  for (const other of others) await expect(unseal(other, 'p/x', sealed)).rejects.toThrow(/./);
  for (const own of [key, await passkeyKey(secret, salt)]) {
    expect(own.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', own)).rejects.toThrow(/./);
  }
});
