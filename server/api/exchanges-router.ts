import { z } from 'zod';
import { retryMessage } from '../outbound/retry-message';
import { listExchanges, listRepairs, readExchange, readLinks } from './exchanges';
import { ExchangeDetail, ExchangeFilter, ExchangePage, Links, Repairs } from './exchanges-types';
import { professional, router } from './procedure';
import { unwrap } from './refusal';

export const exchangesRouter = router({
  /** Every laboratory's link as it stands, and today's equation. */
  links: professional('exchanges.read')
    .input(z.void())
    .output(Links)
    .query(async ({ ctx: { useCase } }) => unwrap(await readLinks(useCase))),

  list: professional('exchanges.read')
    .input(ExchangeFilter)
    .output(ExchangePage)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await listExchanges(useCase, input))),

  detail: professional('exchanges.read')
    .input(z.object({ direction: z.enum(['in', 'out']), id: z.uuid() }))
    .output(ExchangeDetail)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await readExchange(useCase, input))),

  repairs: professional('exchanges.read')
    .input(z.void())
    .output(Repairs)
    .query(async ({ ctx: { useCase } }) => unwrap(await listRepairs(useCase))),

  /** « Renvoyer » : the same bytes, and what waited behind them. */
  retry: professional('exchanges.retry')
    .input(z.object({ messageId: z.uuid() }))
    .output(z.object({ messageId: z.string() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await retryMessage(useCase, input))),
});
