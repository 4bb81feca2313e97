import { expect, test } from 'vitest';
import { BARRIERS, type Barrier } from './barriers';
import { isDrawn } from './draw';
import { acceptanceAt, barriersOf } from './rules';
import type { Acceptance, Circumstances, Examined, ExaminedResult } from './types';

const at = (clock: string) => new Date(`2026-11-22T${clock}:00+01:00`);
const acceptance: Acceptance = {
  id: 'a',
  userId: 'helene',
  ruleSetId: 'set',
  ruleSetVersionId: 'v1',
  siteIds: ['valmont'],
  chapters: ['Biochimie'],
  testCodes: [],
  startsAt: at('01:00'),
  acceptedAt: at('01:02'),
  endsAt: at('08:00'),
  endedAt: null,
};
const result: ExaminedResult = {
  id: 'k',
  code: '2823-3',
  chapter: 'Biochimie',
  status: 'R',
  interpretation: 'N',
  origin: '',
  isExecutedElsewhere: false,
  replacesReleased: false,
  needsSecondReader: false,
  isOwn: false,
};
const verdict = {
  outcome: 'clear',
  effect: null,
  findingCount: 0,
  isApproved: true,
  ruleSetVersionId: 'v1',
  results: { k: { outcome: 'clear', effect: null } },
  evaluatedAt: at('03:00'),
};
const dossier: Examined = {
  dossierId: 'd',
  isTest: false,
  identityGuaranteed: true,
  hasIdentityChange: false,
  arePriorsConsulted: true,
  hasOpenCall: false,
  isSetAside: false,
  hasOpenRequest: false,
  open: [result],
  verdict,
};
const around: Circumstances = {
  switches: { all: true, site: true, ruleSet: true, biologist: true },
  responsible: { userId: 'helene', isOnDuty: true },
  acceptance,
  rulesInForce: { versionId: 'v1', isSuspended: false },
  isHandoverOpen: false,
};
const with_ = (changed: Partial<ExaminedResult>): Partial<Examined> => ({ open: [{ ...result, ...changed }] });
const said = (changed: object): Partial<Examined> => ({ verdict: { ...verdict, ...changed } });

test('nothing keeps what everything speaks for', () => expect(barriersOf(dossier, around)).toEqual([]));

const EACH: readonly [Barrier, Partial<Examined>, Partial<Circumstances>][] = [
  ['off-everywhere', {}, { switches: { ...around.switches, all: false } }],
  ['off-site', {}, { switches: { ...around.switches, site: false } }],
  ['off-rule-set', {}, { switches: { ...around.switches, ruleSet: false } }],
  ['rules-suspended', {}, { rulesInForce: { versionId: 'v1', isSuspended: true } }],
  ['other-rules', {}, { rulesInForce: { versionId: 'v2', isSuspended: false } }],
  ['off-biologist', {}, { switches: { ...around.switches, biologist: false } }],
  ['nobody-responsible', {}, { responsible: null }],
  ['not-accepted', {}, { responsible: { userId: 'karim', isOnDuty: true } }],
  ['not-on-duty', {}, { responsible: { userId: 'helene', isOnDuty: false } }],
  ['handover-open', {}, { isHandoverOpen: true }],
  ['test-message', { isTest: true }, {}],
  ['nothing-waits', { open: [] }, {}],
  ['identity-not-guaranteed', { identityGuaranteed: false }, {}],
  ['identity-changed', { hasIdentityChange: true }, {}],
  ['priors-not-consulted', { arePriorsConsulted: false }, {}],
  ['call-open', { hasOpenCall: true }, {}],
  ['set-aside', { isSetAside: true }, {}],
  ['request-open', { hasOpenRequest: true }, {}],
  ['second-reader', with_({ needsSecondReader: true }), {}],
  ['own-result', with_({ isOwn: true }), {}],
  ['bedside', with_({ origin: 'Réanimation' }), {}],
  ['executed-elsewhere', with_({ isExecutedElsewhere: true }), {}],
  ['replaces-released', with_({ replacesReleased: true }), {}],
  ['not-a-result', with_({ status: 'X' }), {}],
  ['critical', with_({ interpretation: 'HH' }), {}],
  ['flagged', with_({ interpretation: 'N~PLT_CLUMP' }), {}],
  ['flag-missing', with_({ interpretation: '' }), {}],
  ['out-of-scope', with_({ chapter: 'Hématologie' }), {}],
  ['out-of-scope', with_({ chapter: null }), {}],
  ['no-verdict', { verdict: null }, {}],
  ['before-acceptance', said({ evaluatedAt: at('01:01') }), {}],
  ['other-rules', said({ ruleSetVersionId: 'v2' }), {}],
  ['rules-not-approved', said({ isApproved: false }), {}],
  ['rule-found', said({ findingCount: 1 }), {}],
  ['rule-found', said({ effect: 'inform' }), {}],
  ['rule-found', said({ results: { k: { outcome: 'found', effect: 'hold' } } }), {}],
  ['rule-not-evaluable', said({ outcome: 'not-evaluable' }), {}],
  ['rule-not-evaluable', said({ results: { k: { outcome: 'not-evaluable', effect: null } } }), {}],
  ['not-evaluated', said({ results: {} }), {}],
  ['not-evaluated', said({ outcome: 'not-evaluated' }), {}],
];

test.each(EACH)('« %s » alone keeps it', (barrier, changed, circumstances) => {
  expect(barriersOf({ ...dossier, ...changed }, { ...around, ...circumstances })).toContain(barrier);
});

test('every barrier is tried', () => expect(new Set(EACH.map(([barrier]) => barrier))).toEqual(new Set(BARRIERS)));

test('an acceptance holds from its first minute to its last, at its sites, until it is ended, and for its own person', () => {
  const inForce = (changed: Partial<Acceptance>, clock = '03:00', site = 'valmont', user: string | null = 'helene') =>
    acceptanceAt([{ ...acceptance, ...changed }], site, user, at(clock))?.id ?? null;
  expect(inForce({})).toBe('a');
  expect([inForce({}, '01:00'), inForce({}, '00:59'), inForce({}, '07:59'), inForce({}, '08:00')]).toEqual(['a', null, 'a', null]);
  expect([
    inForce({ endedAt: at('02:59') }),
    inForce({}, '03:00', 'clairlieu'),
    inForce({}, '03:00', 'valmont', 'karim'),
    inForce({}, '03:00', 'valmont', null),
  ]).toEqual([null, null, null, null]);
});

test('the draw takes about its share, always the same, and another key takes others', () => {
  const ids = Array.from({ length: 20_000 }, (_, index) => `decision-${index}`);
  const drawn = (key: string, percent: number) => ids.filter((id) => isDrawn(Buffer.from(key), id, percent));
  expect(drawn('one', 2).length).toBeGreaterThan(300);
  expect(drawn('one', 2).length).toBeLessThan(500);
  expect(drawn('one', 2)).toEqual(drawn('one', 2));
  expect(drawn('two', 2)).not.toEqual(drawn('one', 2));
  expect([drawn('one', 100).length, drawn('one', 0).length]).toEqual([20_000, 0]);
});
