import { z } from 'zod';
import { professional, publicProcedure, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { noteShown, openWake } from './answer-wake';
import { addDevice, endDevice } from './devices';
import { readWakes } from './read-wakes';
import { tryWake } from './try-wake';
import { DeviceInput, PolicyInput, WakePlace, WakeView } from './types';
import { writePolicy } from './write-policy';

const Token = z.object({ token: z.string().regex(/^[\w-]{43}$/) });

export const wakeRouter = router({
  mine: professional('duty.hold')
    .input(z.void())
    .output(WakeView)
    .query(async ({ ctx: { useCase } }) => unwrap(await readWakes(useCase))),

  addDevice: professional('duty.hold')
    .input(DeviceInput)
    .output(z.object({ until: z.date() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await addDevice(useCase, input))),

  endDevice: professional('duty.hold')
    .input(z.object({ deviceId: z.uuid().nullable() }))
    .output(z.object({ ended: z.number() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await endDevice(useCase, input))),

  writePolicy: professional('duty.hold')
    .input(PolicyInput)
    .output(z.object({ since: z.date() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await writePolicy(useCase, input))),

  try: professional('duty.hold')
    .input(z.object({ siteId: z.uuid() }))
    .output(z.object({ attemptId: z.string(), fallbackAt: z.date() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await tryWake(useCase, input))),

  open: professional('duty.hold')
    .input(Token)
    .output(WakePlace)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await openWake(useCase, input))),

  /** From the service worker, whoever is logged in: that the word was shown. */
  shown: publicProcedure('door.use')
    .input(Token)
    .output(z.object({ noted: z.literal(true) }))
    .mutation(({ ctx: { useCase }, input }) => noteShown(useCase, input)),
});
