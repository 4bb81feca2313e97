import type { Database } from '../../db/client';
import { systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { newId, sha256 } from '../platform/ids';
import { askEntry } from './ask-entry';
import { makeRecoverySheet } from './recovery-sheet';
import type { TestAuthenticator } from './testing-authenticator';
import { browserContext } from './testing-terminal';

/** What a browser at the door does with a passkey: asks for a challenge and has it signed. `lie` is passed to the authenticator. */
export async function signedAtTheDoor(web: Database, now: () => Date, key: TestAuthenticator, purpose: 'enter' | 'second-factor', lie = {}) {
  const bindingHash = sha256(newId());
  const asked = await askEntry(browserContext(web, now, { bindingHash }), purpose);
  if (!asked.ok) throw new Error('the door of the test is not besieged');
  return { assertion: key.assert(asked.value.options, lie), bindingHash };
}

/** A sheet of recovery codes, made without the person. `db` is the worker's. */
export function makeTestSheet(db: Database, now: () => Date, userId: string): Promise<string[]> {
  const ctx = contextFor(db, systemActor('test'), now);
  return ctx.transaction((tx) => makeRecoverySheet(ctx, tx, userId));
}
