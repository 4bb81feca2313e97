import { expect, test } from 'vitest';
import { translated, VALMONT } from '../inbound/testing';
import { controlRounds } from './controls';

const at = new Date('2026-11-21T02:00:00Z');
const round = controlRounds('relais', at, at, 'toorg0');

test('a round holds every analyser of the systems that tell controls, each message once', () => {
  expect(round.length).toBeGreaterThan(8);
  expect(new Set(round.map(({ controlId }) => controlId)).size).toBe(round.length);
  expect(round.every(({ controlId }) => controlId.length <= 20)).toBe(true);
  expect(new Set(round.map(({ laboratory }) => laboratory))).toEqual(new Set(['LBM-VALMONT', 'LBM-HAUTERIVE']));
  expect(controlRounds('relais', at, at, 'toorg0')).toEqual(round);
});

test('Relais reads two levels of each, with target, limits and state, and nobody’s results', () => {
  const settings = {
    ...VALMONT.settings,
    privateFields: [
      { segment: 'ZQC', field: 1, component: 1, meaning: 'quality-control' as const },
      { segment: 'ZQC', field: 2, component: 1, meaning: 'control-target' as const },
    ],
  };
  const first = round.find(({ laboratory }) => laboratory === 'LBM-HAUTERIVE');
  const { controls, groups, problems } = translated(first?.bytes.toString('utf8') ?? '', { ...VALMONT, settings });
  expect([groups, problems.filter(({ severity }) => severity === 'E')]).toEqual([[], []]);
  expect(new Set(controls.map(({ level }) => level))).toEqual(new Set(['Niveau 1', 'Niveau 2']));
  expect(controls.every(({ target, limits, analyser, state }) => target !== '' && limits !== '' && analyser !== '' && state !== 'unknown')).toBe(true);
  expect(new Set(controls.map(({ specimen, code }) => `${specimen} ${code}`)).size).toBe(controls.length);
});
