import { expect, test } from 'vitest';
import { passwordProblem } from './password-rules';

const person = { login: 'h.marchetti', familyName: 'MARCHETTI-LÉVY', givenName: 'Hélène' };
const problem = (password: string) => passwordProblem(password, person);

test.each(['la pluie sur les tuiles', 'quatre tasses vides', '🦉🦉🐸🐙🦊 nuits blanches', 'x7!Kd0qPz2#m', '            nuit de garde'])(
  'takes « %s »: nothing is asked but length',
  (password) => {
    expect(problem(password)).toBeNull();
  },
);

test('counts characters, not bytes: 12 are enough, 128 the most', () => {
  expect(problem('lune rousse')).toBe('password-short');
  expect(problem('lune roussée')).toBeNull();
  expect(problem('🦉🐸🐙🦊🐝🐢')).toBe('password-short');
  expect(problem('ab cd efg hij klm '.repeat(8).slice(0, 128))).toBeNull();
  expect(problem('ab cd efg hij klm '.repeat(8).slice(0, 129))).toBe('password-long');
});

test.each([
  'motherfucker',
  'QWERTY123456',
  '1q2w3e4r5t6y',
  'password2026!!',
  '12345password',
  'P4$$w0rd!!!!!',
  'dragondragon',
  'azertyazerty1',
  'Laboratoire2026',
  'relaisrelais',
  '012345678901',
  'abcdefghijkl',
  'azertyuiopqsd',
  'aaaaaaaaaaaa',
  'abababababab',
])('refuses « %s », which an attacker tries first', (password) => {
  expect(problem(password)).toBe('password-known');
});

test.each(['ma clé de marchetti', 'H.Marchetti2026', 'helene au labo', 'HÉLÈNE la nuit', 'pour levy demain'])(
  'refuses « %s », which tells whose it is',
  (password) => {
    expect(problem(password)).toBe('password-personal');
  },
);

test('does not hold a short name against a word that happens to contain it', () => {
  expect(passwordProblem('la nuit et le jour', { login: 'x.li', familyName: 'LI', givenName: 'Jo' })).toBeNull();
});
