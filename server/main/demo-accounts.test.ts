import { expect, test } from 'vitest';
import { codeAt, stepOf } from '../access/one-time-code';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, describeDemoAccounts } from './demo-accounts';

const NOW = new Date('2026-11-21T08:00:00Z');

test('every account has a login, a second factor and an RPPS number of its own', () => {
  for (const key of ['login', 'totpSecret'] as const) expect(new Set(DEMO_ACCOUNTS.map((account) => account[key])).size).toBe(DEMO_ACCOUNTS.length);
  const numbers = DEMO_ACCOUNTS.map((account) => account.rppsNumber).filter((number) => number !== null);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('what the terminal shows opens the account', () => {
  const shown = describeDemoAccounts(NOW);
  expect(shown).toContain(DEMO_PASSWORD);
  for (const { login, totpSecret } of DEMO_ACCOUNTS) {
    const code = codeAt(totpSecret, NOW);
    expect(shown).toMatch(new RegExp(`${login}.*${code}.*${totpSecret}`));
    expect(stepOf(code, totpSecret, NOW)).not.toBeNull();
  }
});

test('nobody both decides on results and administers', () => {
  for (const { habilitations } of DEMO_ACCOUNTS) {
    const roles = new Set(habilitations.map(({ role }) => role));
    expect(roles.has('biologist') && roles.has('administrator')).toBe(false);
  }
});
