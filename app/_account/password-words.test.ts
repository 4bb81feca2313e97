import { expect, test } from 'vitest';
import { passwordWords } from './password-words';

test.each([
  ['', /Au moins 12 caractères/],
  ['lune rousse', /^Encore 1 caractère\.$/],
  ['lune', /^Encore 8 caractères\.$/],
  ['🦉🐸🐙🦊🐝🐢', /^Encore 6 caractères\.$/],
  ['lune roussée', /^Assez long/],
  ['la pluie sur les tuiles', /^Très solide/],
  ['a'.repeat(130), /^2 de trop/],
])('says of « %s » how it stands', (password, words) => {
  expect(passwordWords(password)).toMatch(words);
});
