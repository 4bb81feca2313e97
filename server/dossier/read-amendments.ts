import type { Transaction } from '../../db/client';
import { grouped } from '../platform/grouped';
import { type AmendmentRow, amendmentsSettledBy, lastSettlement, openAmendments, openAmendmentsOfMany } from './amendment-store';
import { type IdentityAmendment, identityChanges } from './identity-rules';

/** Null when what was signed last is what is known now. Several changes in a row are one, from the first identity to the last. */
export const readOpenAmendment = async (tx: Transaction, dossierId: string): Promise<IdentityAmendment | null> =>
  amendmentOf(await openAmendments(tx, dossierId));

/** The same for many dossiers, those that have one. */
export async function readOpenAmendments(tx: Transaction, dossierIds: readonly string[]): Promise<Map<string, IdentityAmendment>> {
  const rows = grouped(await openAmendmentsOfMany(tx, dossierIds), ({ dossierId }) => dossierId);
  return new Map(
    [...rows].flatMap(([dossierId, own]) => {
      const amendment = amendmentOf(own);
      return amendment ? [[dossierId, amendment] as const] : [];
    }),
  );
}

/** What a decision settled; null when it settled no change of identity. */
export const readAmendmentSettledBy = async (tx: Transaction, decisionId: string): Promise<IdentityAmendment | null> =>
  amendmentOf(await amendmentsSettledBy(tx, decisionId));

/** The decision that settled the last change of identity of a dossier; null when there was none. */
export const readIdentityDecision = lastSettlement;

function amendmentOf(rows: readonly AmendmentRow[]): IdentityAmendment | null {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return null;
  return { changes: identityChanges(first.before, last.after), since: first.madeAt, lastAt: last.madeAt };
}
