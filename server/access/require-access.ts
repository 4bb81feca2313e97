import type { Context } from '../platform/context';
import { refuse } from '../platform/outcome';
import { allows, type Permission } from './permissions';

/**
 * Answers null when the actor has the permission, else the refusal that a missing thing gets: no right to read a thing looks
 * exactly as if the thing did not exist.
 *
 * @example
 * const denied = requireAccess(ctx, 'validation.decide');
 * if (denied) return denied;
 */
export function requireAccess(ctx: Context, permission: Permission) {
  return allows(ctx.actor, permission) ? null : refuse('not-found');
}
