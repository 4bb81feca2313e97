import { z } from 'zod';
import { professional, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { declareCount } from './declare-count';
import { readBehind, readMuteLinks, readOverview, readToday } from './read-overview';
import { settleAlarm } from './settle-alarm';
import { takeAlarm } from './take-alarm';
import { Behind, BehindInput, DeclareInput, Overview, SettleInput, Today } from './view-types';

export const reconciliationRouter = router({
  /** One day of every laboratory that the person watches, thirty days behind it, and the alarms. */
  overview: professional('reconciliation.read')
    .input(z.object({ day: z.iso.date().nullable() }))
    .output(Overview)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await readOverview(useCase, input))),

  behind: professional('reconciliation.read')
    .input(BehindInput)
    .output(Behind)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await readBehind(useCase, input))),

  today: professional('reconciliation.read')
    .input(z.void())
    .output(Today)
    .query(async ({ ctx: { useCase } }) => unwrap(await readToday(useCase))),

  mute: professional('reconciliation.read')
    .input(z.void())
    .output(z.array(z.object({ name: z.string(), since: z.date() })))
    .query(async ({ ctx: { useCase } }) => unwrap(await readMuteLinks(useCase))),

  take: professional('reconciliation.manage')
    .input(z.object({ alarmId: z.uuid() }))
    .output(z.object({ takenByName: z.string() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await takeAlarm(useCase, input))),

  settle: professional('reconciliation.manage')
    .input(SettleInput)
    .output(z.object({ closedAt: z.date() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await settleAlarm(useCase, input))),

  declare: professional('reconciliation.manage')
    .input(DeclareInput)
    .output(z.object({ received: z.number(), missing: z.number().nullable() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await declareCount(useCase, input))),
});
