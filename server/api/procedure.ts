import { initTRPC } from '@trpc/server';
import superjson from 'superjson';
import { actingBy, allows, type Permission } from '../access/permissions';
import type { Actor, PatientActor, ProfessionalActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { sha256 } from '../platform/ids';
import { type ApiContext, anonymousActor } from './context';
import { refusalIn, refused } from './refusal';
import { namingThing } from './things';
import { traceRefusal } from './trace-refusal';
import { isUnhurried } from './unhurried';
import { watched } from './watched';

export interface ProcedureMeta {
  permission: Permission;
  /** Whose session opens it. */
  realm: 'professional' | 'patient' | 'either' | 'public';
  /** Answers also at a blocked terminal: the one question that its neutral screen asks. */
  evenBlocked?: true;
}

const t = initTRPC
  .context<ApiContext>()
  .meta<ProcedureMeta>()
  .create({
    transformer: superjson,
    isDev: process.env.NODE_ENV === 'development',
    sse: { ping: { enabled: true, intervalMs: 10_000 }, client: { reconnectAfterInactivityMs: 25_000 } },
    // The text of an unknown error could quote data: the client gets a code and our own refusal, nothing else (threats.md 19).
    errorFormatter: ({ shape, error, path }) => ({
      code: shape.code,
      message: '',
      data: { code: shape.data.code, httpStatus: shape.data.httpStatus, refusal: namingThing(refusalIn(error), path) },
    }),
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Nothing opens at a passivated or revoked terminal, whoever asks and for whatever (GBUI II-3g, B-23). */
const guarded = t.procedure.use(async ({ ctx, meta, next }) => {
  if (!meta?.evenBlocked && (await ctx.isTerminalBlocked())) throw refused({ code: 'terminal-blocked' });
  return next();
});

const unhurried = guarded.use(async ({ ctx, path, next }) => {
  if (!(await isUnhurried(ctx, path))) throw refused({ code: 'too-many-requests' });
  return next();
});

/** For a professional with the permission; anybody else gets what a missing thing gets, nobody gets `session-expired`, or `session-taken`. */
export const professional = (permission: Permission) =>
  guarded.meta({ permission, realm: 'professional' }).use(async ({ ctx, path, getRawInput, next }) => {
    const actor = await present(ctx, 'professional');
    await watched(contextFor(ctx.db, actor, ctx.now), path);
    return traced(ctx, { actor, path, getRawInput }, () => next({ ctx: { useCase: useCaseOf(ctx, actor, permission) } }));
  });

/** For a patient who has proven himself. */
export const patientOnly = (permission: Permission) =>
  guarded.meta({ permission, realm: 'patient' }).use(async ({ ctx, path, getRawInput, next }) => {
    const actor = await present(ctx, 'patient');
    return traced(ctx, { actor, path, getRawInput }, () => next({ ctx: { useCase: useCaseOf(ctx, actor, permission) } }));
  });

/** For whoever is in, of either realm; the professional first when a browser holds both sessions. */
export const signedIn = (permission: Permission) =>
  guarded.meta({ permission, realm: 'either' }).use(async ({ ctx, path, getRawInput, next }) => {
    const actor = (await ctx.professional()) ?? (await ctx.patient()) ?? (await nobody(ctx));
    await watched(contextFor(ctx.db, actor, ctx.now), path);
    return traced(ctx, { actor, path, getRawInput }, () => next({ ctx: { useCase: useCaseOf(ctx, actor, permission) } }));
  });

/**
 * For everybody. `ctx.useCase` acts for somebody unknown; `ctx.withNotice(token)` for the bearer of a patient's link, whom the row-level policies
 * let see that notice and no other.
 */
export const publicProcedure = (permission: Permission) =>
  unhurried.meta({ permission, realm: 'public' }).use(({ ctx, next }) =>
    next({
      ctx: {
        useCase: useCaseOf(ctx, anonymousActor(ctx.origin, null), permission),
        withNotice: (token: string) => useCaseOf(ctx, anonymousActor(ctx.origin, sha256(token)), permission),
      },
    }),
  );

interface Asked {
  actor: Actor;
  path: string;
  getRawInput: () => Promise<unknown>;
}

/** Lets a person who is in go on, and writes down that what he asked for is not his. */
async function traced<R extends { ok: boolean }>(ctx: ApiContext, { actor, path, getRawInput }: Asked, goOn: () => Promise<R>): Promise<R> {
  const trace = (error: unknown) => traceRefusal(contextFor(ctx.db, actor, ctx.now), path, error, getRawInput);
  try {
    const result = await goOn();
    if ('error' in result) await trace(result.error);
    return result;
  } catch (error) {
    await trace(error);
    throw error;
  }
}

/** Nobody is in: says so, and to the bearer of a session that was taken up elsewhere, that. */
async function nobody(ctx: ApiContext, realm: 'professional' | 'patient' = 'professional'): Promise<never> {
  throw refused({ code: await ctx.endOf(realm) });
}

async function present(ctx: ApiContext, realm: 'professional'): Promise<ProfessionalActor>;
async function present(ctx: ApiContext, realm: 'patient'): Promise<PatientActor>;
async function present(ctx: ApiContext, realm: 'professional' | 'patient'): Promise<ProfessionalActor | PatientActor> {
  return (await ctx[realm]()) ?? nobody(ctx, realm);
}

function useCaseOf<A extends Actor>(ctx: ApiContext, actor: A, permission: Permission) {
  if (!allows(actor, permission)) throw refused({ code: 'not-found' });
  return contextFor(ctx.db, actingBy(actor, permission), ctx.now);
}
