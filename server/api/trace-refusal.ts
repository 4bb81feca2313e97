import { TRPCError } from '@trpc/server';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { refusalIn } from './refusal';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Writes down that somebody who is in asked for what is not his, or for a door that is not: to him it does not exist, in the trace it does, with the first id that he
 * named and nothing else of what he sent.
 * @see GBUI B-16; threats.md, « every authorization decision logged »
 */
export async function traceRefusal(ctx: Context, door: string, error: unknown, askedFor: () => Promise<unknown>): Promise<void> {
  if (!(error instanceof TRPCError) || refusalIn(error)?.code !== 'not-found') return;
  const subjectId = idIn(await askedFor());
  await ctx.transaction((tx) => append(tx, ctx, { action: 'access.refuse', outcome: 'refused', subjectId, detail: { door } }));
}

function idIn(input: unknown): string | null {
  if (typeof input !== 'object' || input === null) return null;
  return Object.values(input).find((value): value is string => typeof value === 'string' && UUID.test(value)) ?? null;
}
