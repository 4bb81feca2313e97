import type { Database } from '../../db/client';
import { systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { newId } from '../platform/ids';
import type { Realm } from './cookies';
import { makeAuthenticator, type TestAuthenticator } from './testing-authenticator';
import { askRegistration, keepRegistration } from './webauthn';

/** Enrols a passkey for somebody by the ceremony itself, and answers its authenticator with the passkey's id. `db` is the worker's. */
export async function enrolTestPasskey(
  db: Database,
  now: () => Date,
  {
    realm = 'professional',
    personId,
    name = 'Clé d’essai',
    key = makeAuthenticator(),
  }: { realm?: Realm; personId: string; name?: string; key?: TestAuthenticator },
): Promise<TestAuthenticator & { passkeyId: string }> {
  const owner = { realm, personId };
  const binding = { sessionId: newId() };
  const purpose = realm === 'professional' ? 'enrol' : 'patient-enrol';
  const kept = await contextFor(db, systemActor('test'), now).transaction(async (tx) => {
    const options = await askRegistration(tx, { purpose, binding, owner, now: now(), userName: 'essai', displayName: 'Essai' });
    return keepRegistration(tx, key.register(options), { purpose, binding, owner, name, now: now() });
  });
  if (!kept) throw new Error('the ceremony of the test enrols');
  return { ...key, passkeyId: kept.passkeyId };
}
