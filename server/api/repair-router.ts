import { z } from 'zod';
import { askCorrection } from '../inbound/ask-correction';
import { mendItem } from '../inbound/mend-item';
import { discardMessage, replayMessage, takeBackMessage } from '../inbound/mend-message';
import { listDesk, openDesk } from '../inbound/read-desk';
import { replayAlike } from '../inbound/replay-alike';
import { cancelReplay, previewReplay, readReplays, replayPeriod } from '../inbound/replay-period';
import { DeviceContent } from './devices-types';
import { DeskTotal, Problem } from './exchanges-types';
import { professional, router } from './procedure';
import { unwrap } from './refusal';

const Text = z.string().trim().min(1).max(120);
const Choice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('prescriber'), prescriberId: z.uuid() }),
  z.object({
    kind: z.literal('new-prescriber'),
    rppsNumber: z.string().trim().max(20),
    familyName: Text,
    givenName: Text,
    specialty: z.string().trim().max(120),
  }),
  z.object({ kind: z.literal('ward'), wardId: z.uuid() }),
  z.object({ kind: z.literal('new-ward'), name: Text, phone: z.string().trim().max(30) }),
  z.object({ kind: z.literal('code'), loinc: z.string().trim().max(12), label: z.string().trim().max(200), chapter: z.string().trim().max(60) }),
  z.object({ kind: z.literal('unit'), unit: z.string().trim().max(40) }),
  z.object({ kind: z.literal('device'), deviceId: z.uuid() }),
  z.object({ kind: z.literal('new-device'), content: DeviceContent }),
  z.object({ kind: z.literal('seen'), reason: z.string().max(500) }),
]);
const Desk = z.object({
  at: z.date(),
  /** The day in Paris. */
  today: z.string(),
  /** More wait than are shown, younger ones. */
  isCut: z.boolean(),
  total: DeskTotal,
  laboratories: z.array(z.object({ id: z.string(), name: z.string(), phone: z.string() })),
  items: z.array(
    z.object({
      id: z.string(),
      isMessage: z.boolean(),
      kind: z.string(),
      laboratoryId: z.string().nullable(),
      messageId: z.string(),
      subject: z.string(),
      segment: z.string(),
      field: z.number().nullable(),
      openedAt: z.date(),
      lines: z.number(),
      waiting: z.number(),
      askedAt: z.date().nullable(),
      pressing: z.boolean(),
      replayAsked: z.boolean(),
      /** What came for the same dossier after the laboratory was asked. */
      correctedAt: z.date().nullable(),
      correctedBy: z.string().nullable(),
      ringsAt: z.date(),
      /** Of its oldest line: where the référent says whose it is. */
      dossierId: z.string().nullable(),
    }),
  ),
});
const Opened = z.object({
  message: z.object({
    id: z.string(),
    controlId: z.string(),
    messageType: z.string(),
    receivedAt: z.date(),
    answerCode: z.string(),
    problems: z.array(Problem),
    state: z.string(),
    replays: z.number(),
    replayedAt: z.date().nullable(),
    accessionNumbers: z.array(z.string()),
  }),
  segments: z.array(z.object({ name: z.string(), fields: z.array(z.string()) })),
  chapters: z.array(z.string()),
  closedBy: z.string().nullable(),
  sent: z.object({ prescriberName: z.string(), label: z.string(), unit: z.string() }),
  candidates: z.array(z.object({ target: z.string(), title: z.string(), detail: z.string(), nearness: z.string(), chapter: z.string() })),
  reach: z.object({ waiting: z.number(), decided: z.number(), dossiers: z.number() }).nullable(),
});
const Period = z.object({ laboratoryId: z.uuid(), from: z.iso.date(), to: z.iso.date(), scope: z.enum(['kept-out', 'all']) });
const Replay = z.object({
  id: z.string(),
  /** Null where the sender of the messages is nobody's. */
  laboratoryId: z.string().nullable(),
  scope: z.enum(['kept-out', 'all', 'alike']),
  reason: z.string(),
  total: z.number(),
  done: z.number(),
  wentIn: z.number(),
  state: z.enum(['running', 'done', 'cancelled']),
  by: z.string(),
  madeAt: z.date(),
});
const Item = z.object({ itemId: z.uuid() });
const Message = z.object({ messageId: z.uuid() });
const ItemDone = z.object({ itemId: z.string() });
const MessageDone = z.object({ messageId: z.string() });

/** The repair desk of the référents. */
export const repairRouter = router({
  desk: professional('repair.read')
    .input(z.void())
    .output(Desk)
    .query(async ({ ctx: { useCase } }) => unwrap(await listDesk(useCase))),

  /** A mutation: the reading of a message's text is recorded before it is answered. */
  open: professional('repair.read')
    .input(z.object({ id: z.uuid(), isMessage: z.boolean() }))
    .output(Opened)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await openDesk(useCase, input))),

  mend: professional('repair.manage')
    .input(Item.extend({ choice: Choice }))
    .output(ItemDone)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await mendItem(useCase, input))),

  ask: professional('repair.manage')
    .input(Item.extend({ isMessage: z.boolean() }))
    .output(ItemDone)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await askCorrection(useCase, input))),

  replay: professional('repair.manage')
    .input(Message)
    .output(MessageDone)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await replayMessage(useCase, input))),

  /** Everything that was kept out for the same reason. */
  replayAlike: professional('repair.manage')
    .input(Message)
    .output(z.object({ batchId: z.string(), total: z.number() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await replayAlike(useCase, input))),

  discard: professional('repair.manage')
    .input(Message.extend({ reason: z.string().max(500) }))
    .output(MessageDone)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await discardMessage(useCase, input))),

  takeBack: professional('repair.manage')
    .input(Message)
    .output(MessageDone)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await takeBackMessage(useCase, input))),

  /** Periods carried in again, with how far each is. */
  replays: professional('repair.read')
    .input(z.void())
    .output(z.array(Replay))
    .query(async ({ ctx: { useCase } }) => unwrap(await readReplays(useCase)).map(({ madeByName: by, ...replay }) => ({ ...replay, by }))),

  previewReplay: professional('repair.manage')
    .input(Period)
    .output(z.object({ total: z.number(), most: z.number() }))
    .query(async ({ input, ctx: { useCase } }) => unwrap(await previewReplay(useCase, input))),

  replayPeriod: professional('repair.manage')
    .input(Period.extend({ reason: z.string().max(300) }))
    .output(z.object({ batchId: z.string(), total: z.number() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await replayPeriod(useCase, input))),

  cancelReplay: professional('repair.manage')
    .input(z.object({ batchId: z.uuid() }))
    .output(z.object({ batchId: z.string() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await cancelReplay(useCase, input))),
});
