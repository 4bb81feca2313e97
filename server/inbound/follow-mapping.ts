import type { Transaction } from '../../db/client';
import { lockDossierState } from '../dossier/read-dossier';
import { readdressDossier } from '../dossier/readdress-dossier';
import { reclassifyResults } from '../dossier/reclassify-results';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { readValidatedAmong } from '../validation/read-decisions';
import { mappingKey } from './mapping-rules';
import { dossiersWaitingFor, dossiersWithCode, entryById, type MappingEntryRow } from './mapping-store';
import { readMappings } from './read-mappings';
import { closeRepairsOf } from './repair-store';

/**
 * Carries a mapping to what waits for it: reports are addressed, results not yet validated are named. What a biologist signed stays as signed.
 * Called twice, changes nothing more.
 * @see HCL-2, HCL-3
 */
export async function followMapping(ctx: Context, tx: Transaction, entryId: string): Promise<void> {
  const entry = await entryById(tx, entryId);
  if (!entry || entry.untilVersion !== null) return;
  if (entry.kind === 'prescriber' || entry.kind === 'ward') {
    if (entry.target === '') return;
    for (const dossierId of await dossiersWaitingFor(tx, entry)) {
      await readdressDossier(ctx, tx, dossierId, entry.kind === 'ward' ? { wardId: entry.target } : { prescriberId: entry.target });
      await closeRepairsOf(tx, { kind: `unknown_${entry.kind}`, dossierId, closedBy: entry.madeByName, resolution: 'mapped', at: ctx.now() });
    }
  } else {
    if (entry.target !== '') await nameResults(ctx, tx, entry);
    await closeItemsOf(ctx, tx, entry);
  }
  await announce(tx, 'exchanges', entry.laboratoryId);
}

/** A code or a unit that a table brought in is mended as if somebody had done it at the desk: whoever comes to it there is told by whom. */
async function closeItemsOf(ctx: Context, tx: Transaction, { kind, source, sourceSystem, laboratoryId, madeByName }: MappingEntryRow): Promise<void> {
  const thing = kind === 'unit' ? { kind: 'unit_mismatch', subject: `${sourceSystem} ${source}` } : { kind: 'unmapped_code', subject: source };
  await closeRepairsOf(tx, { ...thing, laboratoryId, closedBy: madeByName, resolution: 'mapped', at: ctx.now() });
}

async function nameResults(ctx: Context, tx: Transaction, entry: MappingEntryRow): Promise<void> {
  const mappings = await readMappings(tx, entry.laboratoryId);
  const before = (mappings.formerly.get(mappingKey(entry.kind, entry.source, entry.sourceSystem)) ?? []).map(({ target }) => target);
  const isNamedSo = (result: { code: string; codeSystem: string; localCode: string; unit: string }): boolean =>
    entry.kind === 'unit'
      ? (result.unit === entry.source || before.includes(result.unit)) && result.code === entry.sourceSystem
      : (result.codeSystem !== 'LN' && result.code === entry.source) ||
        (result.localCode === entry.source && result.codeSystem === 'LN' && before.includes(result.code));
  const codes = entry.kind === 'unit' ? [entry.sourceSystem] : [entry.source, ...before.filter((code) => code !== '')];
  for (const dossierId of await dossiersWithCode(tx, entry.laboratoryId, codes)) {
    const state = await lockDossierState(tx, dossierId);
    const concerned = state?.observations.filter(isNamedSo) ?? [];
    const validated = await readValidatedAmong(
      tx,
      concerned.map(({ id }) => id),
    );
    const changes = concerned.filter(({ id }) => !validated.has(id)).map(({ id }) => id);
    const said = entry.kind === 'unit' ? { unit: entry.target } : { code: entry.target, codeSystem: 'LN' };
    if (state && changes.length > 0) await reclassifyResults(ctx, tx, state, new Map(changes.map((id) => [id, said])));
  }
}
