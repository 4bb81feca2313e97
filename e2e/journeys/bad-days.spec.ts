import { expect, test } from '@playwright/test';
import { testMessage } from '../../server/simulator/test-message';
import { apiOf } from '../support/api';
import { decisionsInForce, missingResults, unfinished } from '../support/books';
import { prepareSignature, validateAll } from '../support/decide';
import { kill, Milestone } from '../support/kill';
import { control, freshAccessionNumber, InsistentLine, received, receivedAbout, send } from '../support/lis';
import { isReady } from '../support/place';

const LABORATORIES = ['LBM-VALMONT', 'LBM-HAUTERIVE', 'LBM-CLAIRLIEU'] as const;
const VICTIMS = ['gateway', 'worker', 'postgres', 'web'] as const;

test.beforeEach(async () => {
  await expect.poll(isReady, { timeout: 60_000 }).toBe(true);
});

test('loses nothing that was acknowledged, whichever process is killed while results come in', async () => {
  const acknowledged: { accessionNumber: string; value: string }[] = [];
  for (const victim of VICTIMS) {
    const middle = new Milestone(6);
    const lines = LABORATORIES.map(async (laboratory) => {
      const line = new InsistentLine();
      for (let count = 0; count < 12; count += 1) {
        const sent = { accessionNumber: freshAccessionNumber(), value: (3 + Math.random() * 3).toFixed(3) };
        await line.send(sent.accessionNumber, testMessage({ ...sent, laboratory, sentAt: new Date(), results: [{ value: sent.value }] }));
        acknowledged.push(sent);
        middle.count();
      }
      await line.close();
    });
    await middle.reached;
    const again = kill(victim);
    await Promise.all(lines);
    await again();
  }
  expect(acknowledged).toHaveLength(VICTIMS.length * LABORATORIES.length * 12);
  await expect.poll(() => missingResults(acknowledged), { message: 'results that were acknowledged and are in no dossier', timeout: 60_000 }).toEqual([]);
  await expect.poll(unfinished, { message: 'what is still to do', timeout: 90_000 }).toEqual([]);
});

test('takes every signature once and tells the LIS once, whichever process is killed while a biologist signs', async () => {
  const { api } = await apiOf('p.gerard');
  const numbers: string[] = [];
  for (const victim of ['web', 'worker', 'postgres', 'gateway'] as const) {
    const group = Array.from({ length: 3 }, freshAccessionNumber);
    for (const accessionNumber of group) expect(await send(testMessage({ accessionNumber, sentAt: new Date() }))).toBe('AA');
    numbers.push(...group);
    const middle = new Milestone(1);
    const signing = (async () => {
      for (const accessionNumber of group) {
        await validateAll(api, accessionNumber);
        middle.count();
      }
    })();
    await middle.reached;
    const again = kill(victim);
    await signing;
    await again();
  }
  await expect.poll(unfinished, { message: 'what is still to do', timeout: 120_000 }).toEqual([]);

  const decisions = await decisionsInForce(numbers);
  expect(decisions.map((decision) => decision.accessionNumber).sort(), 'one decision for each dossier').toEqual([...numbers].sort());
  const atTheLis = await received();
  expect(
    atTheLis.filter((message) => message.isAlarming),
    'the same control id with other bytes',
  ).toEqual([]);
  for (const { accessionNumber, controlIds } of decisions) {
    expect(controlIds, accessionNumber).toHaveLength(1);
    const told = atTheLis.filter((message) => message.isStored && message.summary?.kind === 'decision' && message.summary.accessionNumber === accessionNumber);
    expect(new Set(told.map((message) => message.text)).size, `${accessionNumber}: what the LIS filed`).toBe(1);
    expect(told[0]?.controlId).toBe(controlIds[0]);
    expect(told[0]?.summary?.observations.map((observation) => observation.status)).toEqual(['F']);
  }
});

test('keeps everything for a LIS that is away, and tells it all, in order, when it is back', async () => {
  const { api } = await apiOf('k.haddad');
  const numbers = Array.from({ length: 4 }, freshAccessionNumber);
  for (const accessionNumber of numbers) expect(await send(testMessage({ accessionNumber, sentAt: new Date() }))).toBe('AA');
  await control({ away: true });
  try {
    for (const accessionNumber of numbers) {
      const { decisionId } = await validateAll(api, accessionNumber);
      await api.validation.sendNow.mutate({ decisionId });
    }
    await expect.poll(unfinished, { message: 'what waits for the LIS', timeout: 30_000 }).toContainEqual(expect.stringMatching(/^to the LIS: queued \(\d+\)$/));
  } finally {
    await control({ away: false });
  }
  await expect.poll(unfinished, { message: 'what is still to do', timeout: 90_000 }).toEqual([]);
  const told = (await received())
    .filter((message) => message.isStored && message.summary?.kind === 'decision')
    .map((message) => message.summary?.accessionNumber);
  expect(told.filter((accessionNumber) => numbers.includes(accessionNumber ?? ''))).toEqual(numbers);
});

test('lets one of two biologists sign when both press at the same second, and tells the other who and when', async () => {
  const [haddad, gerard] = [await apiOf('k.haddad'), await apiOf('p.gerard')];
  const accessionNumber = freshAccessionNumber();
  expect(await send(testMessage({ accessionNumber, sentAt: new Date() }))).toBe('AA');
  const signatures = [await prepareSignature(haddad.api, accessionNumber), await prepareSignature(gerard.api, accessionNumber)] as const;
  const outcomes = await Promise.allSettled([haddad.api.validation.decide.mutate(signatures[0]), gerard.api.validation.decide.mutate(signatures[1])]);
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  const refusal = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.data?.refusal] : []))[0];
  const winner = outcomes[0].status === 'fulfilled' ? 'Karim HADDAD' : 'Paul GÉRARD';
  expect(refusal).toMatchObject({ code: 'already-decided', detail: { by: expect.stringContaining(winner), at: expect.any(String) } });
  await expect.poll(async () => (await receivedAbout(accessionNumber, 'decision')).length, { timeout: 30_000 }).toBe(1);
});
