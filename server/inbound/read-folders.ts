import type { Transaction } from '../../db/client';
import { allows } from '../access/permissions';
import { requireAccess } from '../access/require-access';
import { readLaboratories, readSites } from '../directory/read-directory';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { allFolders, newestFailures, type WatchedFolderRow } from './folder-store';

const FAILURES_SHOWN = 20;

export interface FolderList {
  mayManage: boolean;
  /** Those whose folders the reader may declare. */
  laboratories: { id: string; name: string }[];
  folders: (WatchedFolderRow & { laboratoryName: string; failures: { name: string; answers: string[]; at: Date }[] })[];
}

/** The watched folders that the reader may see, with the newest files that did not go in for their référent: a file's name may be a patient's. */
export async function readFolders(ctx: Context): Promise<Outcome<FolderList, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'links.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const rows = await allFolders(tx);
    const mayManage = allows(ctx.actor, 'links.manage');
    const failures = mayManage
      ? await newestFailures(
          tx,
          rows.map(({ id }) => id),
          FAILURES_SHOWN,
        )
      : [];
    const names = new Map((await readLaboratories(tx)).map(({ id, shortName }) => [id, shortName]));
    const folders = rows.map((folder) => ({
      ...folder,
      laboratoryName: names.get(folder.laboratoryId) ?? '',
      failures: failures.filter(({ folderId }) => folderId === folder.id).map(({ name, answers, at }) => ({ name, answers, at })),
    }));
    return done({ mayManage, laboratories: mayManage ? await ownLaboratories(ctx, tx) : [], folders });
  });
}

export async function ownLaboratories(ctx: Context, tx: Transaction): Promise<{ id: string; name: string }[]> {
  const own = ctx.actor.kind === 'professional' ? ctx.actor.siteIds : [];
  const ids = new Set((await readSites(tx)).filter(({ id }) => own.includes(id)).map((site) => site.laboratoryId));
  return (await readLaboratories(tx)).filter(({ id }) => ids.has(id)).map(({ id, shortName }) => ({ id, name: shortName }));
}
