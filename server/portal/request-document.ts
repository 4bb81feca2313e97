import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { isExecutedHere, readDocument, readDossierState } from '../dossier/read-dossier';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId, newToken, sha256 } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { resultsOf } from '../report/compose-rules';
import { type Reader, recordReading } from './record-reading';
import { TICKET_LIFE_MS } from './request-pdf';
import { insertTicket, openableReport } from './store';

type Answer = Outcome<{ url: string }, Refusal<'not-found'>>;

/** Answers a ticket for a document that a released report lists, good once, for this session, for one minute; the reading of that report is on record before it exists. */
export async function requestDocument(ctx: Context<Reader>, input: { reportId: string; documentId: string }): Promise<Answer> {
  const denied = requireAccess(ctx, ctx.actor.kind === 'patient' ? 'patient.read' : 'report.view');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const report = await openableReport(tx, input.reportId);
    const isListed = report && resultsOf(report.content).some(({ documents }) => documents?.some(({ documentId }) => documentId === input.documentId));
    if (!report || !isListed) return refuse('not-found');
    await recordReading(ctx, tx, report, 'pdf');
    return done(await ticketFor(ctx, tx, input.documentId, report.id));
  });
}

/** The same from the card, before there is any report: for those of the dossier's laboratory, as the card itself. */
export async function requestDossierDocument(ctx: Context<ProfessionalActor>, input: { documentId: string }): Promise<Answer> {
  const denied = requireAccess(ctx, 'dossier.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const document = await readDocument(tx, input.documentId);
    const state = document ? await readDossierState(tx, document.dossierId) : null;
    const isOfOurs = state !== null && (ctx.actor.siteIds.includes(state.dossier.siteId) || (await isExecutedHere(tx, state.dossier.id)));
    if (!document || !isOfOurs) return refuse('not-found');
    await append(tx, ctx, {
      action: 'document.open',
      dossierId: document.dossierId,
      patientId: document.patientId,
      subjectId: document.id,
      detail: { sha256: document.sha256 },
    });
    return done(await ticketFor(ctx, tx, document.id, null));
  });
}

async function ticketFor(ctx: Context<Reader>, tx: Transaction, documentId: string, reportId: string | null): Promise<{ url: string }> {
  const token = newToken();
  const now = ctx.now();
  await insertTicket(tx, {
    id: newId(),
    tokenHash: sha256(token),
    reportId,
    documentId,
    sessionId: ctx.actor.sessionId,
    createdAt: now,
    expiresAt: new Date(now.getTime() + TICKET_LIFE_MS),
  });
  return { url: `/api/documents/${documentId}?ticket=${token}` };
}
