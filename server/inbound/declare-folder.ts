import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { folderPath, isUnder } from './folder-rules';
import { insertFolder } from './folder-store';
import { ownLaboratories } from './read-folders';

/**
 * Has a folder watched for one laboratory. It must lie below a root of the operator's; whether it is there, and where its links lead, the gateway looks at with each
 * scan. It opens no door to another's messages: what comes by it speaks for this laboratory alone.
 */
export async function declareFolder(
  ctx: Context,
  input: { laboratoryId: string; path: string; roots: readonly string[] },
): Promise<Outcome<{ id: string }, Refusal<'not-found' | 'folder-malformed' | 'folder-outside' | 'folder-taken'>>> {
  const denied = requireAccess(ctx, 'links.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    if (!(await ownLaboratories(ctx, tx)).some(({ id }) => id === input.laboratoryId)) return refuse('not-found');
    const path = folderPath(input.path);
    if (path === null) return refuse('folder-malformed');
    if (!isUnder(input.roots, path)) return refuse('folder-outside', { roots: input.roots.join(', ') });
    const id = newId();
    const madeByName = ctx.actor.kind === 'professional' ? ctx.actor.name : 'Relais';
    if (!(await insertFolder(tx, { id, laboratoryId: input.laboratoryId, path, createdAt: ctx.now(), madeByName }))) return refuse('folder-taken');
    await append(tx, ctx, { action: 'folder.declare', subjectId: id, detail: { laboratory: input.laboratoryId } });
    await announce(tx, 'exchanges', input.laboratoryId);
    return done({ id });
  });
}
