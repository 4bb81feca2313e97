'use client';

import { useEffect, useRef } from 'react';
import type { LiveEvent } from '../../server/api/live';
import { noteContact } from './contact';
import { keepIfPresent, watchPresence } from './presence';
import { leaveIfSessionEnded } from './session-end';
import { trpcClient } from './trpc';

const REOPEN_AFTER_MS = 2_000;

type Topic = Extract<LiveEvent, { kind: 'change' }>['topic'];
type OnChange = (topic: Topic, key: string | null) => void;

/** One stream per tab, however many parts of the screen listen. */
const followers = new Set<{ topics: readonly Topic[]; onChange: OnChange }>();
let stream: { unsubscribe(): void } | null = null;
let interrupted = false;
let isFollowingVisibility = false;

function open(): void {
  if (stream || followers.size === 0 || document.hidden) return;
  stream = trpcClient.live.changes.subscribe(undefined, {
    onData: hear,
    onError: (error) => {
      if (!leaveIfSessionEnded(error)) reopenLater();
    },
    onComplete: reopenLater,
    onConnectionStateChange: ({ state }) => {
      if (state === 'connecting') interrupted = true;
    },
  });
}

function hear(event: LiveEvent): void {
  noteContact();
  if (event.kind === 'change') return tell(event.topic, event.key);
  keepIfPresent();
  if (!interrupted) return;
  interrupted = false;
  for (const topic of new Set([...followers].flatMap((follower) => follower.topics))) tell(topic, null);
}

function tell(topic: Topic, key: string | null): void {
  for (const follower of followers) if (follower.topics.includes(topic)) follower.onChange(topic, key);
}

/** The server ends the stream when the session ended; asked again, it says so. */
function reopenLater(): void {
  close();
  interrupted = true;
  setTimeout(open, REOPEN_AFTER_MS);
}

function close(): void {
  stream?.unsubscribe();
  stream = null;
}

/** A browser gives one server six connections in all: tabs that nobody looks at leave theirs to the others. */
function followVisibility(): void {
  if (isFollowingVisibility) return;
  isFollowingVisibility = true;
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return close();
    interrupted = true;
    open();
  });
}

/**
 * Calls `onChange` when something of these topics changed at a place this person may follow, and with a null key after every interruption, since changes may
 * have been missed. While it listens, a hand on the screen prolongs the session. Refetch with `context: { background: true }`. A session that ended is noticed here within some seconds, and the page is left.
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
    watchPresence();
    followVisibility();
    open();
    return () => {
      followers.delete(follower);
      if (followers.size === 0) close();
    };
  }, [wanted]);
}
