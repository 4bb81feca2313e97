import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONTACT_LIFE_MS, expiryOf, isOpenTo, mayResume, PACK_LIFE_MS, type PackFacts } from './rules';

const MADE = new Date('2026-11-21T03:00:00Z');
const by = { userId: 'u', sessionId: 's', terminalId: null };
const pack: PackFacts = { ...by, expiresAt: new Date(MADE.getTime() + CONTACT_LIFE_MS), endedAt: null };

test('a pack is over two hours after the last contact and eight after it was made, whichever comes first', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 12 * 3_600_000 }), (later) => {
      const heard = new Date(MADE.getTime() + later);
      const expiry = expiryOf(MADE, heard);
      expect(expiry.getTime()).toBeLessThanOrEqual(heard.getTime() + CONTACT_LIFE_MS);
      expect(expiry.getTime()).toBeLessThanOrEqual(MADE.getTime() + PACK_LIFE_MS);
    }),
  );
});

describe('is open to its holder in its session before its end, and to nobody else', () => {
  test.each<[string, Partial<PackFacts>, Partial<typeof by>, Date, boolean, boolean]>([
    ['as it is', {}, {}, MADE, true, true],
    ['another person', {}, { userId: 'v' }, MADE, false, false],
    ['another session', {}, { sessionId: 't' }, MADE, false, true],
    ['ended', { endedAt: MADE }, {}, MADE, false, false],
    ['at its end', {}, {}, pack.expiresAt, false, false],
    ['on another device', { terminalId: 'a' }, { sessionId: 't' }, MADE, false, false],
  ])('%s', (_what, changes, asker, now, open, resumes) => {
    expect([isOpenTo({ ...pack, ...changes }, { ...by, ...asker }, now), mayResume({ ...pack, ...changes }, { ...by, ...asker }, now)]).toEqual([
      open,
      resumes,
    ]);
  });
});
