'use client';

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** Read and shown this often. */
const TICK_MS = 250;
/** A row counts while this much of it, or most of the screen, is in sight. */
const MOST = 0.9;
const STEPS = Array.from({ length: 11 }, (_, step) => step / 10);

export interface TimeInSight {
  /** How long each result was in sight, all its rows at once counted apart: the shortest of them. */
  times: () => Map<string, number>;
  /** Those that were in sight long enough. */
  seen: ReadonlySet<string>;
}

/**
 * Measures how long every result was in sight (all of its rows, notes included), while the page itself was: what a signature says was displayed.
 * @param resultIds of the results to watch
 * @param enoughMs from then on it counts
 */
export function useTimeInSight(box: RefObject<HTMLElement | null>, resultIds: readonly string[], enoughMs: number): TimeInSight {
  const spent = useRef(new Map<Element, { total: number; since: number | null }>());
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const ids = resultIds.join(' ');
  const times = useCallback(() => {
    const now = performance.now();
    const byResult = new Map<string, number>();
    for (const [row, { total, since }] of spent.current) {
      if (!row.isConnected) continue;
      const id = resultOf(row);
      byResult.set(id, Math.min(byResult.get(id) ?? Number.POSITIVE_INFINITY, Math.round(total + (since === null ? 0 : now - since))));
    }
    return byResult;
  }, []);
  useEffect(() => {
    const rows = spent.current;
    const watched = new Set(ids.split(' '));
    const mark = (row: Element, isInSight: boolean) => {
      const before = rows.get(row) ?? { total: 0, since: null };
      const now = performance.now();
      const total = before.total + (before.since === null ? 0 : now - before.since);
      rows.set(row, { total, since: isInSight ? now : null });
    };
    const inSight = new Set<Element>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const isIn = isShown(entry);
          if (isIn) inSight.add(entry.target);
          else inSight.delete(entry.target);
          mark(entry.target, isIn && !document.hidden);
        }
      },
      { threshold: STEPS },
    );
    for (const row of box.current?.querySelectorAll('[data-result] [data-part]') ?? []) {
      if (!watched.has(resultOf(row))) continue;
      if (!rows.has(row)) rows.set(row, { total: 0, since: null });
      observer.observe(row);
    }
    const onHidden = () => {
      for (const row of inSight) mark(row, !document.hidden);
    };
    document.addEventListener('visibilitychange', onHidden);
    const timer = setInterval(() => {
      const long = [...times()].filter(([, ms]) => ms >= enoughMs).map(([id]) => id);
      setSeen((before) => (long.length === before.size ? before : new Set(long)));
    }, TICK_MS);
    return () => {
      observer.disconnect();
      for (const row of inSight) mark(row, false);
      document.removeEventListener('visibilitychange', onHidden);
      clearInterval(timer);
    };
  }, [box, ids, times, enoughMs]);
  return { times, seen };
}

const resultOf = (row: Element): string => row.closest('[data-result]')?.getAttribute('data-result') ?? '';

/** By height: on a phone the table is wider than the screen. A note taller than the screen counts when it filled it. */
function isShown({ intersectionRect, boundingClientRect, rootBounds }: IntersectionObserverEntry): boolean {
  const height = Math.min(boundingClientRect.height, (rootBounds?.height ?? Number.POSITIVE_INFINITY) / 2);
  return intersectionRect.width > 0 && height > 0 && intersectionRect.height >= height * MOST;
}
