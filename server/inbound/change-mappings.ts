import type { Transaction } from '../../db/client';
import type { MappingKind } from '../../db/schema/inbound';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { type MappingTarget, mappingKey } from './mapping-rules';
import { endEntry, entriesOf, insertEntries, insertVersion, lockMappings, newestVersion } from './mapping-store';

export interface MappingChange {
  laboratoryId: string;
  kind: MappingKind;
  add: readonly MappingTarget[];
  /** Keys to end, of `mappingKey`. */
  end: readonly string[];
  reason: string;
}

/**
 * Makes one new version of one table: what is replaced ends, nothing is rewritten; what already stands is left, so that the same change twice is one.
 * @returns the version in force afterwards
 */
export async function changeMappings(ctx: Context, tx: Transaction, change: MappingChange): Promise<number> {
  const { laboratoryId, kind, reason } = change;
  await lockMappings(tx, laboratoryId, kind);
  const before = (await entriesOf(tx, laboratoryId, kind)).filter((entry) => entry.untilVersion === null);
  const standing = new Map(before.map((entry) => [mappingKey(kind, entry.source, entry.sourceSystem), entry]));
  const added = change.add.filter((wanted) => {
    const known = standing.get(mappingKey(kind, wanted.source, wanted.sourceSystem));
    return !known || known.target !== wanted.target || known.chapter !== wanted.chapter || known.targetLabel !== wanted.targetLabel;
  });
  const endedKeys = new Set([...change.end, ...added.map((wanted) => mappingKey(kind, wanted.source, wanted.sourceSystem))]);
  const ended = [...endedKeys].flatMap((key) => standing.get(key) ?? []);
  const newest = await newestVersion(tx, laboratoryId, kind);
  if (added.length === 0 && ended.length === 0) return newest;
  const version = newest + 1;
  const who = ctx.actor.kind === 'professional' ? { madeBy: ctx.actor.userId, madeByName: ctx.actor.name } : { madeBy: newId(), madeByName: 'Relais' };
  for (const entry of ended) await endEntry(tx, entry.id, version);
  const rows = added.map((wanted) => ({
    id: newId(),
    laboratoryId,
    kind,
    ...targetOf(wanted),
    sinceVersion: version,
    untilVersion: null,
    ...who,
    madeAt: ctx.now(),
    reason,
  }));
  await insertEntries(tx, rows);
  await insertVersion(tx, { laboratoryId, kind, version, madeAt: ctx.now(), madeByName: who.madeByName, reason, added: added.length, ended: ended.length });
  await append(tx, ctx, { action: 'mapping.change', subjectId: laboratoryId, detail: { kind, version, added: added.length, ended: ended.length } });
  for (const row of rows) await tell(tx, { name: 'mapping.made', dossierId: null, subjectId: row.id }, ctx.now());
  await announce(tx, 'exchanges', laboratoryId);
  return version;
}

const targetOf = ({ source, sourceSystem, target, targetLabel, chapter }: MappingTarget): MappingTarget => ({
  source,
  sourceSystem,
  target,
  targetLabel,
  chapter,
});
