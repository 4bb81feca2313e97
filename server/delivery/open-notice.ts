import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { type DoorState, doorStateOf } from './door-rules';
import { noticeOfLink } from './store';

/** Says whether a patient's link still opens, and nothing else: an unknown one and an old one are alike. */
export const openNotice = (ctx: Context<AnonymousActor>): Promise<{ state: DoorState }> =>
  ctx.transaction(async (tx) => ({ state: doorStateOf(await noticeOfLink(tx), ctx.now()) }));
