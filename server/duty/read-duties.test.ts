import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { laboratory, legalEntity, site } from '../../db/schema/directory';
import { dutyAbsence, onCallDuty } from '../../db/schema/duty';
import { openSession } from '../access/open-session';
import { makeUser, openTestAccess, testClock, withSession } from '../access/testing';
import { createApiContext } from '../api/context';
import { createCaller } from '../api/root';
import { newId } from '../platform/ids';

let access: Awaited<ReturnType<typeof openTestAccess>>;
const clock = testClock();
const [entity, own, other] = [newId(), newId(), newId()];
const hours = (count: number) => new Date(clock.now().getTime() + count * 3_600_000);

beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  access = await openTestAccess();
  await access.worker.insert(legalEntity).values({ id: entity, name: 'Groupe d’essai', finessNumber: '990000001' });
  await access.worker.insert(laboratory).values({
    id: entity,
    legalEntityId: entity,
    shortName: 'Essai',
    name: 'Laboratoire d’essai',
    legalForm: 'SELAS',
    finessNumber: '990000002',
    addressLines: [],
    phone: '',
    responsibleBiologists: [],
  });
  await access.worker.insert(site).values([own, other].map((id) => ({ id, laboratoryId: entity, name: 'Site d’essai', addressLines: [] })));
});
afterAll(() => access.end());

test('tells the duties of this instant, of this person, at sites where she is habilitated', async () => {
  const userId = await makeUser(access.worker, clock.now, { login: 'on-duty', habilitations: [{ role: 'biologist', siteId: own }] });
  const colleague = await makeUser(access.worker, clock.now, { login: 'colleague' });
  const duty = (of: string, siteId: string, from: number, to: number) => ({
    id: newId(),
    userId: of,
    siteId,
    startsAt: hours(from),
    endsAt: hours(to),
    kind: 'astreinte',
    madeAt: hours(from),
  });
  await access.worker
    .insert(onCallDuty)
    .values([duty(userId, own, -1, 11), duty(userId, own, -13, -1), duty(userId, own, 11, 23), duty(userId, other, -1, 11), duty(colleague, own, -1, 11)]);
  const { token } = await access.web.transaction((tx) =>
    openSession(tx, 'professional', userId, { address: '', terminal: '' }, clock.now(), { method: 'password-totp' }),
  );
  const caller = createCaller(createApiContext({ headers: withSession('professional', token), db: access.web, now: clock.now }));
  await expect(caller.duty.mine()).resolves.toEqual([{ siteId: own, startsAt: hours(-1), endsAt: hours(11), kind: 'astreinte' }]);
  const absence = { id: newId(), userId, startsAt: hours(-0.5), endsAt: hours(2), madeBy: colleague, madeByName: 'X', madeAt: hours(-2) };
  await access.worker.insert(dutyAbsence).values(absence);
  await expect(caller.duty.mine(), 'whoever is declared away is on no duty').resolves.toEqual([]);
});
