import type { z } from 'zod';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { requireAccess } from './require-access';
import { IDLE_MINUTES, TERMINAL_KINDS, type TerminalKind } from './session-rules';
import { openProfessionalSessions, terminalRows } from './terminal-list-store';
import type { TerminalState } from './terminal-rules';
import { readIdlePolicy, type TerminalRow } from './terminal-store';
import type { IdlePolicy, OpenSession, TerminalFilter, TerminalLine } from './terminal-types';

export interface Terminals {
  terminals: z.infer<typeof TerminalLine>[];
  sessions: z.infer<typeof OpenSession>[];
  idle: z.infer<typeof IdlePolicy>;
}

/** The devices that have come by, who is at which of them now, and when each kind locks. Records nothing: no patient is in it. */
export function readTerminals(ctx: Context<ProfessionalActor>, filter: TerminalFilter): Promise<Outcome<Terminals, Refusal<'not-found'>>> {
  return ctx.transaction(async (tx) => {
    const denied = requireAccess(ctx, 'terminal.read');
    if (denied) return denied;
    const sessions = (await openProfessionalSessions(tx, ctx.now())).map(({ givenName, familyName, terminalName, ...row }) => ({
      ...row,
      person: `${givenName} ${familyName}`,
      terminalName: terminalName ?? '',
      isOwn: row.id === ctx.actor.sessionId,
    }));
    const rows = await terminalRows(tx, filter);
    const lines = rows.map((row) => lineOf(row, sessions, ctx.actor.terminalId));
    const set = await readIdlePolicy(tx);
    return done({
      terminals: lines.filter((line) => isAbout(line, filter.text)),
      sessions,
      idle: TERMINAL_KINDS.map((kind) => {
        const row = set.find((one) => one.kind === kind);
        return { kind, minutes: row?.minutes ?? IDLE_MINUTES[kind], changedAt: row?.changedAt ?? null };
      }),
    });
  });
}

function lineOf(row: TerminalRow, sessions: Terminals['sessions'], own: string | null): z.infer<typeof TerminalLine> {
  const used = sessions.find((session) => session.terminalId === row.id);
  return {
    id: row.id,
    name: row.name,
    siteId: row.siteId,
    kind: row.kind as TerminalKind,
    state: row.state as TerminalState,
    stateReason: row.stateReason,
    stateChangedAt: row.stateChangedAt,
    hasKey: row.publicKey !== null,
    browser: row.browser,
    address: row.address,
    lastSeenAt: row.lastSeenAt,
    usedBy: used?.person ?? null,
    usedSince: used?.since ?? null,
    isOwn: row.id === own,
  };
}

function isAbout({ name, browser, address, usedBy }: z.infer<typeof TerminalLine>, text: string): boolean {
  const plain = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain(`${name} ${browser} ${address} ${usedBy ?? ''}`).includes(plain(text));
}
