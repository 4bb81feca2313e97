import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { makeActivation } from './activation';
import { findUserByLogin } from './store';

/** Makes a new activation code for an account that is not disabled, for the person who owns the machine: whoever lost every means comes in again by it. */
export function activateAgain(ctx: Context, login: string): Promise<Outcome<string, Refusal<'not-found'>>> {
  return ctx.transaction(async (tx) => {
    const user = await findUserByLogin(tx, login.trim().toLowerCase());
    return user && user.disabledAt === null ? done(await makeActivation(ctx, tx, user.id)) : refuse('not-found');
  });
}
