import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { lockFolder, setFolderActive } from './folder-store';
import { ownLaboratories } from './read-folders';

/** Closes a watched folder or opens it again. What lies in it stays there, and goes in when it is open again. */
export async function switchFolder(
  ctx: Context,
  input: { folderId: string; isActive: boolean },
): Promise<Outcome<{ isActive: boolean }, Refusal<'not-found' | 'already-so'>>> {
  const denied = requireAccess(ctx, 'links.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const folder = await lockFolder(tx, input.folderId);
    if (!folder || !(await ownLaboratories(ctx, tx)).some(({ id }) => id === folder.laboratoryId)) return refuse('not-found');
    if (folder.isActive === input.isActive) return refuse('already-so');
    await setFolderActive(tx, folder.id, input.isActive);
    await append(tx, ctx, { action: input.isActive ? 'folder.open' : 'folder.close', subjectId: folder.id });
    await announce(tx, 'exchanges', folder.laboratoryId);
    return done({ isActive: input.isActive });
  });
}
