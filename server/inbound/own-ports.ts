import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { dropPortsExcept, ownPorts, savePort } from './link-store';

export interface OwnPort {
  profileId: string;
  port: number;
}

export type PortState = { state: 'listening' } | { state: 'in-use' | 'failed'; code: string };

export const readOwnPorts = (ctx: Context): Promise<OwnPort[]> => ctx.transaction(ownPorts);

/** Says on the page of links how each own port stands; a port that is no longer asked for is no longer spoken of. */
export async function recordPorts(ctx: Context, ports: readonly (OwnPort & PortState)[]): Promise<void> {
  await ctx.transaction(async (tx) => {
    await dropPortsExcept(
      tx,
      ports.map(({ profileId }) => profileId),
    );
    for (const stands of ports) {
      const { profileId, port, state } = stands;
      await savePort(tx, { profileId, port, state, failureCode: 'code' in stands ? stands.code : null, at: ctx.now() });
    }
    await announce(tx, 'exchanges', 'none');
  });
}
