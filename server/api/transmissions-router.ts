import { z } from 'zod';
import { exportArchive, readArchive } from '../outbound/read-archive';
import { listResends, previewResend, resendRange } from '../outbound/resend-range';
import { dayAfter, startOf } from '../platform/paris-days';
import { listDifferences, settleDifference } from '../validation/settle-difference';
import { professional, router } from './procedure';
import { unwrap } from './refusal';

const day = z.iso.date().nullable();
const number = z.string().trim().max(60).nullable();

const Filter = z.object({
  laboratoryId: z.uuid().nullable(),
  /** Calendar days in Paris, both included. */
  from: day,
  to: day,
  accessionNumber: number,
  receiverKind: z.enum(['lis', 'prescriber', 'ward', 'patient']).nullable(),
  kind: z.enum(['decision', 'availability', 'reading', 'request', 'amendment', 'announcement', 'report', 'notice']).nullable(),
  state: z.enum(['waiting', 'sent', 'acknowledged', 'failed', 'unwanted']).nullable(),
});

const Line = z.object({
  id: z.string(),
  laboratoryId: z.string(),
  accessionNumber: z.string(),
  kind: z.string(),
  version: z.number().nullable(),
  detail: z.string(),
  receiverKind: z.string(),
  receiver: z.string(),
  channel: z.string(),
  madeAt: z.date(),
  sentAt: z.date().nullable(),
  acknowledgedAt: z.date().nullable(),
  state: z.string(),
  tries: z.number(),
});

const Resend = z.object({
  laboratoryId: z.uuid(),
  messageId: z.uuid().nullable(),
  from: day,
  to: day,
  kinds: z.array(z.enum(['decision', 'availability', 'reading', 'request', 'amendment', 'announcement'])).max(6),
  accessionNumber: number,
});

/** Days of a person's calendar as the instants that bound them; an empty text asks for nothing. */
const between = <F extends { from: string | null; to: string | null; accessionNumber: string | null }>(filter: F) => ({
  ...filter,
  accessionNumber: filter.accessionNumber || null,
  from: filter.from === null ? null : startOf(filter.from),
  to: filter.to === null ? null : startOf(dayAfter(filter.to, 1)),
});

export const transmissionsRouter = router({
  /** The archive of every transmission, a page at a time. */
  list: professional('transmissions.read')
    .input(Filter.extend({ cursor: z.object({ at: z.date(), id: z.uuid() }).nullable() }))
    .output(
      z.object({
        items: z.array(Line),
        next: z.object({ at: z.date(), id: z.string() }).nullable(),
        laboratories: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
    )
    .query(async ({ ctx, input: { cursor, ...filter } }) => unwrap(await readArchive(ctx.useCase, { ...between(filter), before: cursor }))),

  /** A mutation, since every export leaves its trace. */
  export: professional('transmissions.read')
    .input(Filter)
    .output(z.object({ items: z.array(Line), isCut: z.boolean() }))
    .mutation(async ({ ctx, input }) => unwrap(await exportArchive(ctx.useCase, between(input)))),

  resends: professional('exchanges.read')
    .input(z.void())
    .output(
      z.array(
        z.object({
          id: z.string(),
          laboratoryId: z.string(),
          reason: z.string(),
          by: z.string(),
          at: z.date(),
          total: z.number(),
          waiting: z.number(),
          refused: z.number(),
        }),
      ),
    )
    .query(async ({ ctx }) => unwrap(await listResends(ctx.useCase))),

  previewResend: professional('repair.manage')
    .input(Resend)
    .output(z.object({ total: z.number(), most: z.number(), kinds: z.array(z.object({ kind: z.string(), count: z.number() })) }))
    .query(async ({ ctx, input }) => unwrap(await previewResend(ctx.useCase, between(input)))),

  /** « Renvoyer » : the same bytes under the same numbers. */
  resend: professional('repair.manage')
    .input(z.object({ filter: Resend, expected: z.int().min(0), reason: z.string().max(300) }))
    .output(z.object({ resendId: z.string(), total: z.number() }))
    .mutation(async ({ ctx, input }) => unwrap(await resendRange(ctx.useCase, { ...input, filter: between(input.filter) }))),

  differences: professional('reconciliation.manage')
    .input(z.void())
    .output(
      z.array(
        z.object({
          id: z.string(),
          dossierId: z.string(),
          accessionNumber: z.string().nullable(),
          laboratoryId: z.string(),
          label: z.string(),
          kind: z.string(),
          decided: z.string(),
          said: z.string(),
          openedAt: z.date(),
        }),
      ),
    )
    .query(async ({ ctx }) => unwrap(await listDifferences(ctx.useCase))),

  settleDifference: professional('reconciliation.manage')
    .input(z.object({ differenceId: z.uuid(), reason: z.string().max(300) }))
    .output(z.object({ closedAt: z.date() }))
    .mutation(async ({ ctx, input }) => unwrap(await settleDifference(ctx.useCase, input))),
});
