'use client';

import { idleTime } from './idle-time';
import { adoptSecret, findKept, keepTaken, lookAtClock, noteHeard, packState, tellElsewhere, wipePack } from './pack-keeper';
import { onSecret } from './passkey-secret';
import { refusalOf } from './refusal';
import { leaveIfSessionEnded } from './session-end';
import { trpcClient } from './trpc';

const LOOK_EVERY_MS = 5_000;
const HEAR_EVERY_MS = 60_000;
const TAKE_EVERY_MS = 5 * 60_000;
/** What moved in the list is carried soon, and not at each move. */
const TAKE_SOON_MS = 30_000;
const LOCK = 'relais-pack';

export interface Holder {
  name: string;
  rppsNumber: string | null;
}

let heardAt = Number.NEGATIVE_INFINITY;
let takenAt = Number.NEGATIVE_INFINITY;
let isMoved = true;
let isBusy = false;

/** Something moved in the list: what is carried is brought up to date soon. */
export const noteMoved = (): void => {
  isMoved = true;
};

/**
 * Keeps a pack for the biologist at this screen as long as the page lives and there is a link: takes it when she is on duty, brings it up to date, says that the tablet
 * lives, and empties it when it is over. One tab of a browser does; the others say so. A browser without the means keeps nothing.
 * @returns what stops it
 */
export function keepPack(holder: Holder): () => void {
  if (!('locks' in navigator) || !('indexedDB' in window) || !globalThis.crypto?.subtle) return () => undefined;
  let stop = () => undefined as void;
  let isStopped = false;
  void navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (isStopped) return;
    if (!lock) return tellElsewhere();
    await new Promise<void>((resolve) => {
      // Not at once: what she came to look at goes first.
      const timer = setInterval(() => void step(holder), LOOK_EVERY_MS);
      const unhear = onSecret((given) => void adoptSecret(given).then(noteMoved));
      stop = () => {
        clearInterval(timer);
        unhear();
        resolve();
      };
    });
  });
  return () => {
    isStopped = true;
    stop();
  };
}

/** Takes the only pack of this browser for a page that has nothing but it; false when another tab has it. */
export function holdPack(): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    void navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? new Promise<never>(() => undefined) : undefined;
    });
  });
}

/** One thing at a time, and none while the browser says that there is no link. */
async function step(holder: Holder): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  try {
    if (await lookAtClock()) isMoved = true;
    if (!navigator.onLine) return;
    const now = performance.now();
    const isDue = now - takenAt >= TAKE_EVERY_MS || (isMoved && now - takenAt >= TAKE_SOON_MS);
    if (isDue) await take(holder);
    else if (packState().standing === 'open' && now - heardAt >= HEAR_EVERY_MS) await hear();
  } catch (error) {
    // Without an answer there is nothing to do but to go on with what is here.
    if (!leaveIfSessionEnded(error)) await settle(error);
  } finally {
    isBusy = false;
  }
}

async function take(holder: Holder): Promise<void> {
  const { standing, header, content } = packState();
  takenAt = performance.now();
  if (standing !== 'open') {
    const kept = await findKept(async ({ holder: own, salt }) => own === (await tagOf(holder, salt)));
    // What waits in it is hers to look at first; else a new one is better than an old one.
    if (kept && kept.intents > 0) return;
  }
  const have = Object.entries(content?.displayed ?? {}).map(([dossierId, displayed]) => ({ dossierId, displayed }));
  const isMine = standing === 'open' && header !== null;
  const taken = await trpcClient.pack.take.mutate(
    { packId: isMine ? header.packId : null, have: isMine ? have : [], reopens: isMine && header.credentialId !== '' },
    { context: { background: true } },
  );
  isMoved = false;
  heardAt = performance.now();
  await keepTaken(taken, { name: holder.name, tag: (salt) => tagOf(holder, salt), idleMs: idleTime() });
}

async function hear(): Promise<void> {
  const { header } = packState();
  if (!header) return;
  heardAt = performance.now();
  const { isOpen, now, expiresAt } = await trpcClient.pack.renew.mutate({ packId: header.packId }, { context: { background: true } });
  if (isOpen && expiresAt) return noteHeard(now, expiresAt);
  await wipePack();
  isMoved = true;
}

/** Off duty, what she prepared stays until it is sent back or over; the rest goes. */
async function settle(error: unknown): Promise<void> {
  const code = refusalOf(error)?.code;
  if (code === 'pack-over' || (code === 'pack-off-duty' && packState().intents.length === 0)) await wipePack();
}

/** Who a pack belongs to, for nobody to read. */
export async function tagOf({ name, rppsNumber }: Holder, salt: Uint8Array): Promise<string> {
  const text = new TextEncoder().encode(`${name}\n${rppsNumber ?? ''}`);
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array([...salt, ...text]));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
