import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { askPatientPasskey } from '../access/ask-patient-passkey';
import { checkPatientPassword } from '../access/check-patient-password';
import { unmarkLeft } from '../access/cookies';
import { AssertionSchema } from '../access/webauthn';
import { enrol } from '../patient/enrol';
import { enterByPassword } from '../patient/enter-by-password';
import { finishEnrolment } from '../patient/finish-enrolment';
import { finishRecovery } from '../patient/finish-recovery';
import { recover } from '../patient/recover';
import { sendEnrolmentCode } from '../patient/send-enrolment-code';
import { enterByPasskey } from '../portal/enter-by-passkey';
import { patientOnly, publicProcedure, router } from './procedure';
import { unwrap } from './refusal';

const BirthDate = z.iso.date();
const Step = z.string().max(100);
const Code = z.string().max(20);
const Options = z.custom<PublicKeyCredentialRequestOptionsJSON>((value) => typeof value === 'object' && value !== null);
const Entered = z.object({ entered: z.literal(true) });

/** Patients' and representatives' ways in; each success sets the cookie of a session of its own. */
export const entryRouter = router({
  /** Records a challenge and nothing else. */
  askPasskey: publicProcedure('door.use')
    .input(z.void())
    .output(z.object({ options: Options, binding: z.string() }))
    .mutation(async ({ ctx: { useCase } }) => unwrap(await askPatientPasskey(useCase))),

  byPasskey: publicProcedure('door.use')
    .input(z.object({ binding: Step, assertion: AssertionSchema, noticeToken: z.string().max(200).optional() }))
    .output(z.object({ reportId: z.string().nullable() }))
    .mutation(async ({ ctx, input: { noticeToken, ...input } }) => {
      const { cookie, reportId } = unwrap(await enterByPasskey(noticeToken === undefined ? ctx.useCase : ctx.withNotice(noticeToken), input));
      letIn(ctx.responseHeaders, cookie);
      return { reportId };
    }),

  askSecondFactor: publicProcedure('door.use')
    .input(z.object({ login: z.string().max(200), password: z.string().max(200) }))
    .output(z.object({ step: z.string(), channel: z.enum(['sms', 'mail', 'totp']) }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await checkPatientPassword(useCase, input))),

  byPassword: publicProcedure('door.use')
    .input(z.object({ step: Step, code: Code }))
    .output(Entered)
    .mutation(async ({ ctx, input }) => letIn(ctx.responseHeaders, unwrap(await enterByPassword(ctx.useCase, input)).cookie)),

  enrol: publicProcedure('door.use')
    .input(z.object({ code: z.string().max(40), birthDate: BirthDate }))
    .output(z.object({ stage: z.enum(['confirming', 'enrolling']) }))
    .mutation(async ({ ctx, input }) => {
      const { stage, cookie } = unwrap(await enrol(ctx.useCase, input));
      letIn(ctx.responseHeaders, cookie);
      return { stage };
    }),

  sendEnrolmentCode: patientOnly('patient.enrol')
    .input(z.void())
    .output(z.object({ step: z.string(), channel: z.enum(['sms', 'mail']) }))
    .mutation(async ({ ctx: { useCase } }) => unwrap(await sendEnrolmentCode(useCase))),

  finishEnrolment: patientOnly('patient.enrol')
    .input(z.object({ step: Step, code: Code }).nullable())
    .output(Entered)
    .mutation(async ({ ctx, input }) => letIn(ctx.responseHeaders, unwrap(await finishEnrolment(ctx.useCase, input)).cookie)),

  recover: publicProcedure('door.use')
    .input(z.object({ login: z.string().max(200), birthDate: BirthDate }))
    .output(z.object({ step: z.string() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await recover(useCase, input))),

  finishRecovery: publicProcedure('door.use')
    .input(z.object({ step: Step, mailCode: Code, smsCode: Code }))
    .output(Entered)
    .mutation(async ({ ctx, input }) => letIn(ctx.responseHeaders, unwrap(await finishRecovery(ctx.useCase, input)).cookie)),
});

function letIn(headers: Headers, cookie: string): { entered: true } {
  headers.append('set-cookie', cookie);
  headers.append('set-cookie', unmarkLeft('patient'));
  return { entered: true };
}
