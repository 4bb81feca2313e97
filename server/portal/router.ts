import { z } from 'zod';
import { sessionCookie, unmarkLeft } from '../access/cookies';
import { endSession } from '../access/end-session';
import { patientOnly, professional, publicProcedure, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { enter } from '../delivery/enter';
import { openNotice } from '../delivery/open-notice';
import { requestCode } from '../delivery/request-code';
import { acknowledgeReport } from './acknowledge-report';
import { beginVisit } from './begin-visit';
import { exportMine } from './export-mine';
import { listMine } from './list-mine';
import { listMyReadings } from './list-my-readings';
import { listPlaces } from './list-places';
import { listReaders } from './list-readers';
import { listRecipients } from './list-recipients';
import { listReports } from './list-reports';
import { MyExport, Readings, Recipient } from './reading-types';
import { requestDocument, requestDossierDocument } from './request-document';
import { requestPdf } from './request-pdf';
import { ListScope, PatientList, PatientReport, ReadersOfReport, ReportList, ViewedReport } from './types';
import { viewMyReport, viewReport } from './view-report';

const ReportId = z.object({ reportId: z.uuid() });
const DocumentOfReport = z.object({ reportId: z.uuid(), documentId: z.uuid() });
const PdfTicket = z.object({ url: z.string() });
const Token = z.string().max(200);
const BirthDate = z.iso.date();

export const portalRouter = router({
  listReports: professional('results.read')
    .input(z.object({ scope: ListScope, search: z.string().max(100), offset: z.number().int().min(0), limit: z.number().int().min(1).max(100) }))
    .output(ReportList)
    .query(async ({ ctx: { useCase }, input }) => unwrap(await listReports(useCase, input))),

  places: professional('results.read')
    .input(z.void())
    .output(z.object({ wards: z.array(z.string()) }))
    .query(async ({ ctx: { useCase } }) => unwrap(await listPlaces(useCase))),

  beginVisit: professional('results.read')
    .input(z.void())
    .output(z.object({ began: z.boolean() }))
    .mutation(async ({ ctx: { useCase } }) => unwrap(await beginVisit(useCase))),

  /** A mutation, because opening a report is a reading and a reading is recorded. */
  viewReport: professional('report.view')
    .input(ReportId)
    .output(ViewedReport)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await viewReport(useCase, input))),

  requestPdf: professional('report.view')
    .input(ReportId)
    .output(PdfTicket)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await requestPdf(useCase, input))),

  requestDocument: professional('report.view')
    .input(DocumentOfReport)
    .output(PdfTicket)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await requestDocument(useCase, input))),

  /** From the card. */
  requestDossierDocument: professional('dossier.read')
    .input(z.object({ documentId: z.uuid() }))
    .output(PdfTicket)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await requestDossierDocument(useCase, input))),

  /** « Pris en compte ». */
  acknowledge: professional('report.view')
    .input(
      ReportId.extend({
        readBack: z
          .array(z.object({ observationVersionId: z.uuid(), repeated: z.string().max(200) }))
          .max(100)
          .optional(),
      }),
    )
    .output(z.object({ acknowledgedAt: z.date() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await acknowledgeReport(useCase, input))),

  readers: professional('report.view')
    .input(ReportId)
    .output(ReadersOfReport)
    .query(async ({ ctx: { useCase }, input }) => unwrap(await listReaders(useCase, input))),

  listMine: patientOnly('patient.read')
    .input(z.void())
    .output(PatientList)
    .query(async ({ ctx: { useCase } }) => unwrap(await listMine(useCase))),

  /** « Qui a consulté ». */
  readings: patientOnly('patient.read')
    .input(z.void())
    .output(Readings)
    .query(async ({ ctx: { useCase } }) => unwrap(await listMyReadings(useCase))),

  recipients: patientOnly('patient.read')
    .input(z.void())
    .output(z.object({ recipients: z.array(Recipient) }))
    .query(async ({ ctx: { useCase } }) => unwrap(await listRecipients(useCase))),

  exportMine: patientOnly('patient.manage')
    .input(z.void())
    .output(MyExport)
    .mutation(async ({ ctx: { useCase } }) => unwrap(await exportMine(useCase))),

  viewMyReport: patientOnly('patient.read')
    .input(ReportId)
    .output(PatientReport)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await viewMyReport(useCase, input))),

  requestMyPdf: patientOnly('patient.read')
    .input(ReportId)
    .output(PdfTicket)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await requestPdf(useCase, input))),

  requestMyDocument: patientOnly('patient.read')
    .input(DocumentOfReport)
    .output(PdfTicket)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await requestDocument(useCase, input))),

  openNotice: publicProcedure('notice.open')
    .input(z.object({ token: Token }))
    .output(z.object({ state: z.enum(['open', 'closed', 'expired']) }))
    .query(({ ctx, input }) => openNotice(ctx.withNotice(input.token))),

  requestCode: publicProcedure('notice.open')
    .input(z.object({ token: Token, birthDate: BirthDate }))
    .output(z.object({ asked: z.literal(true) }))
    .mutation(async ({ ctx, input }) => unwrap(await requestCode(ctx.withNotice(input.token), input))),

  enter: publicProcedure('notice.open')
    .input(z.object({ token: Token, birthDate: BirthDate, code: z.string().max(20) }))
    .output(z.object({ reportId: z.string(), hasAccount: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      const { reportId, hasAccount, cookie } = unwrap(await enter(ctx.withNotice(input.token), input));
      ctx.responseHeaders.append('set-cookie', cookie);
      ctx.responseHeaders.append('set-cookie', unmarkLeft('patient'));
      return { reportId, hasAccount };
    }),

  /** Ends the patient's session, also in a browser where a professional is in. */
  leave: patientOnly('session.close')
    .input(z.void())
    .output(z.object({ closed: z.literal(true) }))
    .mutation(async ({ ctx }) => {
      await endSession(ctx.db, ctx.useCase.actor, 'signed_out', ctx.now);
      ctx.responseHeaders.append('set-cookie', sessionCookie('patient', '', 0));
      ctx.responseHeaders.set('clear-site-data', '"cache", "storage"');
      return { closed: true };
    }),
});
