import type { Transaction } from '../../db/client';
import { readTestDefinitions } from '../catalogue/read-catalogue';
import type { Context } from '../platform/context';
import type { Card } from './card';
import type { DossierFacts } from './project-worklist';
import { isLateRequest } from './request-rules';
import type { RequestRow } from './request-store';

/** What was asked of the laboratory, as the card tells it, newest first. */
export async function describeRequests(ctx: Context, tx: Transaction, { state }: DossierFacts, rows: readonly RequestRow[]): Promise<Card['requests']> {
  const names = await readTestDefinitions(
    tx,
    rows.flatMap(({ testCodes }) => testCodes),
  );
  return rows
    .map((row) => ({
      id: row.id,
      kind: row.kind as Card['requests'][number]['kind'],
      state: row.state as Card['requests'][number]['state'],
      labels: [
        ...state.observations.filter(({ observationKey }) => row.observationKeys.includes(observationKey)).map(({ label }) => label),
        ...row.testCodes.map((code) => names.get(code)?.label ?? code),
      ],
      reason: row.reason,
      by: row.requestedByName,
      requestedAt: row.requestedAt,
      effectiveAt: row.effectiveAt,
      answeredAt: row.answeredAt,
      cancelledAt: row.cancelledAt,
      cancelledBy: row.cancelledByName,
      refusalCode: row.refusalCode,
      refusalText: row.refusalText,
      isLate: isLateRequest(row, ctx.now()),
    }))
    .reverse();
}
