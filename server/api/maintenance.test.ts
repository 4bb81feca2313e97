import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { maintenanceCommand, maintenanceOutcome } from '../../db/schema/access';
import { openSession } from '../access/open-session';
import { makeUser, withSession } from '../access/testing';
import { openTestWindow } from '../access/testing-maintenance';
import { openTestProduct, type TestProduct } from '../main/testing';
import { newId } from '../platform/ids';
import { createApiContext } from './context';
import { createCaller } from './root';

let product: TestProduct;
beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct();
});
afterAll(() => product.end());

/** A technician in his open window, as his browser would ask. */
async function technician() {
  const { access, clock } = product;
  const technicianId = await makeUser(access.worker, clock.now, { login: `t-${newId()}`, habilitations: [{ role: 'remote_maintainer' }] });
  const biologistId = await makeUser(access.worker, clock.now, { login: `b-${newId()}`, habilitations: [{ role: 'biologist' }] });
  const windowId = await openTestWindow(access.worker, clock.now, { technicianId, biologistId });
  const { token } = await access.web.transaction((tx) =>
    openSession(tx, 'professional', technicianId, { address: '', terminal: '' }, clock.now(), { method: 'password-totp' }),
  );
  const api = createCaller(createApiContext({ headers: withSession('professional', token), db: access.web, now: clock.now }));
  const written = () =>
    access.worker
      .select({ kind: maintenanceCommand.kind, command: maintenanceCommand.command, outcome: maintenanceOutcome.outcome })
      .from(maintenanceCommand)
      .leftJoin(maintenanceOutcome, eq(maintenanceOutcome.commandId, maintenanceCommand.id))
      .where(eq(maintenanceCommand.windowId, windowId))
      .orderBy(asc(maintenanceCommand.id));
  return { api, windowId, written };
}

test.each(['aide', 'etat', 'liaisons', 'files', 'refus', 'sessions', 'version'])('« %s » answers, and both line and answer are written down', async (line) => {
  const { api, written } = await technician();
  const { lines, ended } = await api.maintenance.run({ line });
  expect(lines.length).toBeGreaterThan(0);
  expect(ended).toBe(false);
  await expect(written()).resolves.toEqual([{ kind: 'command', command: line, outcome: lines.join('\n') }]);
});

test('« liaisons » names every laboratory', async () => {
  const { api } = await technician();
  const { lines } = await api.maintenance.run({ line: 'liaisons' });
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) expect(line).toMatch(/dernier message reçu .* envois en attente \d+, refusés \d+/);
});

test.each(['patients', 'select * from patient', 'constructor', '__proto__', 'relancer', 'relancer RIEN'])(
  '« %s » does nothing, and is written down',
  async (line) => {
    const { api, written } = await technician();
    const { lines } = await api.maintenance.run({ line });
    expect(lines).toHaveLength(1);
    await expect(written()).resolves.toMatchObject([{ command: line, outcome: lines[0] }]);
  },
);

test('« fin » closes the window and the session', async () => {
  const { api, written } = await technician();
  await expect(api.maintenance.run({ line: 'fin' })).resolves.toMatchObject({ ended: true });
  await expect(written()).resolves.toMatchObject([{ command: 'fin', outcome: 'Télémaintenance fermée.' }]);
  await expect(api.maintenance.console()).rejects.toThrow('session-expired');
});

test('any other door is written down by its name, also one that does not open to him; the console’s own questions are not', async () => {
  const { api, windowId, written } = await technician();
  await api.session.me();
  await api.maintenance.console();
  await api.maintenance.windows();
  await expect(api.validation.worklist()).rejects.toThrow('not-found');
  await expect(api.maintenance.sheet({ windowId })).resolves.toMatchObject({ commands: [{ kind: 'call' }, { kind: 'call' }, { kind: 'call' }] });
  await expect(written()).resolves.toEqual(
    ['maintenance.windows', 'validation.worklist', 'maintenance.sheet'].map((command) => ({ kind: 'call', command, outcome: null })),
  );
});

test('nothing can be called at all once the window is over', async () => {
  const { api } = await technician();
  product.clock.pass(60 * 60_000);
  await expect(api.session.me()).rejects.toThrow('session-expired');
});
