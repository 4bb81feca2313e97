import { z } from 'zod';
import { declareFolder } from '../inbound/declare-folder';
import { rootsOf } from '../inbound/folder-rules';
import { readFolders } from '../inbound/read-folders';
import { switchFolder } from '../inbound/switch-folder';
import { readEnvironment } from '../platform/env';
import { professional, router } from './procedure';
import { unwrap } from './refusal';

const Folder = z.object({
  id: z.string(),
  laboratoryName: z.string(),
  path: z.string(),
  isActive: z.boolean(),
  createdAt: z.date(),
  madeByName: z.string(),
  lastScanAt: z.date().nullable(),
  lastFileAt: z.date().nullable(),
  lastError: z.string().nullable(),
  failures: z.array(z.object({ name: z.string(), answers: z.array(z.string()), at: z.date() })),
});
const roots = () => rootsOf(readEnvironment().RELAIS_FOLDERS);

/** Watched folders: what an LIS writes as files. */
export const foldersRouter = router({
  list: professional('links.read')
    .input(z.void())
    .output(
      z.object({
        mayManage: z.boolean(),
        roots: z.array(z.string()),
        laboratories: z.array(z.object({ id: z.string(), name: z.string() })),
        folders: z.array(Folder),
      }),
    )
    .query(async ({ ctx: { useCase } }) => {
      const list = unwrap(await readFolders(useCase));
      return { ...list, roots: list.mayManage ? roots() : [] };
    }),

  declare: professional('links.manage')
    .input(z.object({ laboratoryId: z.uuid(), path: z.string().max(500) }))
    .output(z.object({ id: z.string() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await declareFolder(useCase, { ...input, roots: roots() }))),

  switch: professional('links.manage')
    .input(z.object({ folderId: z.uuid(), isActive: z.boolean() }))
    .output(z.object({ isActive: z.boolean() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await switchFolder(useCase, input))),
});
