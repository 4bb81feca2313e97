import type { Database } from '../../db/client';
import type { ProfessionalActor } from '../platform/actor';
import { type Context, contextFor } from '../platform/context';
import { openSession } from './open-session';
import { professionalActor } from './read-actor';
import { findUser } from './store';

/** The person as a request of his would find him now: rights read anew, in a session of its own. */
export async function actorNow(db: Database, now: () => Date, userId: string): Promise<ProfessionalActor> {
  const origin = { address: '192.0.2.9', terminal: 'poste d’essai' };
  return db.transaction(async (tx) => {
    const user = await findUser(tx, userId);
    if (!user) throw new Error('the account is there');
    const { id } = await openSession(tx, 'professional', userId, origin, now(), { method: user.kind === 'emergency' ? 'emergency' : 'password-totp' });
    return professionalActor(tx, user, { id, stage: 'full', terminalId: null }, origin, now());
  });
}

export const contextOf = async (db: Database, now: () => Date, userId: string): Promise<Context<ProfessionalActor>> =>
  contextFor(db, await actorNow(db, now, userId), now);
