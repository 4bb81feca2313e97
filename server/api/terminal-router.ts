import { z } from 'zod';
import { askTerminalProof } from '../access/ask-terminal-proof';
import { changeIdleMinutes } from '../access/change-idle-minutes';
import { closeOtherSession } from '../access/close-other-session';
import { declareTerminal } from '../access/declare-terminal';
import { passivateTerminal } from '../access/passivate-terminal';
import { allows } from '../access/permissions';
import { ProofSchema } from '../access/prove-again';
import { proveTerminal } from '../access/prove-terminal';
import { reactivateTerminal } from '../access/reactivate-terminal';
import { readTerminals } from '../access/read-terminals';
import { revokeTerminal } from '../access/revoke-terminal';
import { standingOf } from '../access/terminal-standing';
import { Declaration, IdleChange, IdlePolicy, OpenSession, TerminalFilter, TerminalLine } from '../access/terminal-types';
import { readSites } from '../directory/read-directory';
import { professional, publicProcedure, router } from './procedure';
import { proven } from './prove';
import { unwrap } from './refusal';

const Base64Url = z.string().regex(/^[A-Za-z0-9_-]{1,300}$/);
const Which = z.object({ terminalId: z.uuid(), proof: ProofSchema });
const Changed = z.object({ terminalId: z.string() });

export const terminalRouter = router({
  /** What the neutral screens show before anybody has come in; the one question that a blocked terminal gets answered. */
  standing: publicProcedure('door.use')
    .meta({ permission: 'door.use', realm: 'public', evenBlocked: true })
    .input(z.void())
    .output(z.object({ isBlocked: z.boolean(), isProven: z.boolean(), name: z.string() }))
    .query(({ ctx }) => standingOf(ctx.db, ctx.origin, ctx.now())),

  /** A challenge for the device's own key to sign, bound to this browser. Records a challenge and nothing else. */
  askProof: publicProcedure('door.use')
    .input(z.void())
    .output(z.object({ challenge: z.string() }))
    .mutation(async ({ ctx }) => {
      const { challenge, cookie } = await askTerminalProof(ctx.useCase);
      if (cookie !== null) ctx.responseHeaders.append('set-cookie', cookie);
      return { challenge };
    }),

  /** The device proves its key and is known from now on, in a cookie that no script reads. */
  prove: publicProcedure('door.use')
    .input(z.object({ publicKey: Base64Url, challenge: Base64Url, signature: Base64Url }))
    .output(z.object({ isActive: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      const { cookie, isActive } = unwrap(await proveTerminal(ctx.useCase, input));
      ctx.responseHeaders.append('set-cookie', cookie);
      return { isActive };
    }),

  /** Terminals, open sessions, idle times and the sites to choose from: the administrator's page in one reading. */
  list: professional('terminal.read')
    .input(TerminalFilter)
    .output(
      z.object({
        terminals: z.array(TerminalLine),
        sessions: z.array(OpenSession),
        idle: IdlePolicy,
        sites: z.array(z.object({ id: z.string(), name: z.string() })),
        mayManage: z.boolean(),
      }),
    )
    .query(async ({ ctx: { useCase }, input }) => {
      const sites = await useCase.transaction(readSites);
      return {
        ...unwrap(await readTerminals(useCase, input)),
        sites: sites.map(({ id, name }) => ({ id, name })),
        mayManage: allows(useCase.actor, 'terminal.manage'),
      };
    }),

  declare: professional('terminal.manage')
    .input(Declaration.extend({ proof: ProofSchema }))
    .output(Changed)
    .mutation(async ({ ctx: { useCase }, input }) => {
      const { content, proofId } = await proven(useCase, 'change-terminal', input);
      return unwrap(await declareTerminal(useCase, content, proofId));
    }),

  passivate: professional('terminal.manage')
    .input(Which.extend({ to: z.literal('passivated') }))
    .output(Changed)
    .mutation(async ({ ctx: { useCase }, input }) => {
      const { content, proofId } = await proven(useCase, 'change-terminal', input);
      return unwrap(await passivateTerminal(useCase, content, proofId));
    }),

  reactivate: professional('terminal.manage')
    .input(Which.extend({ to: z.literal('active') }))
    .output(Changed)
    .mutation(async ({ ctx: { useCase }, input }) => {
      const { content, proofId } = await proven(useCase, 'change-terminal', input);
      return unwrap(await reactivateTerminal(useCase, content, proofId));
    }),

  revoke: professional('terminal.manage')
    .input(Which.extend({ to: z.literal('revoked') }))
    .output(Changed)
    .mutation(async ({ ctx: { useCase }, input }) => {
      const { content, proofId } = await proven(useCase, 'change-terminal', input);
      return unwrap(await revokeTerminal(useCase, content, proofId));
    }),

  /** How long each kind may be left alone; holds at once. */
  changeIdle: professional('terminal.manage')
    .input(IdleChange.extend({ proof: ProofSchema }))
    .output(z.object({ sessions: z.number() }))
    .mutation(async ({ ctx: { useCase }, input }) => {
      const { content, proofId } = await proven(useCase, 'change-terminal', input);
      return unwrap(await changeIdleMinutes(useCase, content, proofId));
    }),

  /** « Fermer la session » of somebody else. */
  closeSession: professional('terminal.manage')
    .input(z.object({ sessionId: z.uuid(), proof: ProofSchema }))
    .output(z.object({ sessionId: z.string() }))
    .mutation(async ({ ctx: { useCase }, input }) => {
      const { content, proofId } = await proven(useCase, 'change-terminal', input);
      return unwrap(await closeOtherSession(useCase, content, proofId));
    }),
});
