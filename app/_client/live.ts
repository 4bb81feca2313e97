'use client';

import { useEffect, useRef } from 'react';
import type { LiveEvent } from '../../server/api/live';
import { noteContact } from './contact';
import { trpcClient } from './trpc';

type Topic = Extract<LiveEvent, { kind: 'change' }>['topic'];
type OnChange = (topic: Topic, key: string | null) => void;

/** One stream per tab, however many parts of the screen listen. */
const followers = new Set<{ topics: readonly Topic[]; onChange: OnChange }>();
let stream: { unsubscribe(): void } | null = null;

function open(): void {
  stream ??= trpcClient.live.changes.subscribe(undefined, {
    onData: (event: LiveEvent) => {
      noteContact();
      if (event.kind === 'alive') return;
      for (const follower of followers) if (follower.topics.includes(event.topic)) follower.onChange(event.topic, event.key);
    },
    onError: close,
    onComplete: close,
  });
}

function close(): void {
  stream?.unsubscribe();
  stream = null;
}

/**
 * Calls `onChange` when something of these topics changed at a place this person may follow, and after every interruption, since changes may have been
 * missed. Refetch with `context: { background: true }`.
 */
export function useLive(topics: readonly Topic[], onChange: OnChange): void {
  const newest = useRef(onChange);
  useEffect(() => {
    newest.current = onChange;
  });
  const wanted = topics.join(' ');
  useEffect(() => {
    const follower = { topics: wanted.split(' ') as Topic[], onChange: (topic: Topic, key: string | null) => newest.current(topic, key) };
    followers.add(follower);
    open();
    return () => {
      followers.delete(follower);
      if (followers.size === 0) close();
    };
  }, [wanted]);
}
