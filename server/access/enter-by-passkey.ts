import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { type Entered, letIn } from './let-in';
import { refuseBlocked } from './refuse-blocked';
import { refuseIfShut } from './refuse-shut';
import { findUser } from './store';
import { terminalOf } from './terminal-of';
import { type Assertion, verifyAssertion } from './webauthn';

export type PasskeyRefusal = Refusal<'passkey-refused' | 'terminal-blocked' | 'maintenance-closed'>;

/**
 * Opens a session for the person whose passkey signed this browser's own challenge with the person verified. Also while the password path is locked: nobody can lock
 * the biologist on call out at night. A disabled account enters no more than an unknown key does.
 * @see threats.md 9, 12
 */
export function enterByPasskey(
  ctx: Context<AnonymousActor>,
  { assertion, bindingHash }: { assertion: Assertion; bindingHash: string },
): Promise<Outcome<Entered, PasskeyRefusal>> {
  return ctx.transaction(async (tx) => {
    const terminal = await terminalOf(ctx, tx);
    if (terminal.state !== 'active') return refuseBlocked(ctx, tx, terminal.id);
    const expected = { purpose: 'enter', binding: { bindingHash }, realm: 'professional', now: ctx.now() } as const;
    const userId = (await verifyAssertion(tx, assertion, expected))?.passkey.userId ?? null;
    const user = userId === null ? undefined : await findUser(tx, userId);
    if (user && user.disabledAt === null) return (await refuseIfShut(ctx, tx, user.id)) ?? done(await letIn(ctx, tx, user, terminal, { method: 'passkey' }));
    await append(tx, ctx, {
      action: 'session.open',
      outcome: 'refused',
      subjectId: userId,
      detail: { reason: user ? 'disabled' : 'passkey', method: 'passkey' },
    });
    return refuse('passkey-refused');
  });
}
