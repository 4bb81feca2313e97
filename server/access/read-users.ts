import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { requireAccess } from './require-access';
import type { AccountState } from './rights-rules';
import { countStates, USERS_PAGE, type UserLine, userLines } from './users-store';
import type { UserFilter } from './users-types';

export interface UsersPage {
  items: UserLine[];
  counts: Record<AccountState, number>;
  pages: number;
}

/** One page of the accounts that a filter keeps, by name, and how many stand where. */
export async function readUsers(ctx: Context, filter: UserFilter): Promise<Outcome<UsersPage, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'user.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const counts = await countStates(tx, filter, ctx.now());
    const total = filter.state === 'all' ? Object.values(counts).reduce((sum, count) => sum + count, 0) : counts[filter.state];
    return done({ items: await userLines(tx, filter, ctx.now()), counts, pages: Math.max(1, Math.ceil(total / USERS_PAGE)) });
  });
}
