import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestPortal, type TestPortal } from '../main/testing-portal';
import { codeText, NOTICE_SUBJECT, noticeText, withdrawalText } from './texts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await openTestPortal();
});
afterAll(() => portal.end());

const fixed = `${NOTICE_SUBJECT} ${noticeText('')} ${codeText('')} http localhost`.toLowerCase();
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZÉÈÇ'.split('');
const name = fc.array(fc.constantFrom(...letters), { minLength: 4, maxLength: 14 }).map((found) => found.join(''));
const patient = fc.record({
  identifier: fc.stringMatching(/^[1-9][0-9]{6}$/),
  birthFamilyName: name,
  usedName: name,
  givenName: name,
  town: name,
  label: name,
});

test('no message to a patient contains anything of the patient, of the test or of the laboratory', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(patient, async ({ identifier, birthFamilyName, usedName, givenName, town, label }) => {
      const before = (await portal.outbox()).length;
      const { accessionNumber } = await portal.release({
        patient: { identifier, birthFamilyName, usedName, givenNames: [givenName], town, ins: null },
        results: [{ code: 'XTEST', label, value: '73.19', unit: 'mmol/L', range: '61.07 - 64.03', flag: 'H' }],
      });
      const sent = (await portal.outbox()).slice(0, -before || undefined);
      const words = [
        identifier,
        birthFamilyName,
        usedName,
        givenName,
        town,
        label,
        accessionNumber,
        '73',
        'mmol',
        'Valmont',
        'laboratoire',
        'résultat',
        'MARCHAL',
        'Urgences',
        '1979',
        'élevé',
      ];
      expect(sent).toHaveLength(1);
      for (const { subject, body } of sent) {
        // The token is chance: a short name may occur in it.
        const text = `${subject} ${body.replace(/\/n\/[A-Za-z0-9_-]{43}/, '')}`.toLowerCase();
        for (const word of words.filter((candidate) => !fixed.includes(candidate.toLowerCase()))) expect(text).not.toContain(word.toLowerCase());
      }
    }),
    { numRuns: 8 },
  );
});

test('the word that something was taken back says no more than that', () => {
  expect(withdrawalText('L')).not.toMatch(/résultat|laboratoire|analyse|identité|médecin|erreur/i);
  expect(
    withdrawalText('L')
      .split('\n')
      .filter((line) => !noticeText('L').includes(line)),
  ).toHaveLength(1);
});

test('two messages differ in their link and in nothing else', async () => {
  const textOf = async () => (await portal.outbox())[0]?.body.replace(/\/n\/[A-Za-z0-9_-]{43}/, '/n/…');
  await portal.release({ patient: { identifier: '7000001' } });
  const first = await textOf();
  await portal.release({ patient: { identifier: '7000002', birthFamilyName: 'AUTRE' } });
  expect(await textOf()).toBe(first);
  expect(first).toContain('/n/…');
});
