import { z } from 'zod';
import { publicProcedure, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { readDemoOutbox } from './read-demo-outbox';

const Message = z.object({
  id: z.string(),
  channel: z.enum(['mail', 'sms']),
  recipient: z.string(),
  subject: z.string(),
  body: z.string(),
  createdAt: z.date(),
});

export const deliveryRouter = router({
  outbox: publicProcedure('demo.read')
    .input(z.void())
    .output(z.object({ at: z.date(), messages: z.array(Message) }))
    .query(async ({ ctx: { useCase } }) => {
      const { at, messages } = unwrap(await readDemoOutbox(useCase));
      return { at, messages: messages.map((message) => Message.parse(message)) };
    }),
});
