'use client';

/** What the tabs of one browser tell each other; none of it says anything of a patient. */
export type TabMessage =
  /** A hand is on one of them. */
  | { kind: 'touched' }
  /** One of them locked the screen: all are. */
  | { kind: 'locked'; idleMinutes: number | null };

const NAME = 'relais-tabs';
let own: BroadcastChannel | null = null;

const channel = (): BroadcastChannel | null => (own ??= 'BroadcastChannel' in window ? new BroadcastChannel(NAME) : null);

export const tellTabs = (message: TabMessage): void => channel()?.postMessage(message);

/** Hears what the other tabs of this browser tell, never one's own words; answers what stops it. */
export function hearTabs(listener: (message: TabMessage) => void): () => void {
  const hear = (event: MessageEvent<TabMessage>) => listener(event.data);
  const heard = channel();
  heard?.addEventListener('message', hear);
  return () => heard?.removeEventListener('message', hear);
}
