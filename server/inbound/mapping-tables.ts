import type { Transaction } from '../../db/client';
import type { MappingKind } from '../../db/schema/inbound';
import { allows, type Permission } from '../access/permissions';
import { requireAccess } from '../access/require-access';
import { TEST_DEFINITIONS } from '../catalogue/definitions';
import { readLaboratories, readSites } from '../directory/read-directory';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { changeMappings } from './change-mappings';
import { type Gap, gapsOf } from './gap-rules';
import { type ImportLine, type ImportPreview, previewImport } from './mapping-import';
import { type MappingTarget, mappingKey } from './mapping-rules';
import { codesReceived, entriesOf, lockMappings, type MappingEntryRow, type MappingVersionRow, versionsOf } from './mapping-store';

interface Table {
  laboratoryId: string;
  kind: MappingKind;
}
/** A table as somebody saw it: what he does to it is meant for that version and for no other. */
interface SeenTable extends Table {
  seen: number;
}
type Tables = { laboratories: { id: string; name: string }[]; mayManage: boolean; entries: MappingEntryRow[]; versions: MappingVersionRow[] };
const GAPS_SINCE_MS = 90 * 86_400_000;

/** One table with its whole past: any version, and the way from one to another, is read out of it. */
export async function readMappingTable(
  ctx: Context,
  { laboratoryId, kind }: { laboratoryId: string | null; kind: MappingKind },
): Promise<Outcome<Tables, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'mapping.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const laboratories = await ownLaboratories(ctx, tx);
    const chosen = laboratories.find(({ id }) => id === laboratoryId) ?? laboratories[0];
    const [entries, versions] = chosen ? [await entriesOf(tx, chosen.id, kind), await versionsOf(tx, chosen.id, kind)] : [[], []];
    return done({ laboratories, mayManage: allows(ctx.actor, 'mapping.manage'), entries, versions });
  });
}

/** Ends one entry, with the reason; what is signed stays. */
export function endMapping(ctx: Context, input: SeenTable & { source: string; sourceSystem: string; reason: string }) {
  return change(ctx, input, async (tx) => {
    if (input.reason.trim().length < 10) return refuse('reason-too-short');
    const version = await changeMappings(ctx, tx, { ...input, add: [], end: [mappingKey(input.kind, input.source, input.sourceSystem)] });
    return done({ version });
  });
}

/** Goes back to the state of an earlier version, by a new one. */
export function restoreMappings(ctx: Context, input: SeenTable & { version: number; reason: string }) {
  return change(ctx, input, async (tx) => {
    if (input.reason.trim().length < 10) return refuse('reason-too-short');
    const entries = await entriesOf(tx, input.laboratoryId, input.kind);
    const keyOf = (entry: MappingTarget) => mappingKey(input.kind, entry.source, entry.sourceSystem);
    const wanted = entries.filter(({ sinceVersion, untilVersion }) => sinceVersion <= input.version && (untilVersion === null || untilVersion > input.version));
    const kept = new Set(wanted.map(keyOf));
    const end = entries.filter((entry) => entry.untilVersion === null && !kept.has(keyOf(entry))).map(keyOf);
    return done({ version: await changeMappings(ctx, tx, { ...input, add: wanted, end }) });
  });
}

/** Shows what a table of a spreadsheet would change; writes it only when every line can be read. */
export function importMappings(
  ctx: Context,
  input: SeenTable & { lines: ImportLine[]; apply: boolean },
): Promise<Outcome<ImportPreview & { applied: boolean }, Refusal<'not-found' | 'mapping-changed'>>> {
  return change(ctx, input, async (tx) => {
    if (input.kind !== 'code' && input.kind !== 'unit') return refuse('not-found');
    const standing = (await entriesOf(tx, input.laboratoryId, input.kind)).filter(({ untilVersion }) => untilVersion === null);
    const preview = previewImport(input.kind, input.lines, standing);
    const applied = input.apply && preview.unreadable.length === 0;
    if (applied) await changeMappings(ctx, tx, { ...input, add: [...preview.added, ...preview.changed], end: [], reason: 'Import d’un tableau' });
    return done({ ...preview, applied });
  });
}

/** What three months of messages say against the catalogue and against each other. */
export async function readGaps(ctx: Context, { laboratoryId }: { laboratoryId: string }): Promise<Outcome<{ gaps: Gap[] }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'mapping.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const since = new Date(ctx.now().getTime() - GAPS_SINCE_MS).toISOString();
    const received = await codesReceived(tx, laboratoryId, since);
    const entries = await entriesOf(tx, laboratoryId, 'code');
    const chaptered = new Set(entries.filter(({ untilVersion, chapter }) => untilVersion === null && chapter !== '').map(({ source }) => source));
    return done({ gaps: gapsOf(received, new Set(TEST_DEFINITIONS.map(({ loincCode }) => loincCode)), chaptered) });
  });
}

/** Refuses whoever decided on a table that somebody has changed meanwhile, and names him. */
async function change<T, Code extends string>(
  ctx: Context,
  { laboratoryId, kind, seen }: SeenTable,
  act: (tx: Transaction) => Promise<Outcome<T, Refusal<Code>>>,
): Promise<Outcome<T, Refusal<Code | 'not-found' | 'mapping-changed'>>> {
  const permission: Permission = 'mapping.manage';
  const denied = requireAccess(ctx, permission);
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    if (!(await ownLaboratories(ctx, tx)).some(({ id }) => id === laboratoryId)) return refuse('not-found');
    await lockMappings(tx, laboratoryId, kind);
    const [newest] = await versionsOf(tx, laboratoryId, kind);
    if ((newest?.version ?? 0) !== seen) return refuse('mapping-changed', { by: newest?.madeByName ?? '', version: newest?.version ?? 0 });
    return act(tx);
  });
}

async function ownLaboratories(ctx: Context, tx: Transaction): Promise<{ id: string; name: string }[]> {
  const own = ctx.actor.kind === 'professional' ? ctx.actor.siteIds : [];
  const ids = new Set((await readSites(tx)).filter(({ id }) => own.includes(id)).map((site) => site.laboratoryId));
  return (await readLaboratories(tx)).filter(({ id }) => ids.has(id)).map(({ id, shortName }) => ({ id, name: shortName }));
}
