import { expect, test } from 'vitest';
import { foldedPages } from './desk-pages';

const words = (links: ReturnType<typeof foldedPages>): string[] =>
  links.map((entry) => ('links' in entry ? `${entry.label}: ${entry.links.map(({ label }) => label).join(', ')}` : entry.label));

test('whoever may open little has every page in the line', () => {
  const may = new Set(['call.read', 'duty.read', 'rules.read', 'autoverification.read', 'security.read']);
  expect(words(foldedPages((permission) => may.has(permission)))).toEqual(['Appels', 'Gardes', 'Règles', 'Validation automatique', 'Alertes']);
});

test('whoever may open much has settings and rarer pages behind a word each, and loses none', () => {
  const all = foldedPages(() => true);
  expect(words(all)).toEqual([
    'À valider',
    'Appels',
    'Gardes',
    'Relève',
    'Échanges',
    'Activité',
    'Réglages: Délais d’urgence, Phrases, Décisions, Conventions, Règles, Validation automatique',
    'Plus: Accueil patients, Utilisateurs, Accès d’urgence, Postes, Traçabilité, Alertes, Télémaintenance',
  ]);
});

test('a fold of one page is that page', () => {
  const may = new Set(['worklist.read', 'call.read', 'duty.read', 'duty.hold', 'exchanges.read', 'activity.read', 'phrase.read', 'audit.read']);
  expect(words(foldedPages((permission) => may.has(permission))).slice(-2)).toEqual(['Phrases', 'Traçabilité']);
});

test('a person who may only read the policy of calls is led there, and no label stands twice', () => {
  const labels = foldedPages((permission) => permission !== 'call.read').flatMap((entry) => ('links' in entry ? entry.links : [entry]));
  expect(labels.find(({ label }) => label === 'Appels')?.href).toBe('/calls/policy');
  expect(new Set(labels.map(({ label }) => label)).size).toBe(labels.length);
});
