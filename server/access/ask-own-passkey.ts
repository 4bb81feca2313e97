import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { allows } from './permissions';
import { findUser } from './store';
import { askRegistration } from './webauthn';

/** What the browser's authenticator is asked to make for the person who is in, or is setting up his account. Bound to the session: no other can answer. */
export async function askOwnPasskey(ctx: Context<ProfessionalActor>): Promise<Outcome<PublicKeyCredentialCreationOptionsJSON, Refusal<'not-found'>>> {
  if (!allows(ctx.actor, 'account.enrol') && !allows(ctx.actor, 'account.manage')) return refuse('not-found');
  const { userId: personId, sessionId } = ctx.actor;
  return ctx.transaction(async (tx) => {
    const user = await findUser(tx, personId);
    if (!user) return refuse('not-found');
    const asked = { purpose: 'enrol', binding: { sessionId }, owner: { realm: 'professional', personId }, now: ctx.now() } as const;
    return done(await askRegistration(tx, { ...asked, userName: user.login, displayName: `${user.givenName} ${user.familyName}` }));
  });
}
