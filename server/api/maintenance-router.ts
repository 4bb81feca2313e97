import { z } from 'zod';
import { agreeMaintenance } from '../access/agree-maintenance';
import { askMaintenance } from '../access/ask-maintenance';
import { closeMaintenance } from '../access/close-maintenance';
import { ProofSchema } from '../access/prove-again';
import { readMaintainers, readMaintenance, readOwnWindow, readWindow } from '../access/read-maintenance';
import { runMaintenanceCommand } from './maintenance-commands';
import { AskInput, MaintenanceWindow, Sheet } from './maintenance-types';
import { professional, router } from './procedure';
import { proven } from './prove';
import { unwrap } from './refusal';

export const maintenanceRouter = router({
  /** Every window that this person may see, newest first. */
  windows: professional('maintenance.read')
    .input(z.void())
    .output(z.object({ at: z.date(), windows: z.array(MaintenanceWindow) }))
    .query(async ({ ctx: { useCase } }) => unwrap(await readMaintenance(useCase))),

  /** Whom it can be opened for. */
  technicians: professional('maintenance.open')
    .input(z.void())
    .output(z.array(z.object({ id: z.string(), name: z.string() })))
    .query(async ({ ctx: { useCase } }) => unwrap(await readMaintainers(useCase))),

  /** The sheet of an intervention: start, end, who opened, who agreed, every command (GBUI II-5d). */
  sheet: professional('maintenance.read')
    .input(z.object({ windowId: z.uuid() }))
    .output(Sheet)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await readWindow(useCase, input.windowId))),

  /** A biologist's request opens; an administrator's waits for her agreement. */
  ask: professional('maintenance.open')
    .input(AskInput.extend({ proof: ProofSchema }))
    .output(z.object({ windowId: z.string(), state: z.enum(['asked', 'open']) }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'maintenance', input);
      return unwrap(await askMaintenance(useCase, { ...content, contactedAt: new Date(content.contactedAt), proofId }));
    }),

  agree: professional('maintenance.agree')
    .input(z.object({ windowId: z.uuid(), proof: ProofSchema }))
    .output(z.object({ closesAt: z.date() }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'maintenance', input);
      return unwrap(await agreeMaintenance(useCase, { ...content, proofId }));
    }),

  /** « Fermer maintenant », or an asking withdrawn. */
  close: professional('maintenance.close')
    .input(z.object({ windowId: z.uuid() }))
    .output(z.object({ windowId: z.string() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await closeMaintenance(useCase, input))),

  /** The technician's own open window. */
  console: professional('maintenance.run')
    .input(z.void())
    .output(z.object({ at: z.date(), windowId: z.string(), reference: z.string(), closesAt: z.date() }))
    .query(async ({ ctx: { useCase } }) => unwrap(await readOwnWindow(useCase))),

  /** One line of the console: written down first, then run. */
  run: professional('maintenance.run')
    .input(z.object({ line: z.string().trim().min(1).max(200) }))
    .output(z.object({ lines: z.array(z.string()), ended: z.boolean() }))
    .mutation(async ({ input, ctx: { db, useCase } }) => unwrap(await runMaintenanceCommand(db, useCase, input.line))),
});
