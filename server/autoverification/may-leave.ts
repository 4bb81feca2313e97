import { append } from '../audit/append';
import type { MayLeave } from '../validation/settle-decision';
import { lockWorklistFacts } from '../validation/worklist-facts';
import { type Examination, examine, type ReadHandovers } from './examine';
import { barriersOf } from './rules';
import { lockShared } from './store';
import { wouldCall } from './would-call';

/**
 * Asks everything again at the instant at which an automatic decision would take effect: a switch thrown, a duty that ended, a correction, a call, anything that has come in
 * between keeps it for a person. It must rest on the very acceptance, revision and verdict that it was made on.
 */
export const mayLeave =
  (readHandovers: ReadHandovers): MayLeave =>
  async (ctx, tx, decision) => {
    await lockShared(tx);
    const [examination] = await examine(ctx, tx, await lockWorklistFacts(tx, [decision.dossierId]), readHandovers, decision.id);
    const barriers = examination ? barriersOf(examination.examined, examination.circumstances) : [];
    const isClear = examination !== undefined && barriers.length === 0 && isSame(examination, decision);
    if (
      isClear &&
      !(await wouldCall(
        ctx,
        tx,
        decision.dossierId,
        examination.examined.open.map(({ id }) => id),
      ))
    )
      return true;
    await append(tx, ctx, {
      action: 'autoverification.bar',
      dossierId: decision.dossierId,
      subjectId: decision.id,
      detail: { barriers: barriers.length === 0 ? ['dossier-changed'] : barriers },
    });
    return false;
  };

const isSame = ({ facts, acceptance, verdict }: Examination, decision: Parameters<MayLeave>[2]): boolean =>
  facts.dossier.revision === decision.revision &&
  verdict?.contentHash === decision.automatic?.verdictHash &&
  acceptance?.id === decision.automatic?.acceptanceId &&
  acceptance?.userId === decision.userId;
