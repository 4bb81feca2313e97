import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { changeLisUrl, managesLinksOf } from './link-page-store';
import { type AddressPolicy, type AddressRefusal, addressOf, whyNotAddress } from './lis-address-rules';

/**
 * Says where a laboratory's decisions, requests and receipts go from now on: proven, traced, and only where the operator's rules let them go. What waits is sent to the new address
 * with its next attempt. Empty = back to the operator's own (`LIS_URL`).
 */
export async function changeLisAddress(
  ctx: Context<ProfessionalActor>,
  { laboratoryId, address: written }: { laboratoryId: string; address: string },
  proofId: string,
  policy: AddressPolicy,
): Promise<Outcome<{ address: string }, Refusal<'not-found' | AddressRefusal>>> {
  const denied = requireAccess(ctx, 'links.manage');
  if (denied) return denied;
  const address = addressOf(written);
  return ctx.transaction(async (tx) => {
    if (!(await managesLinksOf(tx, laboratoryId))) return refuse('not-found');
    const wrong = whyNotAddress(address, policy);
    if (wrong) return refuse(wrong);
    const id = newId();
    await changeLisUrl(tx, { id, laboratoryId, address, proofId });
    await append(tx, ctx, {
      action: 'link.address',
      subjectId: laboratoryId,
      detail: { change: id, proof: proofId, secure: address.startsWith('mllps:') ? 1 : 0 },
    });
    await announce(tx, 'exchanges', laboratoryId);
    return done({ address });
  });
}
