import { and, desc, eq, gt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { userAccount } from '../../db/schema/access';
import { patient, patientRequest } from '../../db/schema/patient';
import { REQUEST_FIELDS, type RequestField, type RequestKind } from './types';

export interface RequestRow {
  id: string;
  patientId: string;
  laboratoryId: string | null;
  kind: RequestKind;
  field: RequestField | '';
  text: string;
  state: 'open' | 'done' | 'declined';
  createdAt: Date;
  handledBy: string | null;
  handledAt: Date | null;
  answer: string;
}

function typed(row: typeof patientRequest.$inferSelect): RequestRow {
  return {
    ...row,
    kind: row.kind === 'rectification' || row.kind === 'reading' || row.kind === 'access' ? row.kind : 'opposition',
    field: REQUEST_FIELDS.find((field) => field === row.field) ?? '',
    state: row.state === 'done' || row.state === 'declined' ? row.state : 'open',
  };
}

export async function insertRequest(tx: Transaction, row: Omit<RequestRow, 'handledBy' | 'handledAt' | 'answer' | 'state'>): Promise<void> {
  await tx.insert(patientRequest).values(row);
}

/** Newest first. */
export async function requestsOf(tx: Transaction, patientId: string): Promise<RequestRow[]> {
  const rows = await tx.select().from(patientRequest).where(eq(patientRequest.patientId, patientId)).orderBy(desc(patientRequest.createdAt));
  return rows.map(typed);
}

/** What waits at this desk, oldest first, then what was answered since `since`; each with its patient. */
export async function requestsOfDesk(tx: Transaction, since: Date) {
  const rows = await tx
    .select({
      request: patientRequest,
      name: sql<string>`${patient.firstGivenName} || ' ' || coalesce(${patient.usedFamilyName}, ${patient.birthFamilyName})`,
      identifier: patient.identifier,
      by: sql<string | null>`${userAccount.givenName} || ' ' || ${userAccount.familyName}`,
    })
    .from(patientRequest)
    .innerJoin(patient, eq(patient.id, patientRequest.patientId))
    .leftJoin(userAccount, eq(userAccount.id, patientRequest.handledBy))
    .where(and(sql`(${patientRequest.state} = 'open' or ${gt(patientRequest.handledAt, since)})`))
    .orderBy(sql`${patientRequest.state} <> 'open'`, patientRequest.createdAt)
    .limit(500);
  return rows.map(({ request, ...rest }) => ({ ...typed(request), ...rest }));
}

/** Closes a request, once: undefined when somebody else had, or when it is none of this desk. */
export async function closeRequest(
  tx: Transaction,
  id: string,
  closed: { state: 'done' | 'declined'; answer: string; by: string; at: Date },
): Promise<RequestRow | undefined> {
  const [row] = await tx
    .update(patientRequest)
    .set({ state: closed.state, answer: closed.answer, handledBy: closed.by, handledAt: closed.at })
    .where(and(eq(patientRequest.id, id), eq(patientRequest.state, 'open')))
    .returning();
  return row ? typed(row) : undefined;
}

export async function findRequest(tx: Transaction, id: string): Promise<RequestRow | undefined> {
  const [row] = await tx.select().from(patientRequest).where(eq(patientRequest.id, id));
  return row ? typed(row) : undefined;
}

/** The laboratory of the newest dossier: the one that a request is for. */
export async function laboratoryIdOfPatient(tx: Transaction, patientId: string): Promise<string | null> {
  const rows = await tx.execute<{ id: string | null } & Record<string, unknown>>(sql`select laboratory_of_patient(${patientId}) as id`);
  return rows[0]?.id ?? null;
}
