import { afterEach, describe, expect, it, vi } from 'vitest';
import { MllpClient } from '../hl7/mllp-client';
import { startControlServer } from './control-server';
import { fixtureMessages } from './fixture-messages';
import { startLisServer } from './lis-server';
import { readSettings } from './settings';
import { type Simulator, startSimulator } from './simulator';
import { testMessage } from './test-message';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});

const startedAt = Date.now();
/** A Wednesday in the busiest hour, whenever the tests run. */
const busyHour = () => new Date(Date.parse('2026-11-18T08:00:00+01:00') + Date.now() - startedAt);

/** A simulator that sends to another simulated system, which plays Relais. */
async function running(env: Record<string, string> = {}) {
  const relais = await startLisServer({ host: '127.0.0.1', port: 0, seed: 'relais', refusalRate: 0, now: () => new Date() });
  open.push(relais);
  const outcome = readSettings({ SIMULATOR_PORT: '0', SIMULATOR_HTTP_PORT: '0', SIMULATOR_RATE: '0', RELAIS_MLLP: `127.0.0.1:${relais.port}`, ...env });
  if (!outcome.ok) throw new Error(outcome.problems.join());
  const simulator: Simulator = await startSimulator(outcome.settings, busyHour);
  const control = await startControlServer(simulator, 0);
  open.push(simulator, control);
  const base = `http://127.0.0.1:${control.port}`;
  const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(base + path, { method: 'POST', body, headers });
  return { relais, simulator, base, post };
}

describe('the simulator', () => {
  it('sends every recorded message near its start, the emergency first', async () => {
    const { relais, simulator } = await running();
    const recorded = fixtureMessages();
    expect(recorded.length).toBe(12);
    await vi.waitFor(() => expect(simulator.sent.every(({ state }) => state === 'accepted')).toBe(true), { timeout: 5000 });
    expect(relais.received).toHaveLength(12);
    expect(relais.received[0]?.controlId).toBe('VAL2611210031');
    expect(relais.received.every(({ text }) => !text.includes('\n'))).toBe(true);
  });

  it('sends traffic of its own under control ids that carry the run', async () => {
    const { relais, post } = await running({ SIMULATOR_FIXTURES: '0' });
    await post('/control', '{"rate":80}');
    // Controls come on a line of their own, before, between or after.
    const traffic = () => relais.received.filter(({ controlId }) => !/^...Q/.test(controlId));
    await vi.waitFor(() => expect(traffic().length).toBeGreaterThan(0), { timeout: 30_000 });
    expect(traffic()[0]?.controlId).toMatch(/^(VAL|HTR|CLA)[a-z0-9]{6}-000001$/);
  }, 45_000);

  it('shows what it received, escaped, and gives it as JSON', async () => {
    const { simulator, base } = await running({ SIMULATOR_FIXTURES: '0' });
    const client = new MllpClient({ host: '127.0.0.1', port: simulator.lis.port, timeoutMs: 5000 });
    open.push(client);
    await client.send(testMessage({ controlId: 'D1', results: [{ status: 'F', value: '<b>6.9' }] }));
    const page = await (await fetch(base)).text();
    expect(page).toContain('SIL simulé');
    expect(page).toContain('&#60;b&#62;6.9 [F]');
    expect(page).not.toContain('<b>6.9');
    expect(await (await fetch(`${base}/received.json`)).json()).toMatchObject([{ controlId: 'D1', reception: 'AA', summary: { kind: 'decision' } }]);
  });

  it('goes away and comes back on command', async () => {
    const { simulator, post } = await running({ SIMULATOR_FIXTURES: '0' });
    expect(await (await post('/control', '{"away":true,"refusals":0.5}')).json()).toMatchObject({ away: true, refusals: 0.5 });
    expect(simulator.lis.isAway).toBe(true);
    expect(await (await post('/control', '{"away":false}')).json()).toMatchObject({ away: false });
  });

  it('obeys no order that it only half understands, and none of another site', async () => {
    const { simulator, post } = await running({ SIMULATOR_FIXTURES: '0' });
    for (const body of ['{"away":true,"speed":2}', '{"rate":-1}', '[]', 'oui']) expect((await post('/control', body)).status).toBe(400);
    expect((await post('/control', '{"away":true}', { origin: 'https://ailleurs.example' })).status).toBe(403);
    expect(simulator.lis.isAway).toBe(false);
  });

  it('sends bytes as they are and gives the answer, or says that there was none', async () => {
    const { relais, post } = await running({ SIMULATOR_FIXTURES: '0' });
    const answer = await post('/send', new Uint8Array(testMessage({ controlId: 'M1' })));
    expect(await answer.text()).toContain('MSA|AA|M1');
    await relais.setAway(true);
    expect((await post('/send', new Uint8Array(testMessage({ controlId: 'M2' })))).status).toBe(502);
  });
});

describe('the settings', () => {
  it('have defaults for everything', () => {
    expect(readSettings({})).toEqual({
      ok: true,
      settings: { relais: { host: '127.0.0.1', port: 2575 }, lisPort: 2576, httpPort: 2580, seed: 'relais', rate: 4, refusals: 0.01, sendsFixtures: true },
    });
  });

  it('name every value that cannot be used', () => {
    expect(readSettings({ SIMULATOR_RATE: 'vite', SIMULATOR_PORT: '70000', RELAIS_MLLP: 'relais' })).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('RELAIS_MLLP'), expect.stringContaining('SIMULATOR_PORT'), expect.stringContaining('SIMULATOR_RATE')],
    });
  });
});
