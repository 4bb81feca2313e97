import { z } from 'zod';
import { professional, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { answerSwap } from './answer-swap';
import { askSwap } from './ask-swap';
import { cancelDuty } from './cancel-duty';
import { changeContacts } from './change-contacts';
import { declareAbsence, endAbsence } from './declare-absence';
import { importRoster } from './import-roster';
import { planDuty } from './plan-duty';
import { readCoverage } from './read-coverage';
import { readOwnDuties } from './read-duties';
import { readLines } from './read-lines';
import {
  AbsenceInput,
  AnswerInput,
  CancelInput,
  ContactsInput,
  CoverageInput,
  CoverageView,
  DutyLines,
  ImportInput,
  PlanInput,
  SWAP_ANSWERS,
  SwapInput,
} from './types';

const Duties = z.array(z.object({ siteId: z.string(), startsAt: z.date(), endsAt: z.date(), kind: z.string() }));

export const dutyRouter = router({
  /** Where the person at the screen is on duty now, and until when. */
  mine: professional('worklist.read')
    .input(z.void())
    .output(Duties)
    .query(({ ctx: { useCase } }) => useCase.transaction((tx) => readOwnDuties(useCase, tx))),

  /** Who answers now, for whoever may have to call. */
  lines: professional('duty.reach')
    .input(z.void())
    .output(DutyLines)
    .query(async ({ ctx: { useCase } }) => unwrap(await readLines(useCase))),

  coverage: professional('duty.read')
    .input(CoverageInput)
    .output(CoverageView)
    .query(async ({ ctx: { useCase }, input }) => unwrap(await readCoverage(useCase, input))),

  plan: professional('duty.manage')
    .input(PlanInput)
    .output(z.object({ dutyIds: z.array(z.string()) }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await planDuty(useCase, input))),

  importRoster: professional('duty.manage')
    .input(ImportInput)
    .output(z.object({ planned: z.number(), known: z.number() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await importRoster(useCase, input))),

  cancel: professional('duty.manage')
    .input(CancelInput)
    .output(z.object({ cancelledAt: z.date() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await cancelDuty(useCase, input))),

  declareAbsence: professional('duty.manage')
    .input(AbsenceInput)
    .output(z.object({ absenceId: z.string(), duties: z.number() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await declareAbsence(useCase, input))),

  endAbsence: professional('duty.manage')
    .input(z.object({ absenceId: z.uuid() }))
    .output(z.object({ endedAt: z.date() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await endAbsence(useCase, input))),

  askSwap: professional('duty.hold')
    .input(SwapInput)
    .output(z.object({ askId: z.string(), duties: z.number() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await askSwap(useCase, input))),

  answerSwap: professional('duty.hold')
    .input(AnswerInput)
    .output(z.object({ answer: z.enum(SWAP_ANSWERS), duties: z.number() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await answerSwap(useCase, input))),

  changeContacts: professional('duty.manage')
    .input(ContactsInput)
    .output(z.object({ contacts: z.number() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await changeContacts(useCase, input))),
});
