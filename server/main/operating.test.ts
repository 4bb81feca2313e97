import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Variables } from '../platform/env-schema';
import { ALARM_KINDS } from '../platform/link-alarms';
import { SWEEPERS } from './wiring';

/** The operator's document against the code: what can be set, what runs by itself, what rings, what is measured. */
const DOCUMENT = readFileSync('docs/operating.md', 'utf8');
const section = (title: string): string => DOCUMENT.slice(DOCUMENT.indexOf(`\n## ${title}\n`) + 1).split('\n## ', 1)[0] ?? '';
/** Names in the first cell of each row of a section's tables. */
const named = (title: string): Set<string> =>
  new Set([...section(title).matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')));

/** Read by the simulator, a program of its own. */
const OF_THE_SIMULATOR = ['SIMULATOR_REFUSALS', 'SIMULATOR_FIXTURES'];

test('every variable that a process reads is in the table, and no other', () => {
  expect(named('Environment')).toEqual(new Set([...Object.keys(Variables.shape), ...OF_THE_SIMULATOR]));
  const simulator = readFileSync('server/simulator/settings.ts', 'utf8');
  for (const name of OF_THE_SIMULATOR) expect(simulator).toContain(name);
});

test('every sweeper is in the table, and no other', () => {
  expect(named('Sweepers')).toEqual(new Set(SWEEPERS.map(({ name }) => name)));
});

test('every kind of alarm is in the table, and no other', () => {
  expect(named('Alarms of the links')).toEqual(new Set(ALARM_KINDS));
});

test('every gauge is in the table, and no other', () => {
  const measured = [...readFileSync('server/main/metrics.ts', 'utf8').matchAll(/^ {2}(relais_\w+): '/gm)].map((match) => match[1]);
  expect(measured.length).toBeGreaterThan(5);
  expect(named('Metrics')).toEqual(new Set(measured));
});

test('every script of the package that the documents name is there', () => {
  const scripts: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));
  const documents = ['README.md', 'docs/operating.md', 'docs/interfaces.md', 'docs/security.md'].map((path) => readFileSync(path, 'utf8')).join('\n');
  const names = new Set([...documents.matchAll(/npm run (?:--silent )?([a-z0-9:]+)/g)].map((match) => match[1] ?? ''));
  expect(names.size).toBeGreaterThan(5);
  for (const name of names) expect(Object.keys(scripts.scripts)).toContain(name);
});
