import { expect, it } from 'vitest';
import { loginSentence } from './login-sentence';

it('counts the tries left without saying which of the three was wrong', () => {
  expect(loginSentence('wrong:2')).toBe('Identifiant, mot de passe ou code incorrect. Encore 2 essais.');
  expect(loginSentence('wrong')).toBe('Identifiant, mot de passe ou code incorrect.');
  expect(loginSentence('CredentialsSignin')).toBe('Identifiant, mot de passe ou code incorrect.');
});

it('names the administrator as the only way back after the third', () => {
  expect(loginSentence('locked')).toBe('Accès suspendu. Seul l’administrateur peut le rétablir.');
  expect(loginSentence('locked:03 53 01 22 09')).toContain('03 53 01 22 09');
});

it('does not blame the person when no answer came', () => {
  expect(loginSentence(undefined)).toContain('Pas de réponse du serveur.');
});

it('names the key where a key is wanted, and says nothing about an account where one is refused', () => {
  expect(loginSentence('passkey-required')).toContain('Entrez avec votre clé d’accès');
  expect(loginSentence('passkey-refused')).toContain('Cette clé d’accès n’ouvre rien ici.');
});
