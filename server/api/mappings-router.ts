import { z } from 'zod';
import { endMapping, importMappings, readGaps, readMappingTable, restoreMappings } from '../inbound/mapping-tables';
import { professional, router } from './procedure';
import { unwrap } from './refusal';

const Kind = z.enum(['code', 'unit', 'prescriber', 'ward']);
const Table = z.object({ laboratoryId: z.uuid(), kind: Kind });
/** With the version that the person had before her. */
const SeenTable = Table.extend({ seen: z.int().min(0) });
const Reason = z.string().max(500);
const Target = z.object({ source: z.string(), sourceSystem: z.string(), target: z.string(), targetLabel: z.string(), chapter: z.string() });
const Tables = z.object({
  laboratories: z.array(z.object({ id: z.string(), name: z.string() })),
  mayManage: z.boolean(),
  entries: z.array(
    Target.extend({
      id: z.string(),
      sinceVersion: z.number(),
      untilVersion: z.number().nullable(),
      madeByName: z.string(),
      madeAt: z.date(),
      reason: z.string(),
    }),
  ),
  versions: z.array(z.object({ version: z.number(), madeAt: z.date(), madeByName: z.string(), reason: z.string(), added: z.number(), ended: z.number() })),
});
const Version = z.object({ version: z.number() });

/** What stands for what, laboratory by laboratory, and what disagrees. */
export const mappingsRouter = router({
  table: professional('mapping.read')
    .input(z.object({ laboratoryId: z.uuid().nullable(), kind: Kind }))
    .output(Tables)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await readMappingTable(useCase, input))),

  gaps: professional('mapping.read')
    .input(z.object({ laboratoryId: z.uuid() }))
    .output(
      z.object({
        gaps: z.array(z.object({ kind: z.string(), code: z.string(), detail: z.string(), results: z.number(), dossiers: z.number(), lastAt: z.date() })),
      }),
    )
    .query(async ({ input, ctx: { useCase } }) => unwrap(await readGaps(useCase, input))),

  end: professional('mapping.manage')
    .input(SeenTable.extend({ source: z.string().max(200), sourceSystem: z.string().max(200), reason: Reason }))
    .output(Version)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await endMapping(useCase, input))),

  restore: professional('mapping.manage')
    .input(SeenTable.extend({ version: z.int().min(0), reason: Reason }))
    .output(Version)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await restoreMappings(useCase, input))),

  import: professional('mapping.manage')
    .input(SeenTable.extend({ lines: z.array(z.object({ line: z.int(), cells: z.array(z.string().max(1000)).max(20) })).max(5000), apply: z.boolean() }))
    .output(
      z.object({
        applied: z.boolean(),
        added: z.array(Target),
        changed: z.array(Target),
        unchanged: z.number(),
        unreadable: z.array(z.object({ line: z.number(), why: z.string() })),
      }),
    )
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await importMappings(useCase, input))),
});
