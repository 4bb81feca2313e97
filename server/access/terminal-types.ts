import { z } from 'zod';
import { TERMINAL_KINDS } from './session-rules';
import { IDLE_BOUNDS, TERMINAL_STATES } from './terminal-rules';

export const TerminalKindSchema = z.enum(TERMINAL_KINDS);

/** What an administrator looks for. */
export const TerminalFilter = z.object({
  state: z.enum(TERMINAL_STATES).nullable(),
  kind: TerminalKindSchema.nullable(),
  siteId: z.uuid().nullable(),
  /** Name, browser, address, or who is there. */
  text: z.string().trim().max(80),
});
export type TerminalFilter = z.infer<typeof TerminalFilter>;

export const Declaration = z.object({
  terminalId: z.uuid(),
  name: z.string().trim().min(1).max(60),
  siteId: z.uuid().nullable(),
  kind: z.enum(['tablet', 'ward_pc', 'counter', 'desk']),
});
export type Declaration = z.infer<typeof Declaration>;

export const IdleChange = z.object({ kind: TerminalKindSchema, minutes: z.number().int().min(IDLE_BOUNDS.least).max(IDLE_BOUNDS.most) });
export type IdleChange = z.infer<typeof IdleChange>;

export const TerminalLine = z.object({
  id: z.string(),
  name: z.string(),
  siteId: z.string().nullable(),
  kind: TerminalKindSchema,
  state: z.enum(TERMINAL_STATES),
  stateReason: z.string().nullable(),
  stateChangedAt: z.date().nullable(),
  /** Known by its own key; else by address and browser only. */
  hasKey: z.boolean(),
  browser: z.string(),
  address: z.string(),
  lastSeenAt: z.date(),
  /** Who has an open session there now, and since when. */
  usedBy: z.string().nullable(),
  usedSince: z.date().nullable(),
  /** The one that the administrator sits at. */
  isOwn: z.boolean(),
});

export const OpenSession = z.object({
  id: z.string(),
  person: z.string(),
  terminalId: z.string().nullable(),
  /** What the administrator calls it; empty when nobody has named it. */
  terminalName: z.string(),
  browser: z.string(),
  address: z.string(),
  method: z.string(),
  since: z.date(),
  lastSeenAt: z.date(),
  isOwn: z.boolean(),
});

export const IdlePolicy = z.array(z.object({ kind: TerminalKindSchema, minutes: z.number(), changedAt: z.date().nullable() }));
