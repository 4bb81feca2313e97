import { applyImport, type Imported } from '../access/apply-import';
import type { ImportLine } from '../access/import-rules';
import { type Preview, previewImport } from '../access/preview-import';
import { readLaboratories, readPrescriberByRpps, readSites, readWards } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import type { Outcome, Refusal } from '../platform/outcome';
import { readRow } from './users-import-rules';
import type { ImportRow } from './users-types';

/** What a file would do; nothing is written and no file is stored. */
export const previewRows = async (ctx: Context<ProfessionalActor>, rows: readonly ImportRow[]): Promise<Outcome<Preview, Refusal<'not-found'>>> =>
  previewImport(ctx, await linesOf(ctx, rows));

/** Does exactly what was previewed, or nothing. */
export const applyRows = async (
  ctx: Context<ProfessionalActor>,
  { rows, fingerprint }: { rows: readonly ImportRow[]; fingerprint: string },
  proofId: string,
): Promise<Outcome<Imported, Refusal<'not-found' | 'import-stale' | 'import-refused'>>> =>
  applyImport(ctx, { lines: await linesOf(ctx, rows), fingerprint }, proofId);

function linesOf(ctx: Context, rows: readonly ImportRow[]): Promise<ImportLine[]> {
  return ctx.transaction(async (tx) => {
    const entityOf = new Map((await readLaboratories(tx)).map(({ id, legalEntityId }) => [id, legalEntityId]));
    const sites = (await readSites(tx)).map(({ id, name, laboratoryId }) => ({ id, name, legalEntityId: entityOf.get(laboratoryId) ?? '' }));
    const wards = await readWards(tx);
    const prescribers = new Map<string, string>();
    for (const number of new Set(rows.map(({ rppsNumber }) => rppsNumber.replaceAll(/\s/g, '')))) {
      const prescriber = number === '' ? null : await readPrescriberByRpps(tx, number);
      if (prescriber) prescribers.set(number, prescriber.id);
    }
    return rows.map((row) => readRow(row, { sites, wards, prescribers }));
  });
}
